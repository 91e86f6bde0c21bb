//! An entity: what it is in a sentence, the six answers that readers look for, its small timeline, its plans and
//! their outcomes, who takes part, and each fact about it once.

use std::sync::Arc;

use askama::Template;

use super::explained::terms_in;
use super::fact_item::FactItem;
use super::profile::{ProfileRow, classification, definition, rows};
use crate::address::{Address, Listing};
use crate::domain::{Entity, EntityRef, Facet, FacetValue, Fact, Filters, Kind, List, Slug, Term};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::pages::moments::{YearGroup, by_year};
use crate::pages::partners::Partners;
use crate::pages::plans::PlanRow;
use crate::store::{ListPart, StoreError};
use crate::wording::{entity_type_label, kind_label};

/// The most facts that the page shows. An entity with more shows its number of facts by theme instead.
const MOST: usize = 50;

/// The most facts in the small timeline.
const DATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/entity.html")]
pub struct EntityPage {
    frame: Frame,
    entity: Entity,
    /// What the entity is, and the fact that says so; `None` where its name already says it.
    definition: Option<(String, Option<Arc<FactItem>>)>,
    rows: Vec<ProfileRow>,
    /// The small timeline; empty if there are fewer than two dates.
    years: Vec<YearGroup>,
    /// The number of dated facts, if the small timeline does not show them all.
    dated: Option<usize>,
    plans: Vec<PlanRow>,
    partners: Partners,
    /// The facts that are no plans, each once; empty if there are too many for a page.
    facts: Vec<Arc<FactItem>>,
    /// The number of facts about the entity.
    total: u64,
    /// If there are too many facts for a page, the number in each theme: name, facts, link.
    themes: Vec<(String, u64, Address)>,
    /// The terms in the entity's names and in the editor's note.
    explained: Vec<Term>,
}

impl EntityPage {
    pub async fn load(
        context: Context<'_>,
        kind: Kind,
        slug: &Slug,
    ) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let Some(entity) = store.entity(kind, slug).await? else { return Ok(None) };
        let ListPart { items: facts, total } = store.facts_about(kind, slug, MOST).await?;
        let is_whole = usize::try_from(total) == Ok(facts.len());
        let named: Vec<&str> = entity.names().chain(entity.note.as_deref()).collect();
        let explained = terms_in(store, &named.join("\n")).await?;
        let partners = if is_whole { &facts[..] } else { &[] };
        let partners = Partners::of(partners, |other| !is_self(&entity, other));
        let (plans, others): (Vec<Fact>, Vec<Fact>) =
            facts.iter().cloned().partition(Fact::is_plan);
        let items: Vec<_> =
            FactItem::list(context, facts).await?.into_iter().map(Arc::new).collect();
        let own: Vec<_> =
            items.iter().filter(|item| is_subject(&entity, &item.fact)).cloned().collect();
        let definition = definition(&entity, &own, &explained);
        let classified = || (!names_its_type(&entity)).then(|| (classification(&entity), None));
        let definition = definition.or_else(classified);
        let dated = if is_whole { with_date(&items) } else { Vec::new() };
        let moments = moments(&dated, &with_date(&own));
        let is_other = |item: &Arc<FactItem>| others.iter().any(|fact| fact.code == item.fact.code);
        let crumbs = vec![
            Crumb::new(kind_label(kind), Address::list(List::Entities(kind))),
            Crumb::new(entity.name.clone(), Address::Entity(kind, slug.clone())),
        ];
        let meaning = definition.as_ref().map_or(&entity.name, |(sentence, _)| sentence);
        let named = if definition.is_some() { " 이름이 나온" } else { "의 이름이 나온" };
        let description = format!("{meaning}{named} 기록 {total}건을 출처와 함께 보여 줍니다.");
        Ok(Some(Self {
            frame: Frame::new(site, crumbs, description),
            rows: rows(&entity, &own, if is_whole { &items } else { &[] }),
            dated: (moments.len() < dated.len()).then_some(dated.len()),
            years: by_year(context, None, moments),
            plans: if is_whole { PlanRow::list(context, plans).await? } else { Vec::new() },
            partners,
            facts: if is_whole { items.into_iter().filter(is_other).collect() } else { Vec::new() },
            themes: if is_whole { Vec::new() } else { themes(context, kind, slug).await? },
            definition,
            explained,
            entity,
            total,
        }))
    }

    /// Whether none of its facts speaks of something planned, so that the page may say so.
    fn has_no_plans(&self) -> bool {
        let is_planned = |item: &Arc<FactItem>| item.fact.is_prospective();
        self.plans.is_empty() && self.themes.is_empty() && !self.facts.iter().any(is_planned)
    }

    /// A list narrowed to the entity.
    fn all(&self, list: List) -> Address {
        let own = FacetValue::About(self.entity.kind(), self.entity.slug.clone());
        Address::List(Listing::from(list).narrowed(own.into()))
    }
}

fn with_date(items: &[Arc<FactItem>]) -> Vec<Arc<FactItem>> {
    items.iter().filter(|item| item.has_date()).cloned().collect()
}

/// The facts of the small timeline: all dated ones or, of many, the last that are mainly about the entity. A single
/// date makes no timeline.
fn moments(dated: &[Arc<FactItem>], own: &[Arc<FactItem>]) -> Vec<Arc<FactItem>> {
    let shown = if dated.len() > DATED && own.len() > 1 { own } else { dated };
    if shown.len() < 2 {
        return Vec::new();
    }
    shown[shown.len().saturating_sub(DATED)..].to_vec()
}

fn is_subject(entity: &Entity, fact: &Fact) -> bool {
    fact.is_mainly_about(entity.kind(), &entity.slug)
}

fn is_self(entity: &Entity, other: &EntityRef) -> bool {
    other.kind == entity.kind() && other.slug == entity.slug
}

/// Whether the name of an entity has the word for its type: `전담부서`.
fn names_its_type(entity: &Entity) -> bool {
    entity_type_label(entity.entity_type).split('·').any(|label| entity.name.contains(label))
}

/// The number of facts about an entity in each theme.
async fn themes(
    context: Context<'_>,
    kind: Kind,
    slug: &Slug,
) -> Result<Vec<(String, u64, Address)>, StoreError> {
    let own = Filters::from(FacetValue::About(kind, slug.clone()));
    let list = context.store.narrowed(List::Facts, &own, context.today).await?;
    let counts = list.facet_counts();
    let theme = |(value, count): &(FacetValue, u64)| {
        let FacetValue::Theme(slug) = value else { return None };
        let narrowed = own.toggled(value);
        let address = Address::List(Listing::from(List::Facts).narrowed(narrowed));
        Some((context.site.theme(slug)?.name.clone(), *count, address))
    };
    Ok(counts.iter().filter(|(value, _)| value.facet() == Facet::Theme).filter_map(theme).collect())
}
