-- A cursor is the moment it was given out in microseconds, and always above the unit's last one. A city restored from a backup, or
-- begun anew, therefore never gives out a cursor that a counter has seen with another meaning.
ALTER TABLE feed DROP CONSTRAINT feed_pkey;
ALTER TABLE feed ALTER COLUMN cursor DROP IDENTITY;
DROP INDEX feed_by_unit;
ALTER TABLE feed ADD PRIMARY KEY (unit_code, cursor);
CREATE INDEX device_event_by_hash ON device_event (device_id, hash);

-- Sealed packages that came in on a stick: what they held, for the counter that carried them and for the audit.
CREATE TABLE package (
    sha256 text PRIMARY KEY,
    device_id text NOT NULL,
    events integer NOT NULL,
    fresh_events integer NOT NULL,
    attachments integer NOT NULL,
    problem text NOT NULL DEFAULT '',
    taken_at timestamptz NOT NULL DEFAULT now()
);
