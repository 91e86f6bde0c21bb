//! Direct answers to searches in everyday words, each with the list behind it: money leads to the numbers in 원, a
//! place to the facts with a site, the mayor to the facts that name the office, a plan to its outcome, and a year to
//! the events in it. Where there is none, an answer says that the record has none, never that the sources tell of none:
//! a sentence of a fact may name a sum or a place that stands in no field of it.

use crate::address::{Address, Listing, VALUES_MAX};
use crate::domain::{Facet, FacetValue, Filters, Kind, List, PlanState, Status};
use crate::hangul::{fold, stem};
use crate::pages::Context;
use crate::pages::plans::Tally;
use crate::pages::records::FactItem;
use crate::store::StoreError;
use crate::wording::state_before_plan;

/// The words that ask for money.
const MONEY: [&str; 10] =
    ["예산", "사업비", "금액", "돈", "국비", "도비", "시비", "얼마", "얼마나", "비용"];

/// The words that ask where something is.
const PLACE: [&str; 4] = ["어디", "위치", "주소", "장소"];

/// The words that ask for the outcome of something.
const OUTCOME: [&str; 14] = [
    "어떻게",
    "됐나",
    "됐나요",
    "되었나",
    "되었나요",
    "지어졌나",
    "지어졌나요",
    "지었나",
    "지었나요",
    "세워졌나",
    "세워졌나요",
    "끝났나",
    "끝났나요",
    "언제",
];

/// The words that ask who, why or how many.
const WHO: [&str; 6] = ["누구", "누구야", "누구인가", "누구인가요", "왜", "몇"];

/// The words beside those that ask, which name nothing that could be found.
const BESIDE: [&str; 12] = [
    "들었나",
    "들었나요",
    "드나",
    "드나요",
    "썼나",
    "썼나요",
    "있나",
    "있나요",
    "있어요",
    "안",
    "못",
    "했나",
];

/// The mayor's office, as facts write it, and the words that readers use for it.
const MAYOR: &str = "경산시장";
const OFFICE: [&str; 2] = [MAYOR, "시장"];

/// The subject of a reader who means a market by 시장, not the mayor.
const MARKET: &str = "청색기술 시장";

/// A direct answer, and the list that it leads to if there is one.
#[derive(Debug)]
pub struct DirectAnswer {
    pub text: String,
    pub address: Option<Address>,
}

/// The answers to a query, given the facts that it found.
pub async fn answers(
    context: Context<'_>,
    query: &str,
    found: &[FactItem],
) -> Result<Vec<DirectAnswer>, StoreError> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let rest = |asked: &[&str]| without(&words, asked).map(|others| others.join(" "));
    let mut answers = Vec::new();
    if let Some(rest) = rest(&MONEY) {
        answers.push(money_answer(context, &rest).await?);
    }
    if let Some(rest) = rest(&PLACE) {
        answers.push(place_answer(context, &rest).await?);
    }
    if let Some(rest) = rest(&["계획"]) {
        answers.push(plans_answer(context, &rest).await?);
    }
    answers.extend(mayor_answers(context, rest(&OFFICE).as_deref(), query, found).await?);
    if let [year] = words[..] {
        answers.extend(year_answer(context, year).await?);
    }
    if answers.is_empty() {
        let asked_of = without(&words, &OUTCOME).filter(|others| !others.is_empty());
        // A plan answers only if its title has the words, not if it just mentions them.
        let together = |text: &str| fold(text).replace(' ', "");
        let titled = |item: &&FactItem| {
            let title = together(&item.fact.title);
            asked_of.as_ref().unwrap_or(&words).iter().all(|word| title.contains(&together(word)))
        };
        let titled: Vec<&FactItem> = found.iter().filter(titled).collect();
        answers.extend(match asked_of {
            Some(_) => outcome_answer(&titled),
            None => only_plan(titled),
        });
    }
    Ok(answers)
}

/// The subject of a query without the words that ask something about it; `None` if it asks nothing or has no subject.
pub fn subject(query: &str) -> Option<String> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let asked: Vec<&str> = [&MONEY[..], &PLACE, &OUTCOME, &WHO].concat();
    without(&words, &asked).filter(|others| !others.is_empty()).map(|others| others.join(" "))
}

