//! Dated facts as a list that runs down the page year by year, each with its own precision and a mark for its
//! outcome: the timeline in words, and the small one of an entity.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::Context;
use super::records::FactItem;
use super::timeline_picture::first_article;
use crate::domain::PlanState;
use crate::wording::{date_text, lateness_text, outcome_label};

/// The group of facts whose date begins in one year.
#[derive(Debug)]
pub struct YearGroup {
    pub number: i32,
    /// Whether the picture changes its scale from months to years here.
    pub follows_break: bool,
    /// A note before this year: the first article appeared in an earlier year.
    pub flag: Option<String>,
    pub moments: Vec<Moment>,
}

/// A fact in the list.
#[derive(Debug)]
pub struct Moment {
    pub item: Arc<FactItem>,
    /// The slug and the name of its theme.
    pub theme: Option<(String, String)>,
    /// The key of its mark.
    pub mark: &'static str,
    /// The state of the plan, or the outcome that the fact tells of one, with a mark if an editor concluded it.
    pub state: Option<String>,
    pub late: Option<String>,
    /// A note before this fact: the first article appeared.
    pub flag: Option<String>,
}

/// Groups facts, which are already in the order of their dates, by the year in which they begin. On a later page of a list,
/// `before` is the day on which the last fact of the previous page begins.
pub fn by_year(
    context: Context<'_>,
    mut before: Option<NaiveDate>,
    items: impl IntoIterator<Item = Arc<FactItem>>,
) -> Vec<YearGroup> {
    let article = first_article(context.site);
    let appeared = article.map(|article| article.published.edtf.earliest());
    let mut flag = article.map(|article| format!("{} 기사가 나온 무렵", article.publisher));
    let mut years: BTreeMap<i32, YearGroup> = BTreeMap::new();
    for item in items {
        let Some(date) = item.fact.date() else { continue };
        let first = date.edtf.earliest();
        // The scale changes between the year of the article and the next year.
        let follows_break = before.zip(appeared).is_some_and(|(before, appeared)| {
            before.year() <= appeared.year() && appeared.year() < first.year()
        });
        // The note stands between the facts before the article and those after it.
        let is_flagged = before
            .zip(appeared)
            .is_some_and(|(before, appeared)| before < appeared && appeared <= first);
        before = Some(first);
        let mut flag = if is_flagged { flag.take() } else { None };
        let is_later = appeared.is_some_and(|appeared| appeared.year() < first.year());
        let year = years.entry(first.year()).or_insert_with(|| YearGroup {
            number: first.year(),
            follows_break,
            flag: flag.take_if(|_| is_later),
            moments: Vec::new(),
        });
        year.moments.push(Moment::new(context, item, flag));
    }
    years.into_values().collect()
}

impl Moment {
    fn new(context: Context<'_>, item: Arc<FactItem>, flag: Option<String>) -> Self {
        let theme = item.fact.theme.as_ref().and_then(|slug| context.site.theme(slug));
        let theme = theme.map(|theme| (theme.slug.to_string(), theme.name.clone()));
        // What a fact tells of another that was no plan is the state of nothing.
        let of_plan = item.fact.outcome_of.iter().find(|of| context.store.is_plan(of.fact));
        let (mark, state) = match (&item.plan, of_plan) {
            (Some(plan), _) => (plan.mark_key(), Some(plan.short())),
            // Without these words "in part" would be taken for a part of what this fact tells.
            (None, Some(of)) => {
                let label = outcome_label(of.outcome);
                let mark = if of.inferred.is_some() { "(추정)" } else { "" };
                let state = format!("앞선 계획: {label}{mark}");
                (PlanState::from(of.outcome).key(), Some(state))
            }
            (None, None) if item.fact.is_prospective() => {
                (PlanState::NotDue.key(), Some(item.status_label()))
            }
            (None, None) => (PlanState::Done.key(), None),
        };
        let late = item.plan.as_ref().and_then(|plan| lateness_text(&plan.progress));
        Self { item, theme, mark, state, late, flag }
    }

    /// The date without its year, which the heading above has.
    pub fn when(&self) -> String {
        let Some(date) = self.item.fact.date() else { return String::new() };
        let text = date_text(date.edtf);
        match text.split_once("년 ") {
            Some((year, rest)) if year.len() == 4 && !rest.contains('~') => rest.to_owned(),
            _ => text,
        }
    }
}
