"""Pictures as plain SVG made on the server: no script, no style attributes, words and hatching besides colour."""

from licet.web.components.charts.bars import Bar, bars
from licet.web.components.charts.series import Period, series
from licet.web.components.charts.shares import Share, shares
from licet.web.components.charts.timeline import Moment, timeline_picture

__all__ = ["Bar", "Moment", "Period", "Share", "bars", "series", "shares", "timeline_picture"]
