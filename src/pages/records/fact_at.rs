//! A fact as an edition had it: its words and names as they were then, and what has changed since. Citations point to
//! this page, so the part from the edition never changes.

use askama::Template;

use super::citation_section::CitationSection;
use super::fact_item::{FactItem, PlanView};
use crate::address::Address;
use crate::domain::{About, Code, Evidence, Fact, FactDate, List, OutcomeOf, Quantity, Slug};
use crate::pages::layout::{Crumb, Frame, Site};
use crate::pages::{Context, PageError};
use crate::wording::{
    date_text, day_text, equivalent_text, kind_label, outcome_label, quantity_text, role_label,
    status_label,
};

/// What stands between the parts of a field.
const APART: &str = "; ";

#[derive(Template)]
#[template(path = "pages/fact_at.html")]
pub struct FactAtPage {
    frame: Frame,
    item: FactItem,
    edition: u32,
    /// The day of the edition, in words.
    day: String,
    revision_status: RevisionStatus,
    /// For a plan, its state as it is known today.
    today: Option<PlanView>,
    citation_section: CitationSection,
}

/// How the fact of today relates to its revision in the edition.
#[derive(Debug)]
enum RevisionStatus {
    Unchanged,
    /// Each field that differs: its name, its old text and its new one.
    Changed(Vec<(&'static str, String, String)>),
    /// The code was withdrawn or moved.
    Retired,
}

impl FactAtPage {
    pub async fn load(
        context: Context<'_>,
        code: Code,
        edition: u32,
    ) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let editions = store.editions().await?;
        let Some(head) = editions.into_iter().find(|head| head.number == edition) else {
            return Ok(None);
        };
        let Some(item) = FactItem::at(context, code, edition).await? else { return Ok(None) };
        let now = match store.fact(code).await? {
            Some(now) => Some(FactItem::load(context, now).await?),
            None => None,
        };
        let revision_status = match &now {
            None => RevisionStatus::Retired,
            Some(now) if now.fact == item.fact => RevisionStatus::Unchanged,
            Some(now) => RevisionStatus::Changed(differences(site, &item, now)),
        };
        let crumbs = vec![
            Crumb::new("기록", Address::list(List::Facts)),
            Crumb::new(item.fact.title.clone(), Address::Fact(code, None)),
            Crumb::new(format!("제{edition}판의 {code}"), Address::Fact(code, Some(edition))),
        ];
        let description = format!("{} [제{edition}판, {code}]", item.fact.statement);
        let citation_section = CitationSection::new(site, &item)?;
        let today = now.and_then(|now| now.plan);
        Ok(Some(Self {
            frame: citation_section.frame(site, Frame::new(site, crumbs, description), &item),
            citation_section,
            item,
            edition,
            day: day_text(head.date),
            today,
            revision_status,
        }))
    }
}

/// The fields in which two revisions of a fact differ, each with the parts that only one of them has.
fn differences(site: &Site, was: &FactItem, is: &FactItem) -> Vec<(&'static str, String, String)> {
    let fields = fields(site, was).into_iter().zip(fields(site, is));
    let changed = fields.filter(|((_, was), (_, is))| was != is);
    changed.map(|((label, was), (_, is))| (label, only_in(&was, &is), only_in(&is, &was))).collect()
}

/// The parts of a field that the other revision does not have; all of them if they only changed places.
fn only_in(own: &str, other: &str) -> String {
    let apart = |one: &str, other: &str| {
        let others: Vec<&str> = other.split(APART).collect();
        let parts: Vec<&str> = one.split(APART).filter(|part| !others.contains(part)).collect();
        parts.join(APART)
    };
    let is_reordered = apart(own, other).is_empty() && apart(other, own).is_empty();
    if is_reordered { own.to_owned() } else { apart(own, other) }
}

/// The fields of a fact in words. The structs are taken apart without `..`, so that no new field is forgotten.
fn fields(site: &Site, item: &FactItem) -> [(&'static str, String); 13] {
    let Fact {
        code: _,
        theme,
        title,
        statement,
        status,
        inferred,
        label,
        plan,
        unverifiable,
        dates: _,
        quantities: _,
        about: _,
        evidence: _,
        outcome_of: _,
    } = &item.fact;
    let theme = theme
        .as_ref()
        .map(|slug| site.theme(slug).map_or_else(|| slug.to_string(), |theme| theme.name.clone()));
    let no_plan = if *plan { "" } else { "경산의 계획이 아닙니다." };
    [
        ("제목", title.clone()),
        ("문장", statement.clone()),
        ("구분", status_label(*status).to_owned()),
        ("분야", theme.unwrap_or_default()),
        ("추정", inferred.clone().unwrap_or_default()),
        ("연표에 쓰는 이름", label.clone().unwrap_or_default()),
        ("계획", no_plan.to_owned()),
        ("확인할 수 없는 까닭", unverifiable.clone().unwrap_or_default()),
        ("날짜", date_words(item)),
        ("수치", quantity_words(item)),
        ("관련 산업·사업·기관", about_words(item)),
        ("근거", evidence_words(item)),
        ("앞선 기록", outcome_words(item)),
    ]
}

fn date_words(item: &FactItem) -> String {
    let words = item.fact.dates.iter().map(|date| {
        let FactDate { source, edtf, phrase, basis, differs } = date;
        let words = format!("{} ‘{phrase}’", date_text(*edtf));
        let words = [Some(&words), basis.as_ref(), differs.as_ref()];
        said_by(item, source.as_ref(), &spaced(words))
    });
    words.collect::<Vec<_>>().join(APART)
}

fn quantity_words(item: &FactItem) -> String {
    let words = item.fact.quantities.iter().map(|quantity| {
        let Quantity {
            source,
            value: _,
            unit: _,
            qualifier: _,
            phrase,
            counts,
            equivalent,
            differs,
        } = quantity;
        let number = format!("{} ‘{phrase}’", quantity_text(quantity));
        let counted = counts.map(|kind| format!("({})", kind_label(kind)));
        let equivalent = equivalent.as_ref().zip(equivalent_text(quantity));
        let equivalent = equivalent.map(|(other, text)| format!("{text} ‘{}’", other.phrase));
        let words = [Some(&number), counted.as_ref(), equivalent.as_ref(), differs.as_ref()];
        said_by(item, source.as_ref(), &spaced(words))
    });
    words.collect::<Vec<_>>().join(APART)
}

fn spaced<const N: usize>(words: [Option<&String>; N]) -> String {
    words.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn inferred_words(reason: Option<&String>) -> String {
    reason.map(|reason| format!(" (추정: {reason})")).unwrap_or_default()
}

/// Adds the source of these words, if the fact has several sources.
fn said_by(item: &FactItem, named: Option<&Slug>, words: &str) -> String {
    let source = item.source(item.fact.source_or_first(named));
    match source {
        Some(source) if item.sources.len() > 1 => format!("{}: {words}", source.publisher),
        _ => words.to_owned(),
    }
}

fn outcome_words(item: &FactItem) -> String {
    let outcomes = item.fact.outcome_of.iter();
    let words = outcomes.map(|OutcomeOf { fact, outcome, inferred }| {
        format!("{fact} {}{}", outcome_label(*outcome), inferred_words(inferred.as_ref()))
    });
    words.collect::<Vec<_>>().join(APART)
}

fn about_words(item: &FactItem) -> String {
    let parts = item.fact.about.iter().map(|about| {
        let About { entity, role, source, inferred } = about;
        let (kind, role) = (kind_label(entity.kind), role_label(*role));
        let inferred = inferred_words(inferred.as_ref());
        let words = format!("{role}: {kind} {}{inferred}", entity.name);
        // What the first source says needs no name.
        if source.is_some() { said_by(item, source.as_ref(), &words) } else { words }
    });
    parts.collect::<Vec<_>>().join(APART)
}

fn evidence_words(item: &FactItem) -> String {
    let pieces = item.evidence().into_iter().map(|(piece, place, ..)| {
        let Evidence { source: _, paragraph: _, phrases } = piece;
        let phrases: Vec<String> = phrases.iter().map(|phrase| format!("‘{phrase}’")).collect();
        format!("{place} {}", phrases.join(" "))
    });
    pieces.collect::<Vec<_>>().join(APART)
}
