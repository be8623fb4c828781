"""Views of the public register: parse, read, present."""

from licet.web.register.views.concerns import concerns, concerns_csv, concerns_json
from licet.web.register.views.corrections import corrections
from licet.web.register.views.data import data, data_csv, data_json, whole_register
from licet.web.register.views.destinations import destination, destinations
from licet.web.register.views.figures import figure, figure_csv, figure_json, figure_svg, figures
from licet.web.register.views.home import home
from licet.web.register.views.imports import import_file, import_line, import_lines
from licet.web.register.views.licences import check, licence, licences, licences_csv, licences_json
from licet.web.register.views.log import check_this_yourself, checkpoint, entries, entry, key, leaf, log, proof, verifier
from licet.web.register.views.processing_times import processing_times, processing_times_csv, processing_times_json
from licet.web.register.views.record import record
from licet.web.register.views.reviews import review, reviews

__all__ = [
    "check",
    "check_this_yourself",
    "checkpoint",
    "concerns",
    "concerns_csv",
    "concerns_json",
    "corrections",
    "data",
    "data_csv",
    "data_json",
    "destination",
    "destinations",
    "entries",
    "entry",
    "figure",
    "figure_csv",
    "figure_json",
    "figure_svg",
    "figures",
    "home",
    "import_file",
    "import_line",
    "import_lines",
    "key",
    "leaf",
    "licence",
    "licences",
    "licences_csv",
    "licences_json",
    "log",
    "processing_times",
    "processing_times_csv",
    "processing_times_json",
    "proof",
    "record",
    "review",
    "reviews",
    "verifier",
    "whole_register",
]
