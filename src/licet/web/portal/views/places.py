"""Places in lists, as addresses carry them."""

from django.http import HttpRequest

from licet.kernel.errors import Invalid


def place(request: HttpRequest) -> str:
    """Where in a list a page begins; empty at its beginning. Raises Invalid for what no list gave out."""
    text = request.GET.get("after", "")
    if len(text) > 100 or not text.isprintable():
        raise Invalid("This is no place in the list: start again at its beginning.", place="after")
    return text
