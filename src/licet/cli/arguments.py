"""What several commands take as an argument."""

from licet.kernel.typed import read_typed


def read_reference(text: str) -> str:
    """A reference or an id as it was typed or pasted; what it names is looked up by the command."""
    return read_typed(text).upper()
