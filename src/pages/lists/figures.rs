//! The numbers, in groups that mean something: the size of the place, planned and actual numbers, money, and
//! forecasts for the world. Each number is one line, with its time and its source.

use std::collections::HashSet;

use askama::Template;

use super::listing::{FactListing, ListingView, PageLink};
use crate::address::Listing;
use crate::domain::{Code, EntityRef, Fact, Kind, Outcome, Quantity, Status};
use crate::pages::layout::Frame;
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};
use crate::wording::quantity_text;

#[derive(Template)]
#[template(path = "pages/figures.html")]
pub struct FiguresPage {
    frame: Frame,
    view: ListingView,
    groups: Vec<(&'static str, Vec<FactItem>)>,
    /// Whether a source gives a number as a little more than it writes: 여.
    has_more: bool,
}

/// The groups, in the order of the page.
const GROUPS: [&str; 5] =
    ["경산의 규모", "계획한 수와 실제 수", "사업비와 금액", "사업과 기관의 수", "세계 전망"];

impl FiguresPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, mut items, .. } = page;
        let has_more = items.iter().any(|item| {
            let text = item.quantity_text();
            text.is_some_and(|text| text.contains("여 "))
        });
        let city = context.store.most_named(Kind::Institution);
        let results: HashSet<Code> =
            items.iter().filter_map(|item| Some(result(item)?.code)).collect();
        let of_group = |group: &'static str| {
            let is_in_it = |item: &mut FactItem| {
                let is_result = results.contains(&item.fact.code);
                group_of(&item.fact, is_result, city.as_ref()) == group
            };
            (group, items.extract_if(.., is_in_it).collect())
        };
        let mut groups: Vec<(_, Vec<FactItem>)> = GROUPS.into_iter().map(of_group).collect();
        groups.retain(|(_, members)| !members.is_empty());
        let description = "경산의 기업과 대학, 산업단지의 규모, 사업비, 계획한 수와 실제 수를 출처와 함께 모았습니다.";
        let frame =
            Frame::new(context.site, vec![view.crumb(context, "수치")], description.to_owned());
        Ok(Some(Self { frame: frame.of_listing(listing), view, groups, has_more }))
    }

    /// The actual number beside a planned one: `114명`.
    fn came(item: &FactItem) -> Option<String> {
        result(item)?.quantity().map(quantity_text)
    }
}

/// The outcome of a plan with a number, if it came true at least in part and counts in the same unit. An outcome that
/// has only begun is left out, because its number may still be the planned one.
fn result(item: &FactItem) -> Option<&Fact> {
    let report = item.plan.as_ref()?.progress.last_report()?;
    let is_real = matches!(report.outcome, Outcome::Done | Outcome::Partly);
    let (planned, came) = (item.fact.quantity()?, report.fact.quantity()?);
    (is_real && is_comparable(planned, came)).then_some(&report.fact)
}

/// Whether two numbers can be compared. Jobs count as people.
fn is_comparable(one: &Quantity, other: &Quantity) -> bool {
    let people = ["명", "개 일자리"];
    let are_people = people.contains(&one.unit.as_str()) && people.contains(&other.unit.as_str());
    one.unit == other.unit || are_people
}

/// A number in dollars, or a forecast that is nobody's plan, belongs to the world. A plan elsewhere, such as in Gumi,
/// still is a plan or its money. The size of the place comes from facts on its state and that of its sites.
fn group_of(fact: &Fact, is_result: bool, city: Option<&EntityRef>) -> &'static str {
    let is_of_place = || {
        fact.subjects().any(|entity| entity.kind == Kind::Site)
            || city.is_some_and(|city| fact.is_mainly_about(city.kind, &city.slug))
    };
    let unit = fact.quantity().map_or("", |quantity| quantity.unit.as_str());
    match unit {
        "달러" => GROUPS[4],
        _ if fact.status == Status::Forecast && !fact.is_plan() => GROUPS[4],
        "원" => GROUPS[2],
        _ if fact.is_plan() || fact.is_prospective() || is_result => GROUPS[1],
        _ if fact.status == Status::State && is_of_place() => GROUPS[0],
        _ => GROUPS[3],
    }
}
