"""The addresses under which administrators manage people."""

from django.urls import URLPattern, path

from licet.web.desk.views.people import access, adding, details, listing, organisations, roles

PERSON = "people/<desk-id:person>/"
ORGANISATION = "people/organisations/<desk-id:organisation>/"


def addresses() -> list[URLPattern]:
    """Called once the desk's converters are registered."""
    return [
        path("people/", listing.people_list, name="people"),
        path("people/add", adding.add_official, name="add-official"),
        path("people/departments", organisations.departments, name="departments"),
        path("people/organisations/", organisations.organisation_list, name="organisations"),
        path("people/organisations/add", organisations.add_organisation, name="add-organisation"),
        path(ORGANISATION, organisations.organisation, name="organisation"),
        path(f"{ORGANISATION}add", adding.add_firm_person, name="add-firm-person"),
        path(f"{ORGANISATION}close", organisations.close_organisation, name="close-organisation"),
        path(PERSON, listing.person, name="person"),
        path(f"{PERSON}details", details.change_details, name="change-details"),
        path(f"{PERSON}give-role", roles.give_role, name="give-role"),
        path(f"{PERSON}end-role/<slug:role>", roles.end_role, name="end-role"),
        path(f"{PERSON}link", access.password_link, name="password-link"),
        path(f"{PERSON}end-sessions", access.end_sessions, name="end-sessions"),
        path(f"{PERSON}end-token", access.end_token, name="end-token"),
        path(f"{PERSON}end", access.end_person, name="end-person"),
    ]
