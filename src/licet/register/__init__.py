"""The public register: what was published, and figures that anybody can recompute."""
