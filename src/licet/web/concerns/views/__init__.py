from licet.web.concerns.views.answering import acknowledge, answer, extend, handle, name, read_afterwards, say_done, write
from licet.web.concerns.views.coming_back import afterwards, back, further, own_attachment, verdicts, withdraw, words
from licet.web.concerns.views.lists import attachment, figures, handling
from licet.web.concerns.views.raising import raise_concern, raise_signed_in
from licet.web.concerns.views.signing_too import sign_too
from licet.web.concerns.views.start import start, what_we_see

__all__ = [
    "acknowledge",
    "afterwards",
    "answer",
    "attachment",
    "back",
    "extend",
    "figures",
    "further",
    "handle",
    "handling",
    "name",
    "own_attachment",
    "raise_concern",
    "raise_signed_in",
    "read_afterwards",
    "say_done",
    "sign_too",
    "start",
    "verdicts",
    "what_we_see",
    "withdraw",
    "words",
    "write",
]
