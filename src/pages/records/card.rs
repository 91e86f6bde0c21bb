//! The card of a page: the picture of 800 by 400 pixels that messengers show beside a shared link. The card of a fact
//! has title, date, status, source, code and edition; the card of another page has its title and how much it holds.

use askama::Template;

use super::fact_item::FactItem;
use crate::address::{Address, FixedPage};
use crate::domain::{FacetValue, Filters, List};
use crate::formats::{Weight, text_lines, text_width};
use crate::pages::plans::Tally;
use crate::pages::{Context, Page, PageError};
use crate::store::{Counts, StoreError};
use crate::wording::{
    SITE_NAME, day_text, entity_type_label, kind_label, page_label, published_text, source_text,
    source_title,
};

/// The width available for text, in pixels.
const ROOM: f32 = 700.0;

/// The space between the status and the text beside it.
const GAP: f32 = 16.0;

#[derive(Template)]
#[template(path = "pages/card.svg", escape = "html")]
pub struct Card {
    /// The kind of page: `기록`, `기관·기업`.
    kicker: String,
    /// The text on the right of the kind: a fact's code and edition.
    corner: String,
    pub title: String,
    status: Option<(String, bool)>,
    /// The line below the title: a fact's date, or how much the page holds.
    line: String,
    source: String,
}

/// The card of a page as it is now. Messengers cache a picture by its address, so the address has the edition; an
/// older edition in it still gives a card, with today's content.
pub async fn page_card(
    context: Context<'_>,
    page: &Address,
    edition: u32,
) -> Result<Option<Page>, PageError> {
    if edition > context.site.newest_edition() {
        return Ok(None);
    }
    let Some(card) = Card::of_page(context, page).await? else { return Ok(None) };
    Ok(Some(Page::Picture(card.render()?)))
}

impl Card {
    /// The font size of the title, in pixels.
    const TITLE: f32 = 44.0;

    /// The card of a fact, with the edition of the item.
    pub fn of_fact(item: FactItem) -> Self {
        let source = sources_line(&item);
        let ahead = item.fact.is_prospective();
        let corner = match item.edition {
            Some(edition) => format!("{} 제{edition}판", item.fact.code),
            None => item.fact.code.to_string(),
        };
        let date = if item.has_date() { item.date_text() } else { "날짜 없음".to_owned() };
        Self {
            kicker: "2018년 경산의 계획, 그 뒤".to_owned(),
            corner,
            status: Some((item.status_label(), ahead)),
            line: Self::fact_line(&item, date),
            title: item.fact.title,
            source,
        }
    }

    fn fact_line(item: &FactItem, date: String) -> String {
        let inferred = item.fact.inferred.is_some().then(|| "추정".to_owned());
        let after = item.plan.as_ref().map(|plan| format!("그 뒤: {}", plan.short()));
        let parts = [Some(date), item.quantity_text(), inferred, after];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The card of another page; `None` if there is no such page or it has no card.
    pub async fn of_page(context: Context<'_>, page: &Address) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let counts = site.counts;
        let (kicker, title, line) = match page {
            Address::Page(FixedPage::Home) => (
                SITE_NAME,
                "2018년 경산의 계획, 어떻게 되었을까요?".to_owned(),
                Tally::load(context, &Filters::default()).await?.line(),
            ),
            Address::Entity(kind, slug) => {
                let Some(entity) = store.entity(*kind, slug).await? else { return Ok(None) };
                (kind_label(*kind), entity.name, entity_type_label(entity.entity_type).to_owned())
            }
            Address::Theme(slug) => {
                let Some(theme) = site.theme(slug) else { return Ok(None) };
                let filters = Filters::from(FacetValue::Theme(slug.clone()));
                ("분야", theme.name.clone(), Tally::load(context, &filters).await?.line())
            }
            Address::Source(slug) => {
                let Some(source) = site.source(slug) else { return Ok(None) };
                ("출처", source_title(source), published_text(source))
            }
            Address::Edition(number) => {
                let editions = store.editions().await?;
                let Some(head) = editions.into_iter().find(|head| head.number == *number) else {
                    return Ok(None);
                };
                ("판", format!("제{number}판에서 바뀐 것"), day_text(head.date))
            }
            Address::List(listing) => list_card(listing.list, counts),
            Address::Page(page) => (SITE_NAME, page_label(*page).to_owned(), String::new()),
            _ => return Ok(None),
        };
        let corner = site.edition.as_ref().map(|edition| format!("제{}판", edition.number));
        Ok(Some(Self {
            kicker: kicker.to_owned(),
            corner: corner.unwrap_or_default(),
            title,
            status: None,
            line,
            source: site.credits.all.clone(),
        }))
    }

    /// The lines of the title with their baselines.
    fn title_lines(&self) -> Vec<(f32, String)> {
        let lines = text_lines(&self.title, Weight::Bold, Self::TITLE, ROOM, 3);
        // Fewer lines stand in the middle of the space for three.
        let first = match lines.len() {
            1 => 172.0,
            2 => 148.0,
            _ => 122.0,
        };
        let baselines = (0u8..).map(|index| first + f32::from(index) * 56.0);
        baselines.zip(lines).collect()
    }

    /// The status, whether it is still to come, and the width of its box in pixels.
    fn badge(&self) -> Option<(&str, bool, f32)> {
        let (label, ahead) = self.status.as_ref()?;
        Some((label, *ahead, (text_width(label, Weight::Bold, 22.0) + 32.0).round()))
    }

    fn badge_middle(width: &f32) -> f32 {
        60.0 + width / 2.0
    }

    fn line_start(&self) -> f32 {
        60.0 + self.badge().map_or(0.0, |(_, _, width)| width + GAP)
    }

    fn line(&self) -> String {
        let room = ROOM + 60.0 - self.line_start();
        text_lines(&self.line, Weight::Regular, 26.0, room, 1).concat()
    }
}

/// The sources of a fact in a line: `경북일보 2018년(추정) 기사`, or the number of many.
fn sources_line(item: &FactItem) -> String {
    match &item.sources[..] {
        [] => String::new(),
        [only] => source_text(only),
        [first, ..] => format!("{} 등 출처 {}건", first.publisher, item.sources.len()),
    }
}

/// The kind, the title and the size of a whole list, for its card.
fn list_card(list: List, counts: Counts) -> (&'static str, String, String) {
    match list {
        List::Plans => ("계획", "계획과 그 뒤".to_owned(), format!("계획 {}건", counts.plans)),
        List::Entities(kind) => {
            ("목록", kind_label(kind).to_owned(), format!("출처에 나온 {}건", counts.of(kind)))
        }
        List::Timeline => {
            let line = format!("날짜가 있는 기록 {}건", counts.dated);
            ("연표", "언제 무슨 일이 있었나".to_owned(), line)
        }
        List::Facts => ("기록", "기록 모두".to_owned(), format!("{}건", counts.facts)),
        List::Figures => ("수치", "출처에 나온 수치".to_owned(), format!("{}건", counts.figures)),
    }
}
