"""Qt only: the windows staff and citizens touch."""
