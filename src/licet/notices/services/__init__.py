"""Commands on messages. `write` is called inside the act by the module that leads; the others lead themselves."""

from licet.notices.services.deliver import DeliveryRound, deliver_pending
from licet.notices.services.lists import send_to_list, write_to_list
from licet.notices.services.pack_letters import addressee, issuer, pack_letter
from licet.notices.services.render import document_of, render
from licet.notices.services.write import Written, write

__all__ = [
    "DeliveryRound",
    "Written",
    "addressee",
    "deliver_pending",
    "document_of",
    "issuer",
    "pack_letter",
    "render",
    "send_to_list",
    "write",
    "write_to_list",
]
