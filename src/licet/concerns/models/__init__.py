"""Tables of the concerns procedure, in a database of their own. Days only, random keys, and what is written is sealed.

In clear stand: what a concern is about, how it stands, its clocks. Sealed: every word, every name, every attachment.
References to other modules are text. Rows are never deleted, and what was written is never changed.
"""

from licet.concerns.models.batches import Batch, OpenNotice, Told
from licet.concerns.models.concerns import Attachment, Concern, CoSignature, LevelKey, Point, ProtectionFollowUp, Rung, Step, Topic, Wrap

__all__ = [
    "Attachment",
    "Batch",
    "CoSignature",
    "Concern",
    "LevelKey",
    "OpenNotice",
    "Point",
    "ProtectionFollowUp",
    "Rung",
    "Step",
    "Told",
    "Topic",
    "Wrap",
]
