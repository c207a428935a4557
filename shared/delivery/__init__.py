"""One delivery attempt: whether it may be made now, the POST, and what is stored of it."""
