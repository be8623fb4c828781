"""Commands on organisations, people, roles and lists. Each leads its own transaction (joints 1)."""

from licet.people.services.lists import add_to_list, create_list, remove_from_list
from licet.people.services.organisations import close_organisation, create_department, create_organisation
from licet.people.services.roles import end_role, give_role
from licet.people.services.tokens import MadeToken, end_token, make_token
from licet.people.services.users import create_user, deactivate_user, set_password

__all__ = [
    "MadeToken",
    "add_to_list",
    "close_organisation",
    "create_department",
    "create_list",
    "create_organisation",
    "create_user",
    "deactivate_user",
    "end_role",
    "end_token",
    "give_role",
    "make_token",
    "remove_from_list",
    "set_password",
]
