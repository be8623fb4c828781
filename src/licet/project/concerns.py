"""Whether concerns are installed, for those who sign (joints 16)."""

from collections.abc import Sequence

from licet.decisions.public import Shown


class NotInstalled:
    """Until concerns exist: *concerns not installed* is shown to every signer and frozen with their signature."""

    def about(self, topics: Sequence[str]) -> Shown:
        return Shown(installed=False)
