//! What a search asks for in ordinary words, answered by the list that has it: money by the numbers in 원, a plan by the
//! plans with what became of them, a year by what happened in it.

use crate::address::{Address, Listing};
use crate::domain::{FacetValue, Filters, List, Status};
use crate::pages::Context;
use crate::pages::plans::Tally;
use crate::store::StoreError;

/// The words that ask for money.
const MONEY: [&str; 9] = ["예산", "사업비", "금액", "돈", "국비", "도비", "시비", "얼마", "비용"];

/// An answer, and the list that it leads to where there is something.
#[derive(Debug)]
pub struct Answer {
    pub text: String,
    pub address: Option<Address>,
}

/// The answers to a query.
pub async fn answers(context: Context<'_>, query: &str) -> Result<Vec<Answer>, StoreError> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let rest = |asked: &dyn Fn(&str) -> bool| {
        let others: Vec<&str> = words.iter().copied().filter(|word| !asked(word)).collect();
        (others.len() < words.len()).then(|| others.join(" "))
    };
    let mut answers = Vec::new();
    if let Some(rest) = rest(&|word| MONEY.contains(&word)) {
        answers.push(money(context, &rest).await?);
    }
    if let Some(rest) = rest(&|word| word == "계획") {
        answers.push(plans(context, &rest).await?);
    }
    if let [year] = words[..] {
        answers.extend(happened(context, year).await?);
    }
    Ok(answers)
}

async fn money(context: Context<'_>, about: &str) -> Result<Answer, StoreError> {
    let filters = with_words(FacetValue::Unit("원".to_owned()).into(), about);
    let listing = Listing::from(List::Figures).narrowed(filters);
    let count = total(context, &listing).await?;
    let (quoted, of) = (quoted(about, ""), quoted(about, "의"));
    Ok(if count == 0 {
        Answer { text: format!("{of}금액은 출처에 나오지 않습니다."), address: None }
    } else {
        answer(format!("금액이 나온 {quoted}기록 {count}건"), listing)
    })
}

async fn plans(context: Context<'_>, about: &str) -> Result<Answer, StoreError> {
    let filters = with_words(Filters::default(), about);
    let tally = Tally::load(context, &filters).await?;
    let listing = Listing::from(List::Plans).narrowed(filters);
    Ok(if tally.total == 0 {
        let text = format!("{}계획은 출처에 나오지 않습니다.", quoted(about, "의"));
        Answer { text, address: None }
    } else {
        let about = quoted(about, "");
        answer(format!("{about}계획 {}건: {}", tally.total, tally.line()), listing)
    })
}

/// What happened in a year, where that is what was typed.
async fn happened(context: Context<'_>, typed: &str) -> Result<Option<Answer>, StoreError> {
    let year = typed.strip_suffix('년').unwrap_or(typed);
    let Some(year) = year.parse().ok().filter(|year| (1900..2100).contains(year)) else {
        return Ok(None);
    };
    let mut filters = Filters::from(FacetValue::Year(year));
    filters.values.insert(FacetValue::Status(Status::Done));
    let listing = Listing::from(List::Timeline).narrowed(filters);
    let count = total(context, &listing).await?;
    Ok(Some(if count == 0 {
        let text = format!("{year}년에 있었던 일은 출처에 나오지 않습니다.");
        Answer { text, address: None }
    } else {
        answer(format!("{year}년에 있었던 일 {count}건"), listing)
    }))
}

fn answer(text: String, listing: Listing) -> Answer {
    Answer { text, address: Some(Address::List(listing)) }
}

fn with_words(filters: Filters, about: &str) -> Filters {
    Filters { text: (!about.is_empty()).then(|| about.to_owned()), ..filters }
}

/// What was asked about, quoted, with what stands behind it: `‘탄소’의 `.
fn quoted(about: &str, behind: &str) -> String {
    if about.is_empty() { String::new() } else { format!("‘{about}’{behind} ") }
}

async fn total(context: Context<'_>, listing: &Listing) -> Result<u64, StoreError> {
    let narrowed = context.store.narrowed(listing.list, &listing.filters, context.today).await?;
    Ok(narrowed.total())
}
