"""Reviews and triggers: looking, choosing a scope, freezing it, outcomes, one act."""
