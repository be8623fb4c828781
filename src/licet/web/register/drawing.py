"""Figures as files: CSV with a dictionary of nulls, and a picture that carries its own styles."""

from licet.register.public import Cell, Figure, State, csv_line, line_name

STYLES = (
    "text{font:15px Helvetica,Arial,sans-serif;fill:#15191c}.label-quiet{fill:#4b5560}.label-strong{font-weight:700}"
    ".fill-1{fill:#1c5d66}.fill-2{fill:#f3d9ad}.hatch-2{stroke:#8a5a00;stroke-width:3}.fill-3{fill:#e7eef7}.hatch-3{fill:#29527a}"
    ".fill-none{fill:#f3f3f3}.hatch-none{stroke:#8b949b;stroke-width:2}.edge{fill:none;stroke:#3c4650;stroke-width:1}"
    ".axis{stroke:#15191c;stroke-width:1.5}.grid{stroke:#d5dcdc;stroke-width:1}"
)


def stand_alone(picture: str) -> str:
    """An SVG file from a picture of a page."""
    svg = picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    start = svg.index(">") + 1
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg[:start]}<style>{STYLES}</style>{svg[start:]}\n'


def csv_of(figure: Figure) -> str:
    """Rows as in the JSON. An empty value is explained by *state*: none recorded, or not applicable; never zero."""
    rows = figure.rows_json()
    names = [*(each.value for each in figure.query.by), "state"]
    names += ["value_minor", "currency"] if figure.query.measure == "value" else []
    names += ["count", "lines", "lines_without_value"]
    beside = ["incomplete", "largest_line", "largest_line_percent", "source", "vintage"]
    lines = [csv_line([row[name] for name in names] + _beside(figure, cell)) for row, cell in zip(rows, figure.rows, strict=True)]
    if figure.total.state is State.OUTSIDE:
        outside = {"state": figure.total.state.value, "lines": 0, "source": figure.query.source, "vintage": figure.vintage.id}
        lines = [csv_line([outside.get(name, "") for name in names + beside])]
    return "".join([csv_line(names + beside), *lines])


def _beside(figure: Figure, cell: Cell) -> list[str | int]:
    """Whether the source covers the row's time in part, which line dominates it, and where the row is from."""
    largest = cell.largest
    named: list[str | int] = [line_name(figure.query.source, largest), largest.percent] if largest else ["", ""]
    return ["yes" if figure.incomplete(cell) else "no", *named, figure.query.source, figure.vintage.id]
