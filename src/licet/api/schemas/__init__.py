"""What the API reads and writes: its contract, apart from the modules' own classes."""
