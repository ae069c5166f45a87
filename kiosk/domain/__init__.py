"""The rules of the one-stop shop. Pure values: no files, no network, no database, no screen."""
