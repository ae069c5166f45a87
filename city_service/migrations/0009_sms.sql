-- Messages to citizens. What is sent and when is procrastinate's business; what became of each message is here.
CREATE TABLE sms_message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phone text NOT NULL,
    body text NOT NULL,
    kind text NOT NULL,
    dossier_id text NOT NULL,
    unit_code text NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'delivered', 'undelivered', 'refused', 'failed', 'opted_out')),
    tries smallint NOT NULL DEFAULT 0,
    problem text NOT NULL DEFAULT '',
    provider_ids text[] NOT NULL DEFAULT '{}',
    queued_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    reported_at timestamptz
);
-- What happens to a dossier once is told once, however often it is asked for; the rest as often as it happens.
CREATE UNIQUE INDEX sms_message_once ON sms_message (dossier_id, kind) WHERE kind IN ('accepted', 'registered');
CREATE INDEX sms_message_by_provider_id ON sms_message USING gin (provider_ids);
CREATE INDEX sms_message_by_unit ON sms_message (unit_code, id);
CREATE TABLE sms_opt_out (
    phone text PRIMARY KEY,
    said_at timestamptz NOT NULL DEFAULT now(),
    how text NOT NULL
);

-- Reports that came before the worker had noted what the provider called its message.
CREATE TABLE sms_report (
    provider_id text PRIMARY KEY,
    delivered boolean NOT NULL,
    status text NOT NULL,
    came_at timestamptz NOT NULL DEFAULT now()
);
