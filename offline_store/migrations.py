"""The schema, as a chain of migrations. A table's queries stand in the module named after it."""

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x4D437561
"""`MCua`: tells our file from any other SQLite file."""

migrations = Migrations("mot-cua-counter")


@migrations()
def m001_event_log(db: Database) -> None:
    db.executescript("""
        CREATE TABLE turn (only INTEGER PRIMARY KEY CHECK (only = 1), taken INTEGER NOT NULL);
        INSERT INTO turn VALUES (1, 0);
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            device_id TEXT NOT NULL,
            dossier_id TEXT NOT NULL,
            type TEXT NOT NULL,
            payload TEXT NOT NULL,
            actor TEXT NOT NULL,
            occurred_at TEXT NOT NULL,
            prev_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        );
        CREATE INDEX event_by_dossier ON event (dossier_id, seq);
        CREATE TABLE city_event (
            cursor INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            dossier_id TEXT NOT NULL,
            occurred_at TEXT NOT NULL,
            payload TEXT NOT NULL
        );
        CREATE INDEX city_event_by_dossier ON city_event (dossier_id, cursor);
        """)


@migrations()
def m002_dossier(db: Database) -> None:
    db.executescript("""
        CREATE TABLE dossier (
            n INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            code TEXT NOT NULL UNIQUE,
            procedure TEXT NOT NULL,
            applicant_name TEXT NOT NULL,
            applicant_id TEXT NOT NULL,
            phone TEXT NOT NULL,
            state INTEGER NOT NULL,
            received_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            fee_vnd INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            flagged INTEGER NOT NULL DEFAULT 0,
            news INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX dossier_by_applicant ON dossier (applicant_id, n);
        CREATE INDEX dossier_by_state ON dossier (state, n);
        CREATE INDEX dossier_by_last_seq ON dossier (last_seq);
        CREATE VIRTUAL TABLE dossier_search USING fts5 (
            text, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '2 3 4 5'
        );
        CREATE TABLE code_number (day TEXT PRIMARY KEY, issued INTEGER NOT NULL) WITHOUT ROWID;
        """)


@migrations()
def m003_attachment(db: Database) -> None:
    db.executescript("""
        CREATE TABLE attachment (
            sha256 TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            stored_at TEXT NOT NULL,
            at_city INTEGER NOT NULL DEFAULT 0,
            upload_url TEXT NOT NULL DEFAULT ''
        );
        CREATE INDEX attachment_waiting ON attachment (stored_at) WHERE at_city = 0;
        CREATE TABLE attachment_chunk (
            sha256 TEXT NOT NULL REFERENCES attachment (sha256) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (sha256, n)
        );
        CREATE TABLE dossier_attachment (
            dossier_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            document TEXT NOT NULL,
            file_name TEXT NOT NULL,
            original_sha256 TEXT NOT NULL,
            sha256 TEXT NOT NULL REFERENCES attachment (sha256),
            PRIMARY KEY (dossier_id, position)
        ) WITHOUT ROWID;
        CREATE INDEX dossier_attachment_by_content ON dossier_attachment (sha256);
        """)


@migrations()
def m004_desk(db: Database) -> None:
    db.executescript("""
        CREATE TABLE draft (
            id TEXT PRIMARY KEY,
            clerk TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            content TEXT NOT NULL
        );
        CREATE TABLE draft_attachment (
            draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            document TEXT NOT NULL,
            file_name TEXT NOT NULL,
            original_sha256 TEXT NOT NULL,
            sha256 TEXT NOT NULL REFERENCES attachment (sha256),
            PRIMARY KEY (draft_id, position)
        ) WITHOUT ROWID;
        CREATE TABLE print_job (
            id INTEGER PRIMARY KEY,
            dossier_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            copies INTEGER NOT NULL,
            state TEXT NOT NULL,
            reprint INTEGER NOT NULL,
            error TEXT NOT NULL DEFAULT '',
            created_at TEXT NOT NULL
        );
        CREATE INDEX print_job_by_dossier ON print_job (dossier_id, id);
        CREATE INDEX print_job_open ON print_job (id) WHERE state <> 'printed';
        CREATE TABLE account (
            username TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            confirmed_at TEXT NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            locked_until TEXT,
            active INTEGER NOT NULL DEFAULT 1
        );
        """)


