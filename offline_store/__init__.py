"""The durable store and the outbox: SQLite through sqlite-utils, encrypted by SQLCipher. Nothing else opens the file."""

import sys

# sqlite-utils learns numpy's types where numpy is installed (the camera brings it). No value of ours is one, and loading it takes
# a twelfth of the window's start.
_kept_away = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _kept_away:
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    from offline_store.store import Store
finally:
    for _name in _kept_away:
        del sys.modules[_name]

__all__ = ["Store"]
