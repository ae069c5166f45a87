"""Widgets that the counter and the self-service windows share."""
