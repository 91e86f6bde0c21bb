//! The story at a glance: what this is, the industries, what happened when, the biggest numbers.

use askama::Template;

use super::{Context, FactItem, Frame};
use crate::address::Address;
use crate::domain::{EntityType, Fact, Kind, Standing};
use crate::store::{Selection, StoreError};
use crate::wording::{entity_type_label, kind_label};

/// How many of the biggest numbers the page shows.
const FIGURES: usize = 6;

#[derive(Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    frame: Frame,
    publishers: String,
    facts: i64,
    /// The industries of each standing: label, then name and link.
    industries: Vec<(&'static str, Vec<(String, Address)>)>,
    /// The dated facts that have happened or are so, and those still to come when the source wrote.
    past: Vec<FactItem>,
    ahead: Vec<FactItem>,
    figures: Vec<FactItem>,
    /// The kinds of entity: label, how many, link.
    kinds: Vec<(&'static str, i64, Address)>,
}

impl HomePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, today } = context;
        let description = format!(
            "{} 기사에 나온 경산시 산업정책을 기록 {}건으로 정리했습니다. 기록마다 기사의 몇째 문단에 \
             근거하는지 보여 드립니다.",
            site.publishers(),
            site.counts.facts
        );
        let entities = store.entities(Kind::Industry).await?;
        let of_standing = |standing: &Standing| {
            let entity_type = EntityType::Industry(*standing);
            let members = entities.iter().map(|summary| &summary.entity);
            let links = members.filter(|entity| entity.entity_type == entity_type).map(|entity| {
                (entity.name.clone(), Address::Entity(Kind::Industry, entity.slug.clone()))
            });
            (entity_type_label(entity_type), links.collect())
        };
        let dated = store.facts(Selection::Dated).await?;
        let (ahead, past) = dated.into_iter().partition(Fact::is_prospective);
        let mut figures = store.facts(Selection::Quantified).await?;
        let size = |fact: &Fact| fact.quantity.as_ref().map_or(0.0, |quantity| quantity.value);
        figures.sort_by(|a, b| size(b).total_cmp(&size(a)));
        figures.truncate(FIGURES);
        Ok(Self {
            frame: Frame::new(site, Vec::new(), description),
            publishers: site.publishers(),
            facts: site.counts.facts,
            industries: Standing::ALL.iter().map(of_standing).collect(),
            past: FactItem::all(past, site, today),
            ahead: FactItem::all(ahead, site, today),
            figures: FactItem::all(figures, site, today),
            kinds: Kind::ALL
                .iter()
                .map(|kind| (kind_label(*kind), site.counts.of(*kind), Address::Entities(*kind)))
                .collect(),
        })
    }
}
