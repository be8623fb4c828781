"""What an operator can watch: log lines with a request id, and metrics for Prometheus. Nothing here identifies anybody.

The concerns surface is left out of all of it (web/concerns/silence.py).
"""
