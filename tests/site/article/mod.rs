//! The seeds against what a careful reader of the article wrote down without seeing them: every dated
//! event, number, name and agreement, and the most important facts without a date.

mod expected;

use expected::{AGREEMENTS, DATED, EMPTY, NAMES, NUMBERS, UNDATED};
use gyeongsan::domain::{Fact, Role, Status};
use gyeongsan::seeds::Seeds;

use super::support::seeds;

fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether a fact rests on the paragraph, and its words and the names of what it is about hold all
/// these.
fn says(fact: &Fact, paragraph: u16, words: &[&str]) -> bool {
    let names = fact.about.iter().map(|about| about.entity.name.as_str());
    let parts: Vec<&str> = names.chain([fact.title.as_str(), &fact.statement]).collect();
    let text = unspaced(&parts.join("|"));
    rests_on(fact, paragraph) && words.iter().all(|word| text.contains(&unspaced(word)))
}

fn rests_on(fact: &Fact, paragraph: u16) -> bool {
    fact.evidence.iter().any(|evidence| evidence.paragraph == Some(paragraph))
}

fn edtf(fact: &Fact) -> Option<String> {
    fact.date().map(|date| date.edtf.to_string())
}

#[test]
fn every_dated_event_is_there_at_its_precision_and_status() {
    let seeds = seeds();
    for (paragraph, date, status, words) in DATED {
        let found = seeds.facts.iter().any(|fact| {
            says(fact, *paragraph, words)
                && edtf(fact).as_deref() == Some(*date)
                && fact.status.key() == *status
        });
        assert!(found, "paragraph {paragraph}: {date} {status} {words:?}");
    }
}

#[test]
fn no_event_is_dated_that_the_reader_did_not_date() {
    let seeds = seeds();
    for fact in seeds.facts.iter().filter(|fact| !fact.dates.is_empty()) {
        let date = edtf(fact).unwrap_or_default();
        let known = DATED.iter().any(|(paragraph, known, status, _)| {
            rests_on(fact, *paragraph) && date == *known && fact.status.key() == *status
        });
        // The evaluation of 2017 as a whole is no event, and the reader left it out.
        let evaluation = fact.status == Status::State && date == "2017" && rests_on(fact, 6);
        assert!(known || evaluation, "{} {date} {}", fact.code, fact.title);
    }
}

#[test]
fn every_number_is_there_with_its_blur_and_unit() {
    let seeds = seeds();
    for (paragraph, value, qualifier, unit) in NUMBERS {
        let found = seeds.facts.iter().filter(|fact| rests_on(fact, *paragraph)).any(|fact| {
            fact.quantity().is_some_and(|quantity| {
                (quantity.value - value).abs() < 0.5
                    && quantity.qualifier.map_or("", |qualifier| qualifier.key()) == *qualifier
                    && quantity.unit.contains(unit)
            })
        });
        assert!(found, "paragraph {paragraph}: {value} {qualifier} {unit}");
    }
    let figures = seeds.facts.iter().filter(|fact| !fact.quantities.is_empty()).count();
    assert_eq!(figures, NUMBERS.len());
}

#[test]
fn every_name_is_an_entity_of_its_kind() {
    let seeds = seeds();
    for (kind, name) in NAMES {
        let found = seeds
            .entities
            .iter()
            .filter(|entity| entity.kind().key() == *kind)
            .any(|entity| entity.names().any(|known| unspaced(known) == unspaced(name)));
        assert!(found, "{kind} {name}");
    }
}

#[test]
fn each_kind_has_as_many_as_a_reader_counts() {
    let seeds = seeds();
    let count =
        |kind: &str| seeds.entities.iter().filter(|entity| entity.kind().key() == kind).count();
    let counts = ["industry", "project", "agreement", "institution", "site"].map(count);
    assert_eq!(counts, [11, 16, 3, 29, 4]);
}

#[test]
fn every_agreement_has_its_form_date_and_counterpart() {
    let seeds = seeds();
    for (paragraph, form, date, counterpart) in AGREEMENTS {
        let found = seeds.facts.iter().any(|fact| {
            let is_party = |name: &str| {
                fact.about.iter().any(|about| {
                    about.role == Role::Party && unspaced(&about.entity.name) == unspaced(name)
                })
            };
            let is_form = fact
                .about
                .iter()
                .filter(|about| about.role == Role::Subject)
                .any(|about| entity_type(&seeds, about.entity.slug.as_str()) == Some(*form));
            rests_on(fact, *paragraph)
                && edtf(fact).as_deref() == Some(*date)
                && fact.status == Status::Done
                && is_form
                && is_party(counterpart)
        });
        assert!(found, "paragraph {paragraph}: {form} {date} {counterpart}");
    }
}

fn entity_type<'s>(seeds: &'s Seeds, slug: &str) -> Option<&'s str> {
    let entity = seeds.entities.iter().find(|entity| entity.slug.as_str() == slug)?;
    Some(entity.entity_type.key())
}

#[test]
fn the_important_facts_without_a_date_are_there() {
    let seeds = seeds();
    for (paragraph, status, words) in UNDATED {
        let found = seeds.facts.iter().any(|fact| {
            says(fact, *paragraph, words) && fact.dates.is_empty() && fact.status.key() == *status
        });
        assert!(found, "paragraph {paragraph}: {status} {words:?}");
    }
}

#[test]
fn only_the_paragraphs_without_a_fact_are_marked_so() {
    let source = &seeds().sources[0];
    let unused = source.paragraphs.iter().filter(|paragraph| paragraph.unused.is_some());
    let unused: Vec<u16> = unused.map(|paragraph| paragraph.number).collect();
    assert_eq!(unused, EMPTY);
    assert_eq!(source.paragraphs.len(), 32);
}

#[test]
fn only_the_two_strategic_industries_that_the_article_names_are_called_so() {
    let seeds = seeds();
    let strategic = seeds.entities.iter().filter(|entity| entity.entity_type.key() == "strategic");
    let names: Vec<&str> = strategic.map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["4차 산업혁명", "청색기술산업"]);
}

#[test]
fn every_date_that_is_not_stated_outright_keeps_its_reasoning() {
    for fact in seeds().facts.iter().filter(|fact| !fact.dates.is_empty()) {
        let outright = rests_on(fact, 9) || rests_on(fact, 23);
        let basis = fact.date().and_then(|date| date.basis.as_ref());
        assert_eq!(
            basis.is_none(),
            outright,
            "{}: only paragraphs 9 and 23 name the year",
            fact.code
        );
    }
}
