//! A theme: its story in a few sentences, how its plans stand, the plans with what became of them, its numbers, and
//! who takes part.

use std::collections::BTreeMap;

use askama::Template;

use super::story::{Sentence, story};
use crate::address::{Address, FixedPage, Listing};
use crate::domain::{EntityRef, Fact, Filters, Kind, List, PlanState, Role, Slug, Theme};
use crate::formats::{Data, EditionData, ThemeData, json_text};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::plans::{PlanRow, Tally};
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};
use crate::wording::{role_label, tally_in_short};

/// The most facts of a theme that are looked through, and how many numbers and partners stand in the open.
const MOST: u64 = 500;
const OPEN: usize = 8;

#[derive(Template)]
#[template(path = "pages/theme.html")]
pub struct ThemePage {
    frame: Frame,
    theme: Theme,
    story: Vec<Sentence>,
    tally: Tally,
    rows: Vec<PlanRow>,
    figures: Vec<FactItem>,
    partners: Vec<Partner>,
    /// How many facts there are.
    facts: u64,
}

/// An institution, what it mostly does in the theme's facts, and in how many it stands.
#[derive(Debug)]
struct Partner {
    entity: EntityRef,
    role: Role,
    facts: usize,
}

impl ThemePage {
    pub async fn load(context: Context<'_>, slug: &Slug) -> Result<Option<Self>, PageError> {
        let Context { store, site, today } = context;
        let Some(theme) = site.theme(slug).cloned() else { return Ok(None) };
        let filters = Filters { theme: Some(slug.clone()), ..Filters::default() };
        let plans = store.narrowed(List::Plans, &filters, today).await?.facts(0..MOST).await?.items;
        let rows = PlanRow::list(context, plans).await?;
        let tally = Tally::load(context, &filters).await?;
        let facts = store.narrowed(List::Facts, &filters, today).await?.facts(0..MOST).await?;
        let figures = store.narrowed(List::Figures, &filters, today).await?.facts(0..MOST).await?;
        let counts: Vec<_> = tally.groups.iter().map(|group| (group.state, group.count)).collect();
        let mut sentences = vec![Sentence { text: theme.summary.clone(), source: None }];
        sentences.extend(story(&rows));
        let count = tally_in_short("이 분야의 ", &counts);
        if !count.is_empty() {
            sentences.push(Sentence { text: count, source: None });
        }
        let done = tally.count(PlanState::Done);
        let description = format!(
            "{} 계획 {}건 가운데 {done}건이 이루어졌습니다.",
            theme.summary, tally.total
        );
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
            frame: Frame::new(site, crumbs, description).resting_on(&sources),
            story: sentences,
            tally,
            rows,
            figures: FactItem::list(context, figures.items).await?,
            partners: partners(&facts.items),
            facts: facts.total,
            theme,
        }))
    }

    /// The theme's part of a list.
    fn part(&self, list: List) -> Address {
        let filters = Filters { theme: Some(self.theme.slug.clone()), ..Filters::default() };
        Address::List(Listing::from(list).narrowed(filters))
    }
}

impl Partner {
    fn address(&self) -> Address {
        Address::Entity(self.entity.kind, self.entity.slug.clone())
    }

    fn role(&self) -> &'static str {
        role_label(self.role)
    }
}

/// The institutions that facts are about, those that stand in most of them first.
fn partners(facts: &[Fact]) -> Vec<Partner> {
    let mut roles: BTreeMap<&Slug, (&EntityRef, BTreeMap<Role, usize>)> = BTreeMap::new();
    for about in facts.iter().flat_map(|fact| &fact.about) {
        if about.entity.kind == Kind::Institution {
            let known = roles.entry(&about.entity.slug);
            let (_, roles) = known.or_insert_with(|| (&about.entity, BTreeMap::new()));
            *roles.entry(about.role).or_default() += 1;
        }
    }
    let partner = |(entity, roles): (&EntityRef, BTreeMap<Role, usize>)| {
        let most = roles.iter().max_by_key(|(role, count)| (**count, std::cmp::Reverse(**role)));
        let role = *most?.0;
        Some(Partner { entity: entity.clone(), role, facts: roles.values().sum() })
    };
    let mut partners: Vec<Partner> = roles.into_values().filter_map(partner).collect();
    partners.sort_by_key(|partner| std::cmp::Reverse(partner.facts));
    partners
}

/// A theme as data.
pub async fn theme_json(context: Context<'_>, slug: &Slug) -> Result<Option<String>, PageError> {
    let Context { store, site, today } = context;
    let Some(theme) = site.theme(slug) else { return Ok(None) };
    let filters = Filters { theme: Some(slug.clone()), ..Filters::default() };
    let facts = store.narrowed(List::Facts, &filters, today).await?;
    let mut counts = BTreeMap::new();
    for (state, _, count) in store.plan_counts(&filters, today).await? {
        *counts.entry(state.key()).or_default() += count;
    }
    Ok(Some(json_text(&ThemeData {
        edition: site.edition.as_ref().map(EditionData::from),
        slug: theme.slug.to_string(),
        name: theme.name.clone(),
        summary: theme.summary.clone(),
        facts: facts.total(),
        plans: counts.values().sum(),
        counts,
        url: Data { public_url: &site.public_url }.url(&Address::Theme(slug.clone())),
    })))
}
