//! Every entity of one kind, grouped by its classification.

use askama::Template;

use super::listing::{ListingView, PageLink};
use crate::address::{Address, Listing};
use crate::domain::{EntityType, Kind, Term};
use crate::pages::layout::Frame;
use crate::pages::records::terms_in;
use crate::pages::{Context, PageError};
use crate::store::EntitySummary;
use crate::wording::{entity_type_label, kind_counter, kind_label};

#[derive(Template)]
#[template(path = "pages/entities.html")]
pub struct EntitiesPage {
    frame: Frame,
    view: ListingView,
    kind: Kind,
    /// The terms that the page's own words have.
    explained: Vec<Term>,
    /// The entities of each classification that has any.
    groups: Vec<(&'static str, Vec<EntitySummary>)>,
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
        let description = format!(
            "기사에 나온 {} {}{}의 목록입니다. 하나하나 어떤 기록이 있는지 볼 수 있습니다.",
            kind_label(kind),
            part.total,
            kind_counter(kind)
        );
        let crumb = view.crumb(kind_label(kind));
        Ok(Some(Self {
            explained: terms_in(context.store, introduction(kind)).await?,
            frame: Frame::new(context.site, vec![crumb], description).of_listing(listing),
            kind,
            groups: grouped(kind, part.items),
            view,
        }))
    }

    fn introduction(&self) -> &'static str {
        introduction(self.kind)
    }

    fn address(summary: &EntitySummary) -> Address {
        Address::Entity(summary.entity.kind(), summary.entity.slug.clone())
    }
}

/// What stands below the heading.
const fn introduction(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry => {
            "기사에 나온 산업입니다. 전략산업으로 이름이 나온 것은 둘뿐이며, 나머지 갈래는 정리자가 나누었습니다."
        }
        Kind::Project => {
            "기사에 나온 사업, 계획, 단지, 센터, 행사입니다. 정부나 다른 기관의 것도 있습니다."
        }
        Kind::Agreement => "기사에 나온 협약입니다. MOU와 MOA는 서로 다른 형식입니다.",
        Kind::Institution => "기사에 이름이 나온 기관과 기업, 부처, 조합, 협의체입니다.",
        Kind::Site => "기사에 나온 산업단지와 산업지구, 산업밸리입니다. 모두 산업입지라고 합니다.",
    }
}

fn grouped(
    kind: Kind,
    mut entities: Vec<EntitySummary>,
) -> Vec<(&'static str, Vec<EntitySummary>)> {
    let types =
        EntityType::keys(kind).into_iter().filter_map(|key| EntityType::from_key(kind, key));
    let of_type = |entity_type| {
        let is_own = |summary: &mut EntitySummary| summary.entity.entity_type == entity_type;
        (entity_type_label(entity_type), entities.extract_if(.., is_own).collect())
    };
    let mut groups: Vec<(_, Vec<EntitySummary>)> = types.map(of_type).collect();
    groups.retain(|(_, members)| !members.is_empty());
    groups
}
