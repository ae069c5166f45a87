-- X.509 certificates given to devices for signing papers, so that a revoked device's are on the list of revocations.
CREATE TABLE paper_certificate (
    authority text NOT NULL,
    serial text NOT NULL,
    device_id text NOT NULL REFERENCES device (id),
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_on date NOT NULL,
    PRIMARY KEY (authority, serial)
);
CREATE INDEX paper_certificate_by_device ON paper_certificate (device_id);
