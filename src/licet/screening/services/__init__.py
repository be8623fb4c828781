"""Commands: load a list, screen parties, compare them again, adjudicate a hit."""
