-- Indexes and views of the reader's database; its tables are made from `formats::tables`. A date stands in it as EDTF
-- and as the first and the last day that it can mean: compare days, never EDTF texts ('2018-40' is the first half of
-- 2018 and sorts after '2018-12').

CREATE INDEX facts_by_date ON facts (date_earliest, date_latest, code);
CREATE INDEX fact_entities_by_entity ON fact_entities (kind, slug, fact);
CREATE INDEX evidence_by_paragraph ON evidence (source, paragraph, fact);

-- What happened or is to happen, by the first day it can mean, then by the last.
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

-- What was intended, foreseen or under way when its source was written, and what became of it as far as a source says
-- so. Nothing counts as done because it was planned.
CREATE VIEW plans AS
SELECT code, title, statement, status, status_text, theme, plan_state, plan_line,
       date_text, date_edtf, date_earliest, date_latest, date_phrase, citation, url
FROM facts WHERE plan_state IS NOT NULL
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

-- Which facts rest on which paragraph of a source whose text is at hand.
CREATE VIEW facts_by_paragraph AS
SELECT evidence.source, evidence.paragraph, evidence.fact, facts.title, evidence.phrases, evidence.url
FROM evidence JOIN facts ON facts.code = evidence.fact
ORDER BY evidence.source, evidence.paragraph, length(evidence.fact), evidence.fact;
