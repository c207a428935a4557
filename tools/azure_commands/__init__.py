"""The published commands of Azure's command-line programs."""
