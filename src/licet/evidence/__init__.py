"""Sources, captures, documents, incidents with versions, proceedings and official lines."""
