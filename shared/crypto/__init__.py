"""Signs deliveries, and encrypts stored secrets."""
