"""From what the procedure gives to words, and to files that leave as attachments."""
