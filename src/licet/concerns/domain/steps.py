"""What can be done with a concern: each leaves a step that stays."""

from enum import StrEnum


class StepKind(StrEnum):
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    EXTENDED = "put off"
    ANSWERED = "answered"
    JUDGED = "judged"
    CLIMBED = "climbed"
    ADDED = "added"
    WROTE = "wrote"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    NAME_ASKED = "name asked for"
    NAME_OPENED = "name opened"
    DONE = "done"
    FOLLOWED_UP = "followed up"
    FOLLOW_UP_READ = "follow-up read"
