"""What a mail says. A letter stays in the portal: its mail says that it is there, and nothing that it says."""

from collections.abc import Mapping
from typing import Any

from licet.notices.domain.kinds import MessageKind


def mail_text(content: Mapping[str, Any], *, kind: MessageKind, marking: str, portal: str) -> str:
    """The text of a mail about a message. ``content`` is the message's data; ``portal`` the address to read it at."""
    authority = content["authority"]
    parts = [authority["name"]]
    if authority["demonstration"]:
        parts.append("DEMONSTRATION: everything in this message is invented.")
    if kind is MessageKind.LIST_MAIL:
        parts += [f"Marking: {marking}. Do not pass it on to people who may not see it.", content["title"], *content["paragraphs"]]
    else:
        parts += [
            f"There is a message for you about {content['reference']}.",
            f"Read it after signing in: {portal}",
            "This mail does not repeat what it says, because mail can be read on its way.",
        ]
    return "\n\n".join(parts) + "\n"
