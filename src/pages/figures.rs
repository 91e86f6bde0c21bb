//! The facts with a number, each with its unit, its blur and the source's own words for it.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::store::{Selection, StoreError};

#[derive(Template)]
#[template(path = "pages/figures.html")]
pub struct FiguresPage {
    frame: Frame,
    figures: Vec<FactItem>,
}

impl FiguresPage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let figures = context.items(store.facts(Selection::Quantified).await?).await?;
        let description = format!(
            "기사에 나온 경산시 산업정책의 수치 {}건을 단위와 기사 표현, 근거 문단과 함께 보여 드립니다.",
            figures.len()
        );
        let frame = Frame::new(site, vec![Crumb::new("수치", Address::Figures)], description);
        Ok(Self { frame, figures })
    }
}
