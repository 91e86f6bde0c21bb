-- The whole site as tables, derived from the seeds, so that nothing is lost when they are deleted. A record is one
-- JSON text, the same as in an edition; what lists are ordered, narrowed and counted by is read from the records when
-- the database is opened, and kept in memory.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids count sources, entities and terms in the order of the seeds.
CREATE TABLE source (
    id     INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;

-- Themes in the order in which pages list them.
CREATE TABLE theme (
    id     INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;

CREATE TABLE entity (
    id     INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;

CREATE TABLE term (
    id     INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;

-- A fact's id is the number inside its code.
CREATE TABLE fact (
    id     INTEGER PRIMARY KEY,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;

-- The texts that a search looks through, cut into pairs of syllables (see `hangul::cut`), and beside them the folded
-- texts by which hits are ranked and checked. Ids run from entities over terms and sources to facts, so that the
-- names of things are a range of their own and are found first. `typed` has what people type although no text has it:
-- first consonants, and syllables run together that the text has apart.
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, names, statement, typed,
    content = '', columnsize = 0, prefix = '1', tokenize = 'ascii'
);

CREATE TABLE search_record (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    names TEXT NOT NULL,
    texts TEXT NOT NULL CHECK (json_type(texts) = 'array')
) STRICT;

-- Titles that begin with a text stand side by side, the shortest first.
CREATE INDEX search_record_by_title ON search_record (title);

-- Words that a search takes for one another, as they are written and as they are compared.
CREATE TABLE synonym (
    word    TEXT PRIMARY KEY,
    written TEXT NOT NULL,
    meaning INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The published editions, each with the records that changed in it, as they were written.
CREATE TABLE edition (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    date   TEXT NOT NULL CHECK (date IS date(date)),
    note   TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;

CREATE TABLE fact_revision (
    fact_id INTEGER NOT NULL,
    edition INTEGER NOT NULL REFERENCES edition (number),
    change  TEXT NOT NULL,
    record  TEXT NOT NULL CHECK (json_type(record) = 'object'),
    PRIMARY KEY (fact_id, edition)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_revision_by_edition ON fact_revision (edition, fact_id);

CREATE TABLE entity_revision (
    kind    TEXT NOT NULL,
    slug    TEXT NOT NULL,
    edition INTEGER NOT NULL REFERENCES edition (number),
    change  TEXT NOT NULL,
    record  TEXT NOT NULL CHECK (json_type(record) = 'object'),
    PRIMARY KEY (kind, slug, edition)
) STRICT, WITHOUT ROWID;

CREATE INDEX entity_revision_by_edition ON entity_revision (edition, kind, slug);

CREATE TABLE source_revision (
    slug    TEXT NOT NULL,
    edition INTEGER NOT NULL REFERENCES edition (number),
    change  TEXT NOT NULL,
    record  TEXT NOT NULL CHECK (json_type(record) = 'object'),
    PRIMARY KEY (slug, edition)
) STRICT, WITHOUT ROWID;

-- Which facts told the outcome of which plan in an edition, so that a pinned plan finds what was known of it.
CREATE TABLE outcome_revision (
    plan_id INTEGER NOT NULL,
    fact_id INTEGER NOT NULL,
    edition INTEGER NOT NULL REFERENCES edition (number),
    PRIMARY KEY (plan_id, fact_id, edition)
) STRICT, WITHOUT ROWID;

-- Retired records, each by a fact's code, an entity's kind and slug, or a source's slug.
CREATE TABLE retired (
    id     INTEGER PRIMARY KEY,
    what   TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL CHECK (json_type(record) = 'object')
) STRICT;
