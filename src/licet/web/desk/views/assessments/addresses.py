"""The addresses of assessments, under /desk/assessments/."""

from django.urls import URLPattern, path

from licet.web.desk.views.assessments import concluding, drafting, incidents, reading

ONE = "assessments/<desk-reference:reference>/"


def addresses() -> list[URLPattern]:
    """Called once the desk's converters are registered."""
    return [
        path("assessments/", reading.assessment_list, name="assessments"),
        path("assessments/open", drafting.open_assessment, name="assessment-open"),
        path(ONE, reading.assessment, name="assessment"),
        path(f"{ONE}history", reading.history, name="assessment-history"),
        path(f"{ONE}versions/<int:number>/", reading.version, name="assessment-version"),
        path(f"{ONE}versions/<int:old>/<int:new>", reading.difference, name="assessment-difference"),
        path(f"{ONE}draft", drafting.draft, name="assessment-draft"),
        path(f"{ONE}draft/incidents", incidents.incidents, name="assessment-incidents"),
        path(f"{ONE}draft/accept", concluding.accept, name="assessment-accept"),
        path(f"{ONE}draft/conclusions/<int:ordinal>", drafting.conclusion, name="assessment-conclusion"),
        path(f"{ONE}draft/<slug:name>", drafting.part, name="assessment-part"),
        path(f"{ONE}what-if", concluding.what_if, name="assessment-what-if"),
        path(f"{ONE}conclude", concluding.conclude, name="assessment-conclude"),
    ]
