"""What became of an event, and sending it again."""
