"""What a check can say: nothing (it holds), or one sentence of what is wanting and where."""


class FoundWanting(Exception):
    """A check failed. The message is one plain sentence naming the place and the reason."""


class ProofError(FoundWanting):
    """An inclusion or consistency proof does not hold."""


class NoteError(FoundWanting):
    """A signed note or checkpoint is malformed, or no trusted key signed it."""


class CanonicalError(FoundWanting, ValueError):
    """A value has no place in the record, or bytes are not the canonical form of a value."""
