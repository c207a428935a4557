"""Own event types: their schemas, what those allow, and who may change them."""
