"""Commands on documents; called by the module that leads, which publishes the events."""
