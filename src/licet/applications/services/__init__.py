"""Commands of applications."""

from licet.applications.services.attaching import attach_document
from licet.applications.services.drafts import copy_application, save_draft, start_draft
from licet.applications.services.submitting import Submitted, submit

__all__ = ["Submitted", "attach_document", "copy_application", "save_draft", "start_draft", "submit"]
