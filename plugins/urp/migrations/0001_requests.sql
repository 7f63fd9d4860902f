-- Instants are milliseconds since 1970-01-01T00:00:00Z; days are the municipality's own, as 2026-11-30.

-- An appointment, from the first choice on. While `state` is `draft` it holds no slot; `booked` it has one of the seats of
-- a slot, and no two have the same. `cancelled` it has none again, and what it said about a person is gone.
CREATE TABLE appointment (
    token TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'booked', 'cancelled')),
    touched INTEGER NOT NULL,
    service TEXT NOT NULL,
    office TEXT NOT NULL,
    day TEXT,
    minute INTEGER,
    seat INTEGER,
    topic TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    surname TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    UNIQUE (office, day, minute, seat)
);
CREATE INDEX appointment_old ON appointment (state, touched);
CREATE INDEX appointment_person ON appointment (email) WHERE state = 'booked';

-- Somebody asks for help with a service.
CREATE TABLE assistance (
    code TEXT PRIMARY KEY,
    sent INTEGER NOT NULL,
    category TEXT NOT NULL,
    service TEXT NOT NULL,
    name TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX assistance_old ON assistance (sent);

-- Somebody reports that something in town does not work. Contacts may be empty.
CREATE TABLE report (
    code TEXT PRIMARY KEY,
    sent INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'in-progress', 'closed')),
    changed INTEGER NOT NULL,
    category TEXT NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    description TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL
);
CREATE INDEX report_old ON report (sent);

-- One answer to the rating of a page: stars, which of the five follow-up answers (0: none), and a few words. Nothing says
-- who gave it.
CREATE TABLE rating (
    id INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    sent INTEGER NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    answer INTEGER NOT NULL CHECK (answer BETWEEN 0 AND 5),
    words TEXT NOT NULL
);
CREATE INDEX rating_page ON rating (page, stars, answer);
CREATE INDEX rating_old ON rating (sent);
