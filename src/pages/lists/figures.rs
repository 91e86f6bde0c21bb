//! The facts with a number, each with its unit, its blur and the source's own words for it.

use askama::Template;

use crate::address::{Address, Listing};
use crate::pages::lists::listing::{ListingView, PageLink};
use crate::pages::records::explained::Explained;
use crate::pages::{Context, Crumb, FactItem, Frame, PageError};

#[derive(Template)]
#[template(path = "pages/figures.html")]
pub struct FiguresPage {
    frame: Frame,
    view: ListingView,
    figures: Vec<FactItem>,
    explained: Vec<Explained>,
}

impl FiguresPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let narrowed = store.narrowed(listing.list, &listing.filters).await?;
        let part = narrowed.facts(listing.range()).await?;
        let Some(view) = context.listing_view(listing, &narrowed, part.total).await? else {
            return Ok(None);
        };
        let description = format!(
            "기사에 나온 경산시 산업정책의 수치 {}건을 단위와 기사 표현, 근거 문단과 함께 보여 드립니다.",
            part.total
        );
        let crumb = Crumb::new(view.title("수치"), Address::List(listing.clone()));
        Ok(Some(Self {
            frame: Frame::new(site, vec![crumb], description).of_listing(listing),
            explained: context.explained_in(part.items.iter()).await?,
            figures: context.items(part.items),
            view,
        }))
    }
}
