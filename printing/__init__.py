"""Paper only: receipts, their QR, and the printers they go to."""
