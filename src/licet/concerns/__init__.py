"""Concerns of officials, answered point by point, beside the stack in a database of their own."""
