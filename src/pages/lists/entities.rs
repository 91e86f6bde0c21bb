//! Every entity of one kind, grouped by its classification.

use std::sync::Arc;

use askama::Template;

use super::listing::{ListingView, PageLink};
use crate::address::{Address, Listing};
use crate::domain::{Entity, EntityType, Fact, Kind, Role, Term};
use crate::pages::layout::Frame;
use crate::pages::records::FactItem;
use crate::pages::records::profile::definition;
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::wording::{entity_type_label, kind_description, kind_introduction, kind_label};

#[derive(Template)]
#[template(path = "pages/entities.html")]
pub struct EntitiesPage {
    frame: Frame,
    view: ListingView,
    lead: String,
    /// The entities by classification, without empty groups.
    groups: Vec<(&'static str, Vec<EntityItem>)>,
}

/// The most facts of an entity that are read for its row.
const MOST: usize = 12;

/// An entity in a list with a sentence about it, if some fact is mainly about it. Where a fact says the sentence, an
/// undertaking also has the date of that fact, and the plan that the fact is or decides. Anything else beside the
/// sentence would be read as part of it; and the date and state of a single plan would be untrue of an institution or
/// an industry.
pub struct EntityItem {
    pub entity: Entity,
    pub meaning: Option<String>,
    pub when: Option<String>,
    pub plan: Option<Arc<FactItem>>,
}

impl EntityItem {
    /// The rows of entities, in the given order.
    pub async fn list(
        context: Context<'_>,
        entities: Vec<Entity>,
    ) -> Result<Vec<Self>, StoreError> {
        let own = context.store.own_facts(&entities, MOST).await?;
        let counts: Vec<usize> = own.iter().map(Vec::len).collect();
        let items = FactItem::list(context, own.into_iter().flatten().collect()).await?;
        let mut items = items.into_iter().map(Arc::new);
        let terms = context.store.terms().await?;
        let listed = entities.into_iter().zip(counts).map(|(entity, count)| {
            let own = items.by_ref().take(count);
            let own: Vec<_> = own.filter(|item| is_stated(&entity, &item.fact)).collect();
            Self::new(entity, &own, terms)
        });
        Ok(listed.collect())
    }

    fn new(entity: Entity, own: &[Arc<FactItem>], terms: &[Term]) -> Self {
        let definition = definition(&entity, own, terms);
        let is_undertaking = entity.kind().is_undertaking();
        let source = definition.as_ref().and_then(|(_, item)| item.as_ref());
        let source = source.filter(|_| is_undertaking);
        let when = source.filter(|item| item.has_date()).map(|item| item.date_text());
        let plan =
            source.and_then(|source| own.iter().find(|item| stands_in(source, item))).cloned();
        let meaning = definition.map(|(meaning, _)| meaning);
        // Of an institution that nobody explains, a line has something that it did.
        let first = own.iter().min_by_key(|item| (!item.is_done(), item.fact.code));
        let meaning = meaning.or_else(|| Some(first?.fact.statement.clone()));
        Self { entity, meaning, when, plan }
    }
}

/// Whether a fact is this plan, or tells the outcome that decides its state.
fn stands_in(source: &FactItem, plan: &FactItem) -> bool {
    plan.plan.as_ref().is_some_and(|view| {
        let deciding = view.progress.deciding_report().map(|report| report.fact.code);
        plan.fact.code == source.fact.code || deciding == Some(source.fact.code)
    })
}

/// Whether a source, not an editor, says that a fact is about an entity. What is told of one of several complexes must not
/// stand in a single line for all of them.
fn is_stated(entity: &Entity, fact: &Fact) -> bool {
    fact.about.iter().any(|about| {
        about.role == Role::Subject
            && about.inferred.is_none()
            && (about.entity.kind, &about.entity.slug) == (entity.kind(), &entity.slug)
    })
}

impl EntitiesPage {
    pub async fn load(
        context: Context<'_>,
        kind: Kind,
        listing: &Listing,
    ) -> Result<Option<Self>, PageError> {
        let narrowed =
            context.store.narrowed(listing.list, &listing.filters, context.today).await?;
        let part = narrowed.entities(listing.range()).await?;
        let view = ListingView::new(context, listing, &narrowed, part.total);
        let Some(view) = view else { return Ok(None) };
        let lead = kind_introduction(kind, part.total);
        let items = EntityItem::list(context, part.items).await?;
        let crumb = view.crumb(context, kind_label(kind));
        let frame = Frame::new(context.site, vec![crumb], kind_description(kind, part.total))
            .of_listing(listing);
        Ok(Some(Self { frame, lead, groups: grouped(kind, items), view }))
    }

    fn address(entity: &Entity) -> Address {
        Address::Entity(entity.kind(), entity.slug.clone())
    }
}

fn grouped(kind: Kind, mut entities: Vec<EntityItem>) -> Vec<(&'static str, Vec<EntityItem>)> {
    let types =
        EntityType::keys(kind).into_iter().filter_map(|key| EntityType::from_key(kind, key));
    let of_type = |entity_type| {
        let is_own = |item: &mut EntityItem| item.entity.entity_type == entity_type;
        (entity_type_label(entity_type), entities.extract_if(.., is_own).collect())
    };
    let mut groups: Vec<(_, Vec<EntityItem>)> = types.map(of_type).collect();
    groups.retain(|(_, members)| !members.is_empty());
    groups
}