/// The words that neither ask nor stand beside those that do; `None` if none of them asks.
fn without<'w>(words: &[&'w str], asked: &[&str]) -> Option<Vec<&'w str>> {
    let is_of = |list: &[&str], word: &str| {
        let word = fold(word);
        list.contains(&stem(&word).unwrap_or(&word)) || list.contains(&word.as_str())
    };
    let beside = [&BESIDE[..], &WHO].concat();
    let named = |word: &&str| !is_of(asked, word) && !is_of(&beside, word);
    let asks = words.iter().any(|word| is_of(asked, word));
    asks.then(|| words.iter().copied().filter(named).collect())
}

/// Whether some fact has the words of a subject. Of other words nobody can say what the sources do not tell, because
/// they may only be spelled in another way.
async fn is_known(context: Context<'_>, about: &str) -> Result<bool, StoreError> {
    let facts = Listing::from(List::Facts).narrowed(with_words(Filters::default(), about));
    Ok(total(context, &facts).await? > 0)
}

async fn money_answer(context: Context<'_>, about: &str) -> Result<DirectAnswer, StoreError> {
    let list = |about: &str| {
        let filters = with_words(FacetValue::Unit("원".to_owned()).into(), about);
        Listing::from(List::Figures).narrowed(filters)
    };
    let (mut about, mut listing) = (about, list(about));
    let mut count = total(context, &listing).await?;
    if count == 0 {
        if is_known(context, about).await? {
            let text = format!("금액을 정리한 {}기록은 없습니다.", quoted(about));
            return Ok(DirectAnswer { text, address: None });
        }
        (about, listing) = ("", list(""));
        count = total(context, &listing).await?;
    }
    Ok(answer(format!("금액이 나온 {}기록 {count}건", quoted(about)), listing))
}

/// The facts about a site: the place where they happen.
async fn place_answer(context: Context<'_>, mut about: &str) -> Result<DirectAnswer, StoreError> {
    let mut filters = at_sites(context, about).await?;
    if filters.values.is_empty() {
        if is_known(context, about).await? {
            let text = format!("위치를 정리한 {}기록은 없습니다.", quoted(about));
            return Ok(DirectAnswer { text, address: None });
        }
        about = "";
        filters = at_sites(context, about).await?;
    }
    let listing = Listing::from(List::Facts).narrowed(filters);
    let count = total(context, &listing).await?;
    Ok(answer(format!("위치가 나온 {}기록 {count}건", quoted(about)), listing))
}

/// The sites of the facts that have some words.
async fn at_sites(context: Context<'_>, about: &str) -> Result<Filters, StoreError> {
    let mut filters = with_words(Filters::default(), about);
    let facts = context.store.narrowed(List::Facts, &filters, context.today).await?;
    let sites = facts.values_of(Facet::About(Kind::Site)).into_iter().take(VALUES_MAX);
    let sites: Vec<FacetValue> = sites.cloned().collect();
    filters.values.extend(sites);
    Ok(filters)
}

/// The facts that name the mayor. The query has the office, or it has, alone or before the office, a name that a
/// found fact gives as the mayor's.
async fn mayor_answers(
    context: Context<'_>,
    beside_office: Option<&str>,
    query: &str,
    found: &[FactItem],
) -> Result<Vec<DirectAnswer>, StoreError> {
    let holder = beside_office.unwrap_or(query).trim();
    let held = format!("{holder} {MAYOR}");
    let is_held = |item: &FactItem| item.fact.statement.contains(&held);
    let text = match (holder, beside_office) {
        ("", Some(_)) => MAYOR,
        (holder, _) if !holder.is_empty() && found.iter().any(is_held) => &held,
        _ => return Ok(Vec::new()),
    };
    let listing = Listing::from(List::Facts).narrowed(with_words(Filters::default(), text));
    let count = total(context, &listing).await?;
    let mut answers = Vec::new();
    if count > 0 {
        answers.push(answer(format!("{text}이 나온 기록 {count}건"), listing));
    }
    let market = Listing::from(List::Figures).narrowed(with_words(Filters::default(), MARKET));
    if fold(query) == "시장" && total(context, &market).await? > 0 {
        let text = "사고파는 ‘시장’을 찾으셨다면 청색기술 시장 전망을 보세요.";
        answers.push(answer(text.to_owned(), market));
    }
    Ok(answers)
}

