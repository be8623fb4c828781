"""Pictures as plain SVG made on the server: no script, no style attributes, words and hatching besides colour."""

from licet.web.components.charts.bars import Bar, bars
from licet.web.components.charts.places import Kind, Places, Spot, Together, places
from licet.web.components.charts.series import Edge, Period, series
from licet.web.components.charts.shares import Share, shares
from licet.web.components.charts.timeline import Moment, timeline_picture

__all__ = [
    "Bar",
    "Edge",
    "Kind",
    "Moment",
    "Period",
    "Places",
    "Share",
    "Spot",
    "Together",
    "bars",
    "places",
    "series",
    "shares",
    "timeline_picture",
]
