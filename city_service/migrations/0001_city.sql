CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL);

CREATE TABLE enrolment_code (
    code_hash text PRIMARY KEY,
    unit_code text NOT NULL,
    counter smallint NOT NULL CHECK (counter BETWEEN 1 AND 9),
    agency text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE TABLE device (
    id text PRIMARY KEY,
    unit_code text NOT NULL,
    unit_name text NOT NULL,
    agency text NOT NULL,
    counter smallint NOT NULL,
    practice boolean NOT NULL,
    public_key text NOT NULL UNIQUE,
    enrolled_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    last_seen_at timestamptz,
    acknowledged bigint NOT NULL DEFAULT 0,
    last_hash text NOT NULL
);

CREATE TABLE device_event (
    device_id text NOT NULL REFERENCES device (id),
    seq bigint NOT NULL,
    dossier_id text NOT NULL,
    type text NOT NULL,
    payload jsonb NOT NULL,
    actor text NOT NULL,
    occurred_at text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (device_id, seq)
);
CREATE INDEX device_event_by_dossier ON device_event (dossier_id);

-- Another history under the same identity (two machines, or a copied disk): kept for a person to look at, never mixed in.
CREATE TABLE forked_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id text NOT NULL REFERENCES device (id),
    seq bigint NOT NULL,
    hash text NOT NULL,
    content jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (device_id, seq, hash)
);

CREATE TABLE dossier (
    id text PRIMARY KEY,
    code text NOT NULL,
    device_id text NOT NULL REFERENCES device (id),
    receiving_unit text NOT NULL,
    resolving_unit text NOT NULL,
    procedure text NOT NULL,
    procedure_name text NOT NULL,
    applicant_name text NOT NULL,
    state smallint NOT NULL,
    flagged boolean NOT NULL DEFAULT false,
    received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL
);
CREATE INDEX dossier_by_code ON dossier (code);
CREATE INDEX dossier_queue ON dossier (resolving_unit, state, due_at);

CREATE TABLE dossier_attachment (
    dossier_id text NOT NULL REFERENCES dossier (id),
    position smallint NOT NULL,
    document text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    PRIMARY KEY (dossier_id, position)
);
CREATE INDEX dossier_attachment_by_content ON dossier_attachment (sha256);

CREATE TABLE attachment (
    sha256 text PRIMARY KEY,
    size bigint NOT NULL,
    media_type text NOT NULL,
    completed_at timestamptz NOT NULL DEFAULT now()
);

-- What the city tells a unit. Rows of one unit are numbered in the order they are committed (an advisory lock sees to it),
-- so a reader that remembers the last cursor never misses one.
CREATE TABLE feed (
    cursor bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_code text NOT NULL,
    type text NOT NULL,
    dossier_id text NOT NULL DEFAULT '',
    occurred_at timestamptz NOT NULL,
    payload jsonb NOT NULL
);
CREATE INDEX feed_by_unit ON feed (unit_code, cursor);
CREATE INDEX feed_by_dossier ON feed (dossier_id) WHERE dossier_id <> '';
