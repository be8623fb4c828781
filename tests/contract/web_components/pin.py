"""Makes ``fixtures.json`` from the npm package: what each component's options render to, as digests.

python -m tests.contract.web_components.pin assets/node_modules/govuk-frontend
"""

import json
import sys
from pathlib import Path

from tests.contract.web_components.reading import digest

NOT_OURS = {"cookie-banner", "exit-this-page", "footer", "generic-header", "header", "phase-banner"}


def pinned(package: Path) -> dict[str, object]:
    version = json.loads((package / "package.json").read_text())["version"]
    found = {}
    for path in sorted((package / "dist/govuk/components").glob("*/fixtures.json")):
        if path.parent.name not in NOT_OURS:
            fixtures = json.loads(path.read_text())["fixtures"]
            found[path.parent.name] = [[one["name"], one["options"], digest(one["html"])] for one in fixtures]
    return {"govuk-frontend": version, "licence": "MIT, Crown copyright (Government Digital Service)", "fixtures": found}


def main() -> None:
    rows = json.dumps(pinned(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":")).replace('],["', '],\n["')
    (Path(__file__).parent / "fixtures.json").write_text(rows + "\n")


if __name__ == "__main__":
    main()
