"""The surfaces that people open: portal, desk, register, account, and the components they share."""
