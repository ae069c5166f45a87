"""Practice: an identity, persons and scans that are valid in form and belong to nobody."""
