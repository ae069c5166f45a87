-- Reports to support, found without reading the whole log.
CREATE INDEX device_event_incident ON device_event (occurred_at DESC) WHERE type = 'device.incident';
