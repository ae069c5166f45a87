"""Practice: the app against an embedded city, by hand or played by itself."""
