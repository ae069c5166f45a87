-- When a dossier's processing ended, when papers were last asked for, and whether it began at self-service, kept beside its state:
-- a report over a year reads one table instead of asking both logs about every dossier.
ALTER TABLE dossier ADD COLUMN ended_at timestamptz, ADD COLUMN asked_at timestamptz,
    ADD COLUMN self_service boolean NOT NULL DEFAULT false;
UPDATE dossier d SET ended_at = said.ended_at, asked_at = said.asked_at, self_service = said.self_service
FROM (
    SELECT dossier_id,
           min(at) FILTER (WHERE type IN ('dossier.done', 'dossier.refused', 'dossier.withdrawn', 'dossier.not_accepted')) AS ended_at,
           max(at) FILTER (WHERE type = 'dossier.supplement_requested') AS asked_at,
           bool_or(type = 'dossier.registered' AND by_device) AS self_service
    FROM (SELECT dossier_id, type, occurred_at AS at, false AS by_device FROM feed WHERE dossier_id <> ''
          UNION ALL SELECT dossier_id, type, occurred_at::timestamptz, true FROM device_event
          WHERE type IN ('dossier.done', 'dossier.refused', 'dossier.withdrawn', 'dossier.not_accepted',
                         'dossier.supplement_requested', 'dossier.registered')) s
    GROUP BY dossier_id
) said WHERE said.dossier_id = d.id;
CREATE INDEX dossier_by_time ON dossier USING brin (received_at);
-- How few groups a report has: without it PostgreSQL sorts every row of the year on disk instead of counting in memory.
CREATE STATISTICS dossier_reported (ndistinct) ON resolving_unit, procedure_name, self_service,
   (date_trunc('month', received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')) FROM dossier;
