"""The addresses of evidence, incidents, proceedings and official lines."""

from django.urls import URLPattern, path

from licet.web.desk.views.evidence import documents, facts, incidents, sources

INCIDENT = "incidents/<desk-reference:reference>/"
PROCEEDING = "proceedings/<desk-reference:reference>/"
LINE = "official-lines/<desk-reference:reference>/"


def addresses() -> list[URLPattern]:
    """Called once the desk's converters are registered."""
    return [
        path("evidence/", documents.search, name="evidence"),
        path("evidence/sources/", sources.source_list, name="evidence-sources"),
        path("evidence/sources/<desk-id:source>/", sources.source, name="evidence-source"),
        path("evidence/<desk-id:document>/", documents.document, name="evidence-document"),
        path("incidents/", incidents.incident_list, name="incidents"),
        path("incidents/record", incidents.record, name="incident-record"),
        path("incidents/add-quotes", incidents.add_quotes, name="incident-add-quotes"),
        path(INCIDENT, incidents.incident, name="incident"),
        path(f"{INCIDENT}revise", incidents.revise, name="incident-revise"),
        path(f"{INCIDENT}move", incidents.move, name="incident-move"),
        path("proceedings/", facts.proceeding_list, name="proceedings"),
        path("proceedings/record", facts.record_proceeding, name="proceeding-record"),
        path(PROCEEDING, facts.proceeding, name="proceeding"),
        path(f"{PROCEEDING}revise", facts.revise_proceeding, name="proceeding-revise"),
        path(f"{PROCEEDING}withdraw", facts.withdraw_proceeding, name="proceeding-withdraw"),
        path("official-lines/", facts.line_list, name="official-lines"),
        path("official-lines/record", facts.record_line, name="official-line-record"),
        path(LINE, facts.line, name="official-line"),
        path(f"{LINE}revise", facts.revise_line, name="official-line-revise"),
        path(f"{LINE}withdraw", facts.withdraw_line, name="official-line-withdraw"),
    ]
