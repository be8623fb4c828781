"""The same services as an API, described by OpenAPI 3.1."""
