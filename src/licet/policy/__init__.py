"""Policy as versioned data: criteria, control lists, destinations, calendars, routing, deadlines, signatures. No tables."""
