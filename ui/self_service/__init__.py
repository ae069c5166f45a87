"""The citizens' windows: one question a page, touch only."""
