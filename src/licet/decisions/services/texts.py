"""Texts that were read, stored once by their SHA-256 (joints 15)."""

from collections.abc import Mapping

from licet.decisions.models import Text


def keep_texts(texts: Mapping[str, str]) -> None:
    Text.objects.bulk_create([Text(sha256=digest, body=body) for digest, body in sorted(texts.items())], ignore_conflicts=True)
