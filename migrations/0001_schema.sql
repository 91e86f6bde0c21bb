-- The whole site as tables, derived from the seeds and deleted at no loss. A fact's id is the number
-- inside its code. Vocabularies are spelled out so that a wrong row cannot come to be.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    id              INTEGER PRIMARY KEY,
    slug            TEXT NOT NULL UNIQUE,
    title           TEXT NOT NULL,
    publisher       TEXT NOT NULL,
    byline          TEXT NOT NULL,
    published_edtf  TEXT NOT NULL,
    published_basis TEXT,
    rights          TEXT NOT NULL,
    names           TEXT NOT NULL CHECK (json_type(names) = 'array')
) STRICT;

CREATE TABLE paragraph (
    source_id INTEGER NOT NULL REFERENCES source (id),
    number    INTEGER NOT NULL CHECK (number >= 1),
    role      TEXT NOT NULL
              CHECK (role IN ('headline', 'subheading', 'body', 'caption', 'byline', 'rights')),
    digest    TEXT NOT NULL CHECK (length(digest) = 64),
    unused    TEXT,
    PRIMARY KEY (source_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
    id   INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    note TEXT,
    UNIQUE (kind, slug),
    CHECK (
        (kind = 'industry' AND type IN ('strategic', 'promoted', 'base'))
        OR (kind = 'project' AND type IN ('programme', 'plan', 'complex', 'centre', 'event'))
        OR (kind = 'agreement' AND type IN ('mou', 'moa'))
        OR (kind = 'institution' AND type IN (
            'local-government', 'government', 'department', 'company', 'research',
            'consulting', 'association', 'council'))
        OR (kind = 'site' AND type IN ('district', 'complex', 'specialised', 'belt'))
    )
) STRICT;

CREATE TABLE alias (
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (entity_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
    id                 INTEGER PRIMARY KEY CHECK (id >= 1),
    title              TEXT NOT NULL,
    statement          TEXT NOT NULL,
    status             TEXT NOT NULL
                       CHECK (status IN ('done', 'ongoing', 'planned', 'forecast', 'state')),
    inferred           TEXT,
    date_edtf          TEXT,
    date_phrase        TEXT,
    date_basis         TEXT,
    quantity_value     REAL CHECK (quantity_value >= 0),
    quantity_unit      TEXT,
    quantity_qualifier TEXT CHECK (quantity_qualifier IN ('about', 'over', 'at-least')),
    quantity_phrase    TEXT,
    quantity_counts    TEXT CHECK (quantity_counts IN
                       ('industry', 'project', 'agreement', 'institution', 'site')),
    equivalent_value   REAL CHECK (equivalent_value >= 0),
    equivalent_unit    TEXT,
    equivalent_phrase  TEXT,
    -- JSON of what it is about, its evidence, and its numbers to the last digit, so that a fact is read whole from
    -- its row (`store::whole`). `about` and `evidence` say the same for whoever comes from the other side.
    rest               TEXT NOT NULL,
    CHECK ((date_edtf IS NULL) = (date_phrase IS NULL)),
    CHECK (date_edtf IS NOT NULL OR date_basis IS NULL),
    CHECK ((quantity_value IS NULL) = (quantity_unit IS NULL)
       AND (quantity_value IS NULL) = (quantity_phrase IS NULL)),
    CHECK (quantity_value IS NOT NULL
        OR (quantity_qualifier IS NULL AND quantity_counts IS NULL AND equivalent_value IS NULL)),
    CHECK ((equivalent_value IS NULL) = (equivalent_unit IS NULL)
       AND (equivalent_value IS NULL) = (equivalent_phrase IS NULL))
) STRICT;

CREATE INDEX fact_by_quantity ON fact (quantity_value DESC, id) WHERE quantity_value IS NOT NULL;

CREATE TABLE about (
    fact_id   INTEGER NOT NULL REFERENCES fact (id),
    position  INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    role      TEXT NOT NULL CHECK (role IN (
              'subject', 'field', 'lead', 'party', 'partner', 'authority', 'participant',
              'member', 'target', 'basis', 'outcome', 'location', 'speaker', 'provider')),
    inferred  TEXT,
    PRIMARY KEY (fact_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX about_by_entity ON about (entity_id, fact_id);

-- What lists are narrowed and counted by, of some thousands of facts at a time by id (`store::packed`): once more
-- what `fact` and `about` say, in a form that is read at once when the database is opened.
CREATE TABLE fact_columns (
    first_id INTEGER PRIMARY KEY,
    packed   BLOB NOT NULL
) STRICT;

-- Which facts rest on a paragraph; with what words, their rows say.
CREATE TABLE evidence (
    source_id INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    fact_id   INTEGER NOT NULL REFERENCES fact (id),
    PRIMARY KEY (source_id, paragraph, fact_id),
    FOREIGN KEY (source_id, paragraph) REFERENCES paragraph (source_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE term (
    id          INTEGER PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL CHECK (json_type(aliases) = 'array'),
    explanation TEXT NOT NULL
) STRICT;

CREATE TABLE term_evidence (
    term_id   INTEGER NOT NULL REFERENCES term (id),
    position  INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    phrases   TEXT NOT NULL CHECK (json_type(phrases) = 'array' AND json_array_length(phrases) > 0),
    PRIMARY KEY (term_id, position),
    FOREIGN KEY (source_id, paragraph) REFERENCES paragraph (source_id, number)
) STRICT, WITHOUT ROWID;

-- What a search looks through, cut into pairs of syllables (see `hangul::cut`), and beside it the folded
-- title and names by which what is found is ranked. Ids run entities, terms, facts, so that the names
-- of things are a range of their own and the first to be found. `typed` has what people type and no text
-- has: first consonants, and syllables run together that the text has apart.
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, names, statement, typed,
    content = '', columnsize = 0, prefix = '1', tokenize = 'ascii'
);

-- The same for entities and terms alone: a phrase that no name has is told so without reading the facts.
CREATE VIRTUAL TABLE name_index USING fts5 (
    title, names, statement, typed,
    content = '', columnsize = 0, prefix = '1', tokenize = 'ascii'
);

CREATE TABLE search_record (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    names TEXT NOT NULL
) STRICT;

-- Titles that begin with a text stand side by side, the shortest first. The ids of names end where those of
-- facts begin (`search::index`).
CREATE INDEX search_record_by_title ON search_record (title);
CREATE INDEX search_name_by_title ON search_record (title) WHERE id < 8589934592;

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
    change  TEXT NOT NULL CHECK (change IN ('added', 'changed', 'withdrawn')),
    record  TEXT NOT NULL CHECK (json_type(record) = 'object'),
    PRIMARY KEY (fact_id, edition)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_revision_by_edition ON fact_revision (edition, fact_id);

CREATE TABLE entity_revision (
    kind    TEXT NOT NULL,
    slug    TEXT NOT NULL,
    edition INTEGER NOT NULL REFERENCES edition (number),
    change  TEXT NOT NULL CHECK (change IN ('added', 'changed', 'withdrawn')),
    name    TEXT NOT NULL,
    record  TEXT NOT NULL CHECK (json_type(record) = 'object'),
    PRIMARY KEY (kind, slug, edition)
) STRICT, WITHOUT ROWID;

CREATE INDEX entity_revision_by_edition ON entity_revision (edition, kind, slug);

-- Records that were published once and are no more. A fact's key is its code, an entity's its slug.
CREATE TABLE retired (
    kind     TEXT NOT NULL,
    key      TEXT NOT NULL,
    moved_to TEXT,
    reason   TEXT NOT NULL,
    date     TEXT NOT NULL CHECK (date IS date(date)),
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
