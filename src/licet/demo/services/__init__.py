"""Loading the demonstration, and playing the walkthrough."""
