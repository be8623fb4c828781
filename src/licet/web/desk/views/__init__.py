"""One file per part of the work."""

from licet.web.desk.views.acts import act, send_back, sign, signing
from licet.web.desk.views.cases import (
    case,
    case_advice,
    case_assessment,
    case_decision,
    case_documents,
    case_history,
    case_lines,
    case_people,
    case_questions,
    case_versions,
    cases,
)
from licet.web.desk.views.corrections import correct, corrections, exclude
from licet.web.desk.views.decisions import decision, record
from licet.web.desk.views.files import document, message_document
from licet.web.desk.views.finding import advise, hit, rate
from licet.web.desk.views.gate import gate_json, gate_why
from licet.web.desk.views.handling import ask, assign, close, extend, hand_over, recuse, refer, take
from licet.web.desk.views.holds import departure, hold, holds, lift, propose_departure, propose_hold
from licet.web.desk.views.home import home
from licet.web.desk.views.licences import licence, licence_act, licence_list
from licet.web.desk.views.matches import matches
from licet.web.desk.views.minister import minister, settle
from licet.web.desk.views.outcomes import propose

__all__ = [
    "act",
    "advise",
    "ask",
    "assign",
    "case",
    "case_advice",
    "case_assessment",
    "case_decision",
    "case_documents",
    "case_history",
    "case_lines",
    "case_people",
    "case_questions",
    "case_versions",
    "cases",
    "close",
    "correct",
    "corrections",
    "decision",
    "departure",
    "document",
    "exclude",
    "extend",
    "gate_json",
    "gate_why",
    "hand_over",
    "hit",
    "hold",
    "holds",
    "home",
    "licence",
    "licence_act",
    "licence_list",
    "lift",
    "matches",
    "message_document",
    "minister",
    "propose",
    "propose_departure",
    "propose_hold",
    "rate",
    "record",
    "recuse",
    "refer",
    "send_back",
    "settle",
    "sign",
    "signing",
    "take",
]
