-- How devices are, as they say themselves, and their minutes without the city by day.
ALTER TABLE device ADD COLUMN version text NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN pending_events integer NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN pending_attachments integer NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN clock_offset_seconds integer NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN doctor_bad smallint;
ALTER TABLE device ADD COLUMN doctor_at timestamptz;
ALTER TABLE device ADD COLUMN condition_at timestamptz;
CREATE INDEX device_by_unit ON device (unit_code);

CREATE TABLE device_outage (
    device_id text NOT NULL REFERENCES device (id),
    day date NOT NULL,
    minutes smallint NOT NULL,
    PRIMARY KEY (device_id, day)
);

-- Which phase of the roll-out a unit belongs to.
CREATE TABLE roll_out (
    unit_code text PRIMARY KEY,
    phase smallint NOT NULL CHECK (phase BETWEEN 1 AND 9),
    due_on date
);
