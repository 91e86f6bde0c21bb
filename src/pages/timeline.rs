//! The dated facts by year, each at its own precision: what has happened or is so, and, set apart in
//! shape and words, what the source only planned or foresaw.

use std::collections::BTreeMap;

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::{Address, Feed};
use crate::store::{Selection, StoreError};

#[derive(Template)]
#[template(path = "pages/timeline.html")]
pub struct TimelinePage {
    frame: Frame,
    years: Vec<Year>,
    total: usize,
    undated: i64,
}

/// The facts whose date begins in a year.
#[derive(Debug, Default)]
struct Year {
    number: i32,
    past: Vec<FactItem>,
    ahead: Vec<FactItem>,
}

impl TimelinePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let facts = context.items(store.facts(Selection::Dated).await?).await?;
        let total = facts.len();
        let description = format!(
            "경산시 산업정책 연표입니다. 날짜가 있는 기록 {total}건을 기사에 적힌 정밀도 그대로 보여 드리고, \
             계획과 전망은 따로 표시합니다."
        );
        Ok(Self {
            frame: Frame::new(site, vec![Crumb::new("연표", Address::Timeline)], description),
            years: by_year(facts),
            total,
            undated: site.counts.facts - site.counts.dated,
        })
    }
}

/// Groups facts, already in the order of their dates, by the year in which they begin.
fn by_year(facts: Vec<FactItem>) -> Vec<Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for item in facts {
        let Some(date) = &item.fact.date else { continue };
        let (year, _) = date.edtf.years();
        let group = years.entry(year).or_default();
        group.number = year;
        let list = if item.fact.is_prospective() { &mut group.ahead } else { &mut group.past };
        list.push(item);
    }
    years.into_values().collect()
}

impl Year {
    fn address(&self) -> Address {
        Address::Year(self.number)
    }

    fn total(&self) -> usize {
        self.past.len() + self.ahead.len()
    }
}
