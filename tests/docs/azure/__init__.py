"""The commands of the pages about Azure, run against programs that check their arguments."""
