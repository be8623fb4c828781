"""What can be done, by subject. Each operation names who may use it, calls one service and presents."""

from licet.api.operations import acts, applications, cases, decisions, licences, me, register

ROUTERS = (
    ("you", me.router),
    ("applications", applications.router),
    ("cases", cases.router),
    ("acts", acts.router),
    ("decisions", decisions.router),
    ("licences", licences.router),
    ("register", register.router),
)
"""In the order of the document, each with its tag."""