/// The outcome of the plan, if there is exactly one among these facts.
fn only_plan<'i>(facts: impl IntoIterator<Item = &'i FactItem>) -> Option<DirectAnswer> {
    let mut plans = facts.into_iter().filter(|item| item.plan.is_some());
    plans.next().filter(|_| plans.next().is_none()).and_then(plan_answer)
}

/// What came of a subject, given the facts whose titles have its words: a plan with an outcome tells most, the more the
/// further it came; then what was done on a day, then a plan with a time, then any plan.
fn outcome_answer(titled: &[&FactItem]) -> Option<DirectAnswer> {
    let rank = |item: &FactItem| match &item.plan {
        Some(plan) if !plan.progress.reports.is_empty() => Some((0, Some(plan.progress.state))),
        Some(_) => Some((if item.has_date() { 2 } else { 3 }, None)),
        None => (item.is_done() && item.has_date()).then_some((1, None)),
    };
    let ranked = titled.iter().filter_map(|item| Some((rank(item)?, *item)));
    let (_, item) = ranked.min_by_key(|(rank, _)| *rank)?;
    plan_answer(item).or_else(|| {
        let text = format!("{}: {}", item.fact.title, item.date_text());
        Some(DirectAnswer { text, address: Some(item.address()) })
    })
}

fn plan_answer(item: &FactItem) -> Option<DirectAnswer> {
    let text = format!("{}: {}", item.fact.title, item.plan.as_ref()?.sentence);
    Some(DirectAnswer { text, address: Some(item.address()) })
}

async fn plans_answer(context: Context<'_>, mut about: &str) -> Result<DirectAnswer, StoreError> {
    let mut states = PlanState::ALL.iter();
    if let Some(state) = states.find(|state| state_before_plan(**state) == about) {
        let listing = Listing::from(List::Plans).narrowed(FacetValue::State(*state).into());
        let count = total(context, &listing).await?;
        return Ok(answer(format!("{about} 계획 {count}건"), listing));
    }
    let mut filters = with_words(Filters::default(), about);
    let mut tally = Tally::load(context, &filters).await?;
    if tally.total == 0 && !is_known(context, about).await? {
        about = "";
        filters = Filters::default();
        tally = Tally::load(context, &filters).await?;
    }
    let listing = Listing::from(List::Plans).narrowed(filters);
    if tally.total == 1 {
        let plans = context.store.narrowed(List::Plans, &listing.filters, context.today).await?;
        let plan = FactItem::list(context, plans.facts(0..1).await?.items).await?;
        if let Some(answer) = only_plan(&plan) {
            return Ok(answer);
        }
    }
    Ok(if tally.total == 0 {
        let text = format!("{}계획으로 정리한 기록은 없습니다.", quoted(about));
        DirectAnswer { text, address: None }
    } else {
        let about = quoted(about);
        answer(
            format!("{about}계획 {}건: {}", tally.total, tally.line().replace(" · ", ", ")),
            listing,
        )
    })
}

/// The events of a year, if a year is all that was typed.
async fn year_answer(
    context: Context<'_>,
    typed: &str,
) -> Result<Option<DirectAnswer>, StoreError> {
    let year = typed.strip_suffix('년').unwrap_or(typed);
    let Some(year) = year.parse().ok().filter(|year| (1900..2100).contains(year)) else {
        return Ok(None);
    };
    let mut filters = Filters::from(FacetValue::Year(year));
    filters.values.insert(FacetValue::Status(Status::Done));
    let listing = Listing::from(List::Timeline).narrowed(filters);
    let count = total(context, &listing).await?;
    Ok(Some(if count == 0 {
        let text = format!("{year}년에 있었던 일로 정리한 기록은 없습니다.");
        DirectAnswer { text, address: None }
    } else {
        answer(format!("{year}년에 있었거나 이어진 일 {count}건"), listing)
    }))
}

fn answer(text: String, listing: Listing) -> DirectAnswer {
    DirectAnswer { text, address: Some(Address::List(listing)) }
}

fn with_words(filters: Filters, about: &str) -> Filters {
    Filters { text: (!about.is_empty()).then(|| about.to_owned()), ..filters }
}

/// The subject of a query in quotation marks, before a word: `‘탄소’ `.
fn quoted(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!("‘{about}’ ") }
}

async fn total(context: Context<'_>, listing: &Listing) -> Result<u64, StoreError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    Ok(narrowed.total())
}
