-- The whole data as a reader wants it: keys that can be read, dates in every form, no internals. The
-- tables are not STRICT, so that a SQLite of some years ago opens them as well.

CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    date   TEXT NOT NULL,
    note   TEXT NOT NULL,
    digest TEXT NOT NULL,
    url    TEXT NOT NULL
);

CREATE TABLE sources (
    slug            TEXT NOT NULL PRIMARY KEY,
    title           TEXT NOT NULL,
    publisher       TEXT NOT NULL,
    byline          TEXT NOT NULL,
    published_edtf  TEXT NOT NULL,
    published_basis TEXT,
    rights          TEXT NOT NULL,
    url             TEXT NOT NULL
);

-- The paragraphs of a source by number and digest; never their text.
CREATE TABLE paragraphs (
    source    TEXT NOT NULL REFERENCES sources (slug),
    number    INTEGER NOT NULL,
    role      TEXT NOT NULL,
    role_text TEXT NOT NULL,
    digest    TEXT NOT NULL,
    unused    TEXT,
    url       TEXT NOT NULL,
    PRIMARY KEY (source, number)
);

CREATE TABLE entities (
    kind       TEXT NOT NULL,
    slug       TEXT NOT NULL,
    kind_text  TEXT NOT NULL,
    name       TEXT NOT NULL,
    aliases    TEXT NOT NULL,
    type       TEXT NOT NULL,
    type_text  TEXT NOT NULL,
    note       TEXT,
    fact_count INTEGER NOT NULL,
    url        TEXT NOT NULL,
    PRIMARY KEY (kind, slug)
);

-- Dates as EDTF and as the first and last day they may be: compare days, never EDTF texts
-- ('2018-40' is the first half of 2018 and sorts after '2018-12').
CREATE TABLE facts (
    code               TEXT NOT NULL PRIMARY KEY,
    title              TEXT NOT NULL,
    statement          TEXT NOT NULL,
    status             TEXT NOT NULL,
    status_text        TEXT NOT NULL,
    inferred           TEXT,
    date_edtf          TEXT,
    date_earliest      TEXT,
    date_latest        TEXT,
    date_phrase        TEXT,
    date_text          TEXT,
    date_basis         TEXT,
    quantity_value     REAL,
    quantity_unit      TEXT,
    quantity_qualifier TEXT,
    quantity_phrase    TEXT,
    quantity_text      TEXT,
    equivalent_value   REAL,
    equivalent_unit    TEXT,
    equivalent_phrase  TEXT,
    edition            INTEGER REFERENCES editions (number),
    citation           TEXT,
    url                TEXT NOT NULL
);

-- What a fact is about, in which role, and whether that is stated or inferred.
CREATE TABLE fact_entities (
    fact      TEXT NOT NULL REFERENCES facts (code),
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    slug      TEXT NOT NULL,
    role      TEXT NOT NULL,
    role_text TEXT NOT NULL,
    inferred  INTEGER NOT NULL,
    inference TEXT,
    PRIMARY KEY (fact, position),
    FOREIGN KEY (kind, slug) REFERENCES entities (kind, slug)
);

-- The paragraphs that a fact rests on, with the short phrases that carry it.
CREATE TABLE evidence (
    fact      TEXT NOT NULL REFERENCES facts (code),
    position  INTEGER NOT NULL,
    source    TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    phrases   TEXT NOT NULL,
    url       TEXT NOT NULL,
    PRIMARY KEY (fact, position),
    FOREIGN KEY (source, paragraph) REFERENCES paragraphs (source, number)
);

CREATE TABLE terms (
    slug         TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    aliases      TEXT NOT NULL,
    explanation  TEXT NOT NULL,
    explained_by TEXT NOT NULL,
    source       TEXT REFERENCES sources (slug),
    paragraphs   TEXT,
    url          TEXT NOT NULL
);

CREATE INDEX facts_by_date ON facts (date_earliest, date_latest, code);
CREATE INDEX fact_entities_by_entity ON fact_entities (kind, slug, fact);
CREATE INDEX evidence_by_paragraph ON evidence (source, paragraph, fact);

-- What happened or is to happen when: by the first day it may be, then by the last.
CREATE VIEW timeline AS
SELECT date_text, code, title, statement, status, status_text,
       date_edtf, date_earliest, date_latest, date_phrase, date_basis, citation, url
FROM facts WHERE date_edtf IS NOT NULL
ORDER BY coalesce(date_earliest, date_latest), date_latest, length(code), code;

CREATE VIEW figures AS
SELECT quantity_text, code, title, statement, status, status_text,
       quantity_value, quantity_unit, quantity_qualifier, quantity_phrase,
       equivalent_value, equivalent_unit, date_text, citation, url
FROM facts WHERE quantity_value IS NOT NULL
ORDER BY length(code), code;

-- What was intended when the source was written. None of it is said to have been done.
CREATE VIEW plans AS
SELECT code, title, statement, status, status_text,
       date_text, date_edtf, date_earliest, date_latest, date_phrase, citation, url
FROM facts WHERE status = 'planned'
ORDER BY date_latest IS NULL, coalesce(date_earliest, date_latest), date_latest, length(code), code;

-- Which institutions a fact names together with an industry. A pair is inferred when no fact states
-- both of its relations.
CREATE VIEW institutions_by_industry AS
SELECT industry.name AS industry, institution.name AS institution, institution.type_text,
       count(DISTINCT its.fact) AS facts, min(max(its.inferred, field.inferred)) AS inferred,
       industry.slug AS industry_slug, institution.slug AS institution_slug, institution.url
FROM fact_entities AS its
JOIN fact_entities AS field ON field.fact = its.fact AND field.kind = 'industry'
JOIN entities AS industry ON industry.kind = field.kind AND industry.slug = field.slug
JOIN entities AS institution ON institution.kind = its.kind AND institution.slug = its.slug
WHERE its.kind = 'institution'
GROUP BY field.slug, its.slug
ORDER BY industry.name, institution.name;

-- Which facts rest on which paragraph.
CREATE VIEW facts_by_paragraph AS
SELECT evidence.source, evidence.paragraph, evidence.fact, facts.title, evidence.phrases, evidence.url
FROM evidence JOIN facts ON facts.code = evidence.fact
ORDER BY evidence.source, evidence.paragraph, length(evidence.fact), evidence.fact;
