"""The addresses of reviews and triggers, under /desk/reviews/ and /desk/triggers/."""

from django.urls import URLPattern, path

from licet.web.desk.views.reviews import board, looking, scoping, telling, triggers

ONE = "reviews/<desk-reference:reference>/"
TRIGGER = "triggers/<desk-reference:reference>/"


def addresses() -> list[URLPattern]:
    """Called once the desk's converters are registered."""
    return [
        path("reviews/", looking.review_list, name="reviews"),
        path("reviews/open", scoping.open_review, name="review-open"),
        path(ONE, looking.review, name="review"),
        path(f"{ONE}scope", scoping.change_scope, name="review-scope"),
        path(f"{ONE}freeze", board.freeze, name="review-freeze"),
        path(f"{ONE}outcomes", board.outcomes, name="review-outcomes"),
        path(f"{ONE}propose", board.propose, name="review-propose"),
        path(f"{ONE}update", telling.update, name="review-update"),
        path(f"{ONE}conclude", telling.conclude, name="review-conclude"),
        path("triggers/", triggers.trigger_list, name="triggers"),
        path("triggers/raise", triggers.raise_trigger, name="trigger-raise"),
        path(TRIGGER, triggers.trigger, name="trigger"),
        path(f"{TRIGGER}dismiss", triggers.dismiss, name="trigger-dismiss"),
    ]
