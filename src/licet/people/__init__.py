"""Organisations, departments, users, dated roles and their permissions, distribution lists."""
