"""The gate, holds, departures, acts and their signatures, and the frozen record of each decision."""
