"""Syncing with the city: blocking, Qt-free, clock-injected. One engine a data directory."""
