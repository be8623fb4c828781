"""Commands on messages. `write` is called inside the act by the module that leads; the others lead themselves."""
