-- What a dossier is about (kiosk.domain.subject): two dossiers of one subject and procedure are flagged for a person, never merged.
ALTER TABLE dossier ADD COLUMN subject text NOT NULL DEFAULT '';
CREATE INDEX dossier_by_subject ON dossier (subject) WHERE subject <> '';
