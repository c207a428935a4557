"""What keeps the page's files in order: the vendored library, the API's types, checks."""
