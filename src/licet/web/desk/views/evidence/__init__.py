"""The desk's pages of evidence: documents, incidents, proceedings, official lines."""
