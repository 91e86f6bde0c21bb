//! The themes side by side: what each is about, and how its plans stand.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{FacetValue, Filters, Theme};
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::pages::plans::Tally;
use crate::store::StoreError;

/// A theme with the state of its plans and its latest outcome.
#[derive(Debug)]
pub struct ThemeCard {
    pub theme: Theme,
    pub tally: Tally,
    /// The statement of the latest outcome, and whether an editor concluded that it is one.
    pub last: Option<(String, bool)>,
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
        let last = context.store.last_outcome(&theme.slug).await?;
        cards.push(ThemeCard {
            theme: theme.clone(),
            tally: Tally::load(context, &filters).await?,
            last: last.map(|(fact, is_inferred)| (fact.statement, is_inferred)),
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
        let done = self.tally.done_text().map(|done| format!(" · 이루어짐 {done}"));
        format!("계획 {}건{}", self.tally.total, done.unwrap_or_default())
    }
}
