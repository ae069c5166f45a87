"""The wire between a counter and the city: the bodies both sides agree on (docs/wire.md)."""
