"""The counter without a screen: rules of the domain, the sync engine and the command line."""

__version__ = "0.1.0"
