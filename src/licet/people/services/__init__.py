"""Commands on organisations, people, roles and lists. Each leads its own transaction (joints 1)."""

from licet.people.services.details import PersonDetails, change_person
from licet.people.services.lists import add_to_list, create_list, remove_from_list
from licet.people.services.organisations import (
    close_organisation,
    create_department,
    create_departments_of_pack,
    create_organisation,
)
from licet.people.services.passwords import (
    PASSWORD_PAGE,
    MadeLink,
    make_password_link,
    send_password_link,
    set_password,
    use_password_link,
)
from licet.people.services.roles import end_role, give_role
from licet.people.services.sessions import end_sessions
from licet.people.services.tokens import MadeToken, end_token, make_token
from licet.people.services.users import add_person, create_user, deactivate_user

__all__ = [
    "PASSWORD_PAGE",
    "MadeLink",
    "MadeToken",
    "PersonDetails",
    "add_person",
    "add_to_list",
    "change_person",
    "close_organisation",
    "create_department",
    "create_departments_of_pack",
    "create_list",
    "create_organisation",
    "create_user",
    "deactivate_user",
    "end_role",
    "end_sessions",
    "end_token",
    "give_role",
    "make_password_link",
    "make_token",
    "remove_from_list",
    "send_password_link",
    "set_password",
    "use_password_link",
]
