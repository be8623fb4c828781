"""What a part of an address may look like: anything else is no address of ours, and asks the database nothing."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PublicId(StringConverter):
    regex = "[0-9A-HJKMNP-TV-Z]{26}"


class EntryKey(StringConverter):
    regex = "[A-Za-z0-9_-]{1,32}"


class Series(StringConverter):
    """“XA-LIC” of “XA-LIC 2031/000001”."""

    regex = "[A-Z]{2}-[A-Z]{1,4}"


class Number(StringConverter):
    regex = "[0-9]{6,12}"


def register() -> None:
    for converter, name in ((PublicId, "id"), (EntryKey, "key"), (Series, "series"), (Number, "number")):
        register_converter(converter, f"licet-{name}")
