//! A theme: its story in a few sentences, the counts of its plans by state, the plans with their outcomes, its
//! numbers, and who takes part.

use std::collections::BTreeMap;

use askama::Template;

use super::story::{StorySentence, story};
use crate::address::{Address, FixedPage, Listing};
use crate::domain::{FacetValue, Fact, Filters, Kind, List, Slug, Theme};
use crate::formats::{EditionData, ThemeData, json_text};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::partners::Partners;
use crate::pages::plans::{PlanRow, Tally};
use crate::pages::records::FactItem;
use crate::pages::timeline_picture::TimelinePicture;
use crate::pages::{Context, PageError};
use crate::wording::tally_sentence;

/// The most facts of a theme that are read, and the numbers that are shown before the rest is folded.
const MOST: u64 = 500;
const OPEN: usize = 8;

#[derive(Template)]
#[template(path = "pages/theme.html")]
pub struct ThemePage {
    frame: Frame,
    theme: Theme,
    story: Vec<StorySentence>,
    tally: Tally,
    rows: Vec<PlanRow>,
    picture: TimelinePicture,
    figures: Vec<FactItem>,
    partners: Partners,
    /// The number of the theme's facts.
    facts: u64,
}

impl ThemePage {
    pub async fn load(context: Context<'_>, slug: &Slug) -> Result<Option<Self>, PageError> {
        let Context { store, site, today } = context;
        let Some(theme) = site.theme(slug).cloned() else { return Ok(None) };
        let filters = Filters::from(FacetValue::Theme(slug.clone()));
        let plans = store.narrowed(List::Plans, &filters, today).await?.facts(0..MOST).await?.items;
        let rows = PlanRow::list(context, plans).await?;
        let tally = Tally::load(context, &filters).await?;
        let facts = store.narrowed(List::Facts, &filters, today).await?.facts(0..MOST).await?;
        let figures = store.narrowed(List::Figures, &filters, today).await?.facts(0..MOST).await?;
        let mut sentences = vec![StorySentence { text: theme.summary.clone(), source: None }];
        sentences.extend(story(&rows));
        let count = tally_sentence("이 분야의 ", &tally.counts());
        if !count.is_empty() {
            sentences.push(StorySentence { text: count, source: None });
        }
        let came = tally.done_text().map_or_else(
            || "이루어진 것으로 확인한 계획은 없습니다.".to_owned(),
            |done| format!("{done}이 이루어졌습니다."),
        );
        let description = format!("{} 계획 {}건 가운데 {came}", theme.summary, tally.total);
        let crumbs = vec![
            FixedPage::Themes.into(),
            Crumb::new(theme.name.clone(), Address::Theme(slug.clone())),
        ];
        let sources: Vec<_> = site
            .sources
            .iter()
            .filter(|source| {
                let rests = |fact: &Fact| fact.sources().contains(&&source.slug);
                facts.items.iter().any(rests)
            })
            .cloned()
            .collect();
        Ok(Some(Self {
            frame: Frame::new(site, crumbs, description)
                .shared_as(format!("{}: 경산의 계획과 그 뒤", theme.name))
                .resting_on(&sources),
            story: sentences,
            tally,
            rows,
            picture: TimelinePicture::lane(context, slug).await?,
            figures: FactItem::list(context, figures.items).await?,
            partners: Partners::of(&facts.items, |entity| entity.kind == Kind::Institution),
            facts: facts.total,
            theme,
        }))
    }

    /// A list narrowed to the theme.
    fn part(&self, list: List) -> Address {
        let filters = Filters::from(FacetValue::Theme(self.theme.slug.clone()));
        Address::List(Listing::from(list).narrowed(filters))
    }
}

/// A theme as data.
pub async fn theme_json(context: Context<'_>, slug: &Slug) -> Result<Option<String>, PageError> {
    let Context { store, site, today } = context;
    let Some(theme) = site.theme(slug) else { return Ok(None) };
    let filters = Filters::from(FacetValue::Theme(slug.clone()));
    let facts = store.narrowed(List::Facts, &filters, today).await?;
    let mut counts = BTreeMap::new();
    for one in store.plan_counts(&filters, today).await? {
        *counts.entry(one.state.key()).or_default() += one.count;
    }
    Ok(Some(json_text(&ThemeData {
        edition: site.edition.as_ref().map(EditionData::from),
        slug: theme.slug.to_string(),
        name: theme.name.clone(),
        summary: theme.summary.clone(),
        facts: facts.total(),
        plans: counts.values().sum(),
        counts,
        url: site.public_url.of(&Address::Theme(slug.clone())),
    })))
}
