"""What a concern's id may look like in an address: anything else is no address of ours, and asks the database nothing."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PublicId(StringConverter):
    regex = "[0-9A-HJKMNP-TV-Z]{26}"


def register() -> None:
    register_converter(PublicId, "concern-id")
