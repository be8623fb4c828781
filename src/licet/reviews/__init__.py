"""Triggers, reviews with frozen scopes, outcomes per licence, one signed act."""
