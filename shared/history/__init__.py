"""The delivery history of events, and redelivery."""
