"""Commands of the concerns procedure, each in one transaction of its own database."""
