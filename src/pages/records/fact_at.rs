//! A fact as an edition had it: its words and names as they were then, and what has changed since. The page is
//! what a citation points to, so it never changes its content.

use askama::Template;

use super::citing::Citing;
use super::fact_item::FactItem;
use crate::address::Address;
use crate::domain::{ChangeKind, Code, Fact, List};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::{Context, PageError};
use crate::wording::{date_text, day_text, kind_label, quantity_text, role_label, status_label};

#[derive(Template)]
#[template(path = "pages/fact_at.html")]
pub struct FactAtPage {
    frame: Frame,
    item: FactItem,
    edition: u32,
    /// The day of the edition, in words.
    day: String,
    since: Since,
    /// What is said today of a plan whose time has passed.
    unconfirmed: Option<&'static str>,
    citing: Citing,
}

/// What became of the fact after the edition.
#[derive(Debug)]
enum Since {
    Unchanged,
    /// Each field that differs: its name, what it was, what it is.
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
        let revision = store.fact_at(code, edition).await?;
        let Some(revision) = revision.filter(|found| found.change != ChangeKind::Withdrawn) else {
            return Ok(None);
        };
        let since = match store.fact(code).await? {
            None => Since::Retired,
            Some(now) if now == revision.fact => Since::Unchanged,
            Some(now) => Since::Changed(differences(&revision.fact, &now)),
        };
        let crumbs = vec![
            Crumb::new("기록", Address::list(List::Facts)),
            Crumb::new(revision.fact.title.clone(), Address::Fact(code, None)),
            Crumb::new(format!("제{edition}판의 {code}"), Address::Fact(code, Some(edition))),
        ];
        let description = format!("{} [제{edition}판, {code}]", revision.fact.statement);
        let citing = Citing::new(site, &revision.fact, Some(edition))?;
        let unconfirmed = FactItem::new(context, revision.fact.clone()).unconfirmed();
        let item = FactItem::pinned(site, revision.fact);
        Ok(Some(Self {
            frame: citing.frame(site, Frame::new(site, crumbs, description), &item),
            citing,
            item,
            edition,
            day: day_text(head.date),
            unconfirmed,
            since,
        }))
    }
}

/// A field of a fact in words.
type Words = fn(&Fact) -> String;

/// The fields in which two revisions of a fact differ, in words.
fn differences(was: &Fact, is: &Fact) -> Vec<(&'static str, String, String)> {
    let fields: [(&'static str, Words); 8] = [
        ("제목", |fact| fact.title.clone()),
        ("문장", |fact| fact.statement.clone()),
        ("상태", |fact| status_label(fact.status).to_owned()),
        ("미루어 봄", |fact| fact.inferred.clone().unwrap_or_default()),
        ("날짜", date_words),
        ("수치", quantity_words),
        ("대상", about_words),
        ("근거", evidence_words),
    ];
    let rows = fields.into_iter().map(|(label, words)| (label, words(was), words(is)));
    rows.filter(|(_, was, is)| was != is).collect()
}

fn date_words(fact: &Fact) -> String {
    let Some(date) = &fact.date else { return String::new() };
    let basis = date.basis.as_deref().unwrap_or_default();
    format!("{} ‘{}’ {basis}", date_text(date.edtf), date.phrase).trim_end().to_owned()
}

fn quantity_words(fact: &Fact) -> String {
    let Some(quantity) = &fact.quantity else { return String::new() };
    format!("{} ‘{}’", quantity_text(quantity), quantity.phrase)
}

fn about_words(fact: &Fact) -> String {
    let parts = fact.about.iter().map(|about| {
        let (kind, role) = (kind_label(about.entity.kind), role_label(about.role));
        let inferred = about.inferred.as_ref().map(|reason| format!(" (미루어 봄: {reason})"));
        format!("{role}: {kind} {}{}", about.entity.name, inferred.unwrap_or_default())
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn evidence_words(fact: &Fact) -> String {
    let pieces = fact.evidence.iter().map(|piece| {
        let phrases: Vec<String> =
            piece.phrases.iter().map(|phrase| format!("‘{phrase}’")).collect();
        format!("{}번째 문단 {}", piece.paragraph, phrases.join(" "))
    });
    pieces.collect::<Vec<_>>().join("; ")
}
