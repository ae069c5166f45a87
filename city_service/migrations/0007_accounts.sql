-- Officials and clerks, by whom dossiers are moved on and counters are signed in to. A unit of '' is the whole city.
CREATE TABLE account (
    username text PRIMARY KEY,
    unit_code text NOT NULL,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('clerk', 'supervisor', 'official', 'administrator')),
    phone text NOT NULL DEFAULT '',
    password_hash text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    must_change boolean NOT NULL DEFAULT true,
    failures smallint NOT NULL DEFAULT 0,
    locked_until timestamptz,
    password_changed_at timestamptz NOT NULL DEFAULT now(),
    last_sign_in_at timestamptz,
    CHECK (unit_code <> '' OR role = 'administrator')
);
CREATE INDEX account_by_unit ON account (unit_code, username);

-- Where an account signed in at counters once and does so no longer: those counters keep it out.
CREATE TABLE account_gone (
    username text NOT NULL REFERENCES account (username) ON DELETE CASCADE,
    unit_code text NOT NULL,
    PRIMARY KEY (unit_code, username)
);

-- Who is signed in to the back office. Only the cookie's hash is kept.
CREATE TABLE office_session (
    token_hash text PRIMARY KEY,
    username text NOT NULL REFERENCES account (username) ON DELETE CASCADE,
    form_token text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX office_session_by_account ON office_session (username);

-- Who looked at or did what in the back office (the access log of Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
CREATE TABLE office_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    username text NOT NULL,
    act text NOT NULL,
    about text NOT NULL,
    more jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX office_audit_by_subject ON office_audit (about, id);

-- The work queue finds names without accents, and shows a unit's dossiers by the time they came.
ALTER TABLE dossier ADD COLUMN applicant_folded text NOT NULL DEFAULT '';
CREATE INDEX dossier_by_unit_and_time ON dossier (resolving_unit, received_at DESC);
