CREATE TABLE line (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    -- Milliseconds since 1970-01-01T00:00:00Z.
    written INTEGER NOT NULL
);
CREATE INDEX line_written ON line (written);
