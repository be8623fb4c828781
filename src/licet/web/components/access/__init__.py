"""Who may open a page: deny by default."""

from licet.web.components.access.marks import public, requires, requires_any, signed_in
from licet.web.components.access.signer import ANYBODY, remember_sign_in, signer

__all__ = ["ANYBODY", "public", "remember_sign_in", "requires", "requires_any", "signed_in", "signer"]
