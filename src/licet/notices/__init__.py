"""What was sent to whom, with which marking: licence documents, letters, notices, list mail."""
