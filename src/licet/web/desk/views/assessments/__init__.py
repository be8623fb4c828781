"""Central assessments at the desk: read, write part by part, conclude."""
