"""The reference pages, from the code: `python -m licet.project.reference` writes them, `--check` compares them."""
