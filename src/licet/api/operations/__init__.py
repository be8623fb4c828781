"""What can be done, by subject. Each operation names who may use it, calls one service and presents."""

from licet.api.operations import acts, applications, assessments, cases, decisions, evidence, licences, me, register, reviews

ROUTERS = (
    ("you", me.router),
    ("applications", applications.router),
    ("cases", cases.router),
    ("acts", acts.router),
    ("decisions", decisions.router),
    ("licences", licences.router),
    ("evidence", evidence.router),
    ("assessments", assessments.router),
    ("reviews", reviews.router),
    ("register", register.router),
)
"""In the order of the document, each with its tag."""
