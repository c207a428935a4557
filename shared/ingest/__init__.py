"""From a posted event to its deliveries: validate, store, fan out."""
