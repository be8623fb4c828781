"""Watchlists, the matching engine, and hits with what people found of them."""
