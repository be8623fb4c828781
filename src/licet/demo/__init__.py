"""The demonstration authority of Valdren and the walkthrough: both through services only."""
