"""Files that people gave and that Licet made: content-addressed, typed by content, never changed."""
