"""Reads: who acts, who may be asked, whom a list reaches, and what an administrator sees of people."""
