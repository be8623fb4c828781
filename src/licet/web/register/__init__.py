"""The public register's pages."""
