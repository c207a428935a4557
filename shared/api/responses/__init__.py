"""The bodies of responses, as models from which the OpenAPI document is generated as well."""
