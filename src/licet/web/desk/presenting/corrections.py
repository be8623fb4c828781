"""Published decisions and what would change of them, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from licet.decisions.public import Act, ActStatus
from licet.kernel.money import Money, NoValue
from licet.policy import public as policy
from licet.web.components.filters import money, number
from licet.web.desk.presenting.acts import row
from licet.web.desk.presenting.signed.parts import Row

type Published = Mapping[str, Any]


def field_name(field: str) -> str:
    return {"destination": _("destination"), "rating": _("rating"), "value_minor": _("value"), "value": _("value")}[field]


def write_value(field: str, value: str, currency: str) -> str:
    """A value as it is published, as people read it."""
    if not value:
        return _("not recorded")
    if field == "value_minor":
        return money(Money(int(value), currency))
    return policy.destination_names().get(value, value) if field == "destination" else value


def published_rows(published: Published) -> list[Row]:
    """A decision as the register shows it today."""
    rows = [Row(_("Destination"), policy.destination_names().get(published["destination"], published["destination"] or _("not published")))]
    for line in published["lines"]:
        said = (_(line["outcome"]), line["rating"] or _("no rating"), _value_of_line(line, published["currency"]))
        rows.append(Row(_("Line %(number)s") % {"number": line["line"]}, ", ".join(said)))
    if published["excluded"] is not None:
        rows.append(Row(_("In the figures"), _("no: entry %(entry)s of the log left it out") % {"entry": published["excluded"]}))
    return rows


def _value_of_line(line: Published, currency: str) -> str:
    if line["value_minor"] is not None:
        return money(Money(line["value_minor"], currency))
    return money(NoValue(line["no_value"]) if line["no_value"] in set(NoValue) else NoValue.NOT_RECORDED)


def correction_choices(published: Published) -> list[tuple[str, str]]:
    """Each field of the decision with what it says today."""
    names = policy.destination_names()
    choices = [("0:destination", _("Destination: %(name)s") % {"name": names.get(published["destination"], published["destination"])})]
    for line in published["lines"]:
        about = {"number": line["line"], "rating": line["rating"] or _("none")}
        choices.append((f"{line['line']}:rating", _("Line %(number)s, rating: %(rating)s") % about))
        about = {"number": line["line"], "value": _value_of_line(line, published["currency"])}
        choices.append((f"{line['line']}:value", _("Line %(number)s, value: %(value)s") % about))
    return choices


def change_rows(correction: Mapping[str, Any] | None, currency: str) -> list[Row]:
    """What a correction changes; for an exclusion there is none."""
    if correction is None:
        return [Row(_("What changes"), _("The decision is left out of the figures. It stays in the register, marked, with the reason."))]
    what = field_name(correction["field"])
    if correction["line"]:
        what = _("Line %(number)s, %(field)s") % {"number": correction["line"], "field": what}
    before, after = (write_value(correction["field"], correction[name], currency) for name in ("before", "after"))
    return [Row(_("What changes"), what), Row(_("As published"), before), Row(_("As corrected"), after)]


def figure_rows(changes: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Each figure that changes, before and after."""
    words = _("%(before)s becomes %(after)s")
    return [Row(change["title"], words % {name: _write_number(change, name) for name in ("before", "after")}) for change in changes]


def _write_number(change: Mapping[str, Any], name: str) -> str:
    if change["measure"] != "value":
        return number(change[name])
    return _("none recorded") if change[name] is None else money(Money(change[name], change["currency"]))


def proposed_rows(acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Acts that were proposed, each with its reason and, where it was sent back or is void, why."""
    return [{"act": row(act), "reason": act.subject["reason"], "words": _why_ended(act)} for act in acts]


def _why_ended(act: Act) -> str:
    return act.closing_words if act.status in (ActStatus.RETURNED, ActStatus.VOID) else ""
