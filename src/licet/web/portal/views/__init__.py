"""One file per part of the way."""

from licet.web.portal.views.applications import applications, copy, rename, start, tasks
from licet.web.portal.views.cases import answer, case, version, withdraw
from licet.web.portal.views.check import check
from licet.web.portal.views.control import control_list
from licet.web.portal.views.files import document, documents, remove_document
from licet.web.portal.views.home import home
from licet.web.portal.views.letters import message, message_document, messages
from licet.web.portal.views.licences import licence, licences
from licet.web.portal.views.parties import add_party, change_party, parties, remove_party
from licet.web.portal.views.products import add_product, change_product, products, remove_product
from licet.web.portal.views.use import end_use, route

__all__ = [
    "add_party",
    "add_product",
    "answer",
    "applications",
    "case",
    "change_party",
    "change_product",
    "check",
    "control_list",
    "copy",
    "document",
    "documents",
    "end_use",
    "home",
    "licence",
    "licences",
    "message",
    "message_document",
    "messages",
    "parties",
    "products",
    "remove_document",
    "remove_party",
    "remove_product",
    "rename",
    "route",
    "start",
    "tasks",
    "version",
    "withdraw",
]
