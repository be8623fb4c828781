"""The exporter's pages: from an empty draft to a licence and what remains on it."""
