"""People, organisations and departments, for administrators."""
