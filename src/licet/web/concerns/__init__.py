"""The pages of the concerns procedure."""
