-- What a device is for; and papers citizens left for a dossier by its code, which may come before the dossier itself does.
ALTER TABLE device ADD COLUMN profile text NOT NULL DEFAULT 'counter' CHECK (profile IN ('counter', 'self-service'));
ALTER TABLE enrolment_code ADD COLUMN profile text NOT NULL DEFAULT 'counter' CHECK (profile IN ('counter', 'self-service'));
CREATE INDEX device_event_papers_left ON device_event ((payload ->> 'code')) WHERE type = 'papers.left';
CREATE INDEX device_event_health ON device_event (device_id, seq) WHERE type = 'device.health';
