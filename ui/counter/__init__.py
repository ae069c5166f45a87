"""The clerk's windows."""
