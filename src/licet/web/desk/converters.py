"""What a part of an address may look like: anything else is no address of ours, and asks the database nothing."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PublicId(StringConverter):
    regex = "[0-9A-HJKMNP-TV-Z]{26}"


class Reference(StringConverter):
    """“XA-LIC 2031/000001” as “XA-LIC-2031-000001”."""

    regex = "[A-Z]{2}-[A-Z]{1,4}-[0-9]{4}-[0-9]{6,12}"

    def to_python(self, value: str) -> str:
        series, year, number = value.rsplit("-", 2)
        return f"{series} {year}/{number}"

    def to_url(self, value: str) -> str:
        return value.replace(" ", "-").replace("/", "-")


def register() -> None:
    register_converter(PublicId, "desk-id")
    register_converter(Reference, "desk-reference")
