-- How often an account looked persons up within the hour, and the record of look-ups, newest first.
CREATE INDEX office_audit_by_account ON office_audit (username, act, at);
CREATE INDEX office_audit_by_act ON office_audit (act, id);
