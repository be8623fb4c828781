"""Commands of the register: read the log on, rebuild, import; and what a correction or an exclusion would change."""
