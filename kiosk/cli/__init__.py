"""The `kiosk` command: the same core the screens drive, without a screen."""
