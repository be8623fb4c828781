from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from licet.register import public as register
from licet.web.components.access import public
from licet.web.components.tables import Column
from licet.web.register import presenting
from licet.web.register.navigation import shown
from licet.web.register.views.licences import read_position


@public(reason="what was put right and left out in public, and why", parameters=("before",))
def corrections(request: HttpRequest) -> HttpResponse:
    changes, more = register.published_changes(read_position(request, "before"))
    rows = [
        {
            "on": change.changed_on,
            "reference": change.reference,
            "href": reverse("register:licence", args=[change.slug]),
            "words": presenting.change_words(change.correction, change.currency),
            "reason": change.reason,
            "position": change.position,
        }
        for change in changes
    ]
    context = {
        "rows": rows,
        "columns": [
            Column(_("Day")),
            Column(_("Licence or decision")),
            Column(_("What changed")),
            Column(_("Why")),
            Column(_("In the log")),
        ],
        "older": f"?before={rows[-1]['position']}" if more else "",
    }
    return shown(request, "corrections", context)
