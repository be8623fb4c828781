"""The wiring of Licet: settings, addresses, subscriptions and the checks made before it serves."""
