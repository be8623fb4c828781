"""Commands on documents; called by the module that leads, which publishes the events (joints 1)."""

from licet.documents.services.add import Added, add_document, keep_made

__all__ = ["Added", "add_document", "keep_made"]
