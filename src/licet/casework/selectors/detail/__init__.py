"""One case with all that was found of it."""

from licet.casework.selectors.detail.reading import case_detail, exporter_case
from licet.casework.selectors.detail.views import AdviceView, AskedView, CaseDetail, EnquiryView, LineView, RatingView, StepView

__all__ = [
    "AdviceView",
    "AskedView",
    "CaseDetail",
    "EnquiryView",
    "LineView",
    "RatingView",
    "StepView",
    "case_detail",
    "exporter_case",
]