@migrations()
def m005_recovery(db: Database) -> None:
    """Bytes that are not here any more (`here` = 0), why something waits (`trouble`), drafts that became dossiers, notices.

    A code is no longer unique: a second machine with a copied identity may have given it out, and then both dossiers are kept.
    """
    db.executescript("""
        ALTER TABLE attachment ADD COLUMN here INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE attachment ADD COLUMN trouble TEXT NOT NULL DEFAULT '';
        CREATE INDEX attachment_absent ON attachment (stored_at) WHERE here = 0;
        CREATE TABLE dossier_new (
            n INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            code TEXT NOT NULL,
            procedure TEXT NOT NULL,
            applicant_name TEXT NOT NULL,
            applicant_id TEXT NOT NULL,
            phone TEXT NOT NULL,
            state INTEGER NOT NULL,
            received_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            fee_vnd INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            flagged INTEGER NOT NULL DEFAULT 0,
            news INTEGER NOT NULL DEFAULT 0,
            trouble TEXT NOT NULL DEFAULT ''
        );
        INSERT INTO dossier_new SELECT *, '' FROM dossier;
        DROP TABLE dossier;
        ALTER TABLE dossier_new RENAME TO dossier;
        CREATE INDEX dossier_by_code ON dossier (code);
        CREATE INDEX dossier_by_applicant ON dossier (applicant_id, n);
        CREATE INDEX dossier_by_state ON dossier (state, n);
        CREATE INDEX dossier_by_last_seq ON dossier (last_seq);
        CREATE INDEX dossier_news ON dossier (n) WHERE news = 1;
        CREATE TABLE accepted_draft (draft_id TEXT PRIMARY KEY, dossier_id TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            params TEXT NOT NULL,
            at TEXT NOT NULL,
            seen INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX notice_unread ON notice (id) WHERE seen = 0;
        """)


@migrations()
def m006_paper(db: Database) -> None:
    """Numbers of queue tickets, dossiers by the day they came, and what the printer's own queue calls a job."""
    db.executescript("""
        CREATE TABLE ticket_number (day TEXT PRIMARY KEY, issued INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX dossier_by_received ON dossier (received_at);
        ALTER TABLE print_job ADD COLUMN printer TEXT NOT NULL DEFAULT '';
        ALTER TABLE print_job ADD COLUMN system_job TEXT NOT NULL DEFAULT '';
        """)


@migrations()
def m007_due(db: Database) -> None:
    """Dossiers still owed something, by the day they are promised for; 2, 4, 5, 6, 9 are the open states and `done`."""
    db.executescript("""
        CREATE INDEX dossier_by_due ON dossier (due_at, n) WHERE state IN (2, 4, 5, 6, 9);
        """)


@migrations()
def m008_books(db: Database) -> None:
    """When the line came and went, and what happened after acceptance, by its moment. Acceptances are not in that index."""
    db.executescript("""
        CREATE TABLE line_change (at TEXT NOT NULL, line TEXT NOT NULL);
        CREATE INDEX line_change_by_moment ON line_change (at);
        CREATE INDEX event_after_acceptance ON event (occurred_at) WHERE type <> 'dossier.accepted';
        """)


@migrations()
def m009_registered(db: Database) -> None:
    """What citizens registered at self-service: bytes that are at that device (`elsewhere`), what the city told of such dossiers,
    and the city's word by a dossier's code."""
    db.executescript("""
        ALTER TABLE attachment ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX city_event_registered ON city_event (cursor) WHERE type = 'dossier.registered';
        CREATE INDEX city_event_by_code ON city_event (json_extract(payload, '$.code'), cursor);
        """)


@migrations()
def m010_accounts(db: Database) -> None:
    """Passwords that were given out have to be changed; what was said of accounts is found without reading the whole log."""
    db.executescript("""
        ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX event_of_accounts ON event (seq) WHERE type = 'account.password_changed';
        """)
