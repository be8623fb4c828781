"""What follows when an exporter does not answer a question: a reminder, and later the end of the case (decision 0276)."""

from datetime import date

from licet.kernel.instants import WorkingCalendar
from licet.policy.domain import SilenceRule


def reminded_up_to(rule: SilenceRule, calendar: WorkingCalendar, today: date) -> date:
    """Questions to be answered by this day or before are reminded of today."""
    return calendar.add(today, rule.remind_days_before)


def last_day_for_answer(rule: SilenceRule, calendar: WorkingCalendar, due_on: date, *, reminded_on: date | None = None) -> date:
    """The last day on which an answer keeps the case open.

    A reminder that came late moves it: there are always ``remind_days_before`` working days between reminder and end.
    """
    planned = calendar.add(due_on, rule.close_days_after)
    return planned if reminded_on is None else max(planned, calendar.add(reminded_on, rule.remind_days_before))
