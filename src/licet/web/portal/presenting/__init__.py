"""From domain values to words and links: plain functions, so that templates only loop."""
