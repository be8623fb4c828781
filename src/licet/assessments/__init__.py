"""Central assessments per destination and conflict: findings, themes, procedures, conclusions by scope."""
