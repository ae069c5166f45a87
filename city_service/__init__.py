"""The reference city service counters sync to: HTTP on PostgreSQL, exactly once, with a public status page."""
