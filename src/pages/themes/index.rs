//! The themes side by side: what each is about, and how its plans stand.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{FacetValue, Filters, PlanState, Theme};
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::pages::plans::Tally;
use crate::store::StoreError;

/// A theme with the state of its plans and its latest outcome.
#[derive(Debug)]
pub struct ThemeCard {
    pub theme: Theme,
    pub tally: Tally,
    /// The statement of the latest outcome.
    pub last: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/themes.html")]
pub struct ThemesPage {
    frame: Frame,
    cards: Vec<ThemeCard>,
}

impl ThemesPage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let names: Vec<&str> =
            context.site.themes.iter().map(|theme| theme.name.as_str()).collect();
        let description = format!("{} 분야의 계획과 그 뒤입니다.", names.join(", "));
        let frame = Frame::new(context.site, vec![FixedPage::Themes.into()], description);
        Ok(Self { frame, cards: cards(context).await? })
    }
}

pub async fn cards(context: Context<'_>) -> Result<Vec<ThemeCard>, StoreError> {
    let mut cards = Vec::new();
    for theme in &context.site.themes {
        let filters = Filters::from(FacetValue::Theme(theme.slug.clone()));
        cards.push(ThemeCard {
            theme: theme.clone(),
            tally: Tally::load(context, &filters).await?,
            last: context.store.last_outcome(&theme.slug).await?.map(|fact| fact.statement),
        });
    }
    Ok(cards)
}

impl ThemeCard {
    pub fn address(&self) -> Address {
        Address::Theme(self.theme.slug.clone())
    }

    /// The number of plans and of those that came true: `계획 9건 · 이루어짐 3건`.
    pub fn counts(&self) -> String {
        let done = self.tally.count(PlanState::Done);
        let done = if done > 0 { format!(" · 이루어짐 {done}건") } else { String::new() };
        format!("계획 {}건{done}", self.tally.total)
    }
}
