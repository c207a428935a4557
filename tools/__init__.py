"""Set-up, local storage, the demo and the checks, as ``make`` runs them."""
