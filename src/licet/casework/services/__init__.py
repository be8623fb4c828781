"""Commands of casework. All lead but those of ``moving``, which the floors above call inside their own act."""
