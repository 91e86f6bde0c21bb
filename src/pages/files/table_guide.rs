//! The guide to a table: its file name and, in a workbook, the lines on how to read and cite it. Both say which list it
//! is, with which filters, and of which edition.

use crate::address::{Address, FixedPage, ListFormat, STATES, TableFormat};
use crate::domain::Status;
use crate::formats::WorkbookGuide;
use crate::pages::Context;
use crate::pages::lists::{tags, value_label};
use crate::wording::{
    RIGHTS, SITE_NAME, day_text, edition_text, list_label, page_label, state_label, state_meaning,
    status_label, status_meaning,
};

/// The most letters in a file name for the filters of the list.
const NARROWING: usize = 40;

/// The file names of a table: a plain one for any program, and a Korean one; `None` if the address has no table.
pub fn table_names(context: Context<'_>, address: &Address) -> Option<(String, String)> {
    let format = address.table_format()?;
    let (plain, korean) = match address {
        Address::List(listing) => {
            let facets = listing.list.facets().into_iter();
            let values = facets.flat_map(|facet| listing.filters.of(facet));
            let labels = values.filter_map(|value| value_label(context, value));
            let korean = labels.chain(listing.filters.text.clone()).collect();
            (listing.chosen().into_iter().map(|chosen| chosen.1).collect(), korean)
        }
        _ => (Vec::new(), Vec::new()),
    };
    let edition = context.site.edition.as_ref().filter(|_| !context.site.is_draft());
    let number = edition.map_or("draft".to_owned(), |head| head.number.to_string());
    let published = edition_text(edition.map(|head| head.number));
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let is_safe = |letter: char| letter.is_alphanumeric() || "-·~".contains(letter);
    let (list, label) = (page(address).path(), label(address));
    Some((
        file_name("-", format, ["gyeongsan", &list, &number], plain, is_plain),
        file_name("_", format, [SITE_NAME, label, &published], korean, is_safe),
    ))
}

/// A file name: the site, the list, as many filters as there is room for, and the edition. Only letters that every
/// system accepts are kept.
fn file_name(
    gap: &str,
    format: TableFormat,
    [site, list, edition]: [&str; 3],
    narrowing: Vec<String>,
    is_safe: impl Fn(char) -> bool,
) -> String {
    let safe = |text: &str| text.chars().filter(|letter| is_safe(*letter)).collect::<String>();
    let mut parts = vec![safe(site), safe(list)];
    let mut room = NARROWING;
    for value in narrowing {
        let value: String = safe(&value).chars().take(room).collect();
        room -= value.chars().count();
        parts.push(value);
    }
    parts.push(safe(edition));
    parts.retain(|part| !part.is_empty());
    format!("{}.{}", parts.join(gap), format.suffix())
}

/// The page with the content of the table.
fn page(address: &Address) -> Address {
    match address {
        Address::List(listing) => Address::List(listing.in_format(ListFormat::Html)),
        _ => FixedPage::Sources.into(),
    }
}

fn label(address: &Address) -> &'static str {
    match address {
        Address::List(listing) => list_label(listing.list),
        _ => page_label(FixedPage::Sources),
    }
}

/// The guide in a workbook: how to read and cite its table.
pub fn workbook_guide(context: Context<'_>, address: &Address) -> WorkbookGuide {
    let Context { site, today, .. } = context;
    let listing = match address {
        Address::List(listing) => Some(listing),
        _ => None,
    };
    let edition = site.edition.as_ref().filter(|_| !site.is_draft());
    let published = edition.map_or_else(
        || format!("아직 발행하지 않은 내용입니다. {} 기준입니다.", day_text(today)),
        |head| format!("제{}판, {} 발행", head.number, day_text(head.date)),
    );
    let url = site.public_url.of(&page(address));
    let name = label(address);
    let foot = format!("{SITE_NAME} · {name} · {published} · {url}");
    let line = |heading: &str, text: String| (heading.to_owned(), text);
    let mut lines = vec![line(SITE_NAME, site.description()), line("판", published)];
    let chosen = listing.map(|listing| {
        let narrowed = |filters| Address::List(listing.narrowed(filters));
        tags(context, &listing.list.facets(), &listing.filters, narrowed)
    });
    let chosen = chosen.unwrap_or_default();
    if !chosen.is_empty() {
        let labels: Vec<String> = chosen.into_iter().map(|(label, _)| label).collect();
        lines.push(line("고른 조건", labels.join(", ")));
    }
    lines.extend([
        line("주소", url),
        line("출처", format!("{}. 모두 {}/sources에 있습니다.", site.credits.all, site.public_url)),
        line(
            "쓸 때 적을 것",
            "원래 출처를 먼저 적고, 정리한 곳으로 경산 정책기록을 적어 주세요. 기록마다 인용문이 들어 있습니다."
                .to_owned(),
        ),
        line("저작권", RIGHTS.to_owned()),
        line(
            "날짜 읽는 법",
            "날까지 알려진 때만 날짜 형식이고, ‘2018년 상반기’ 같은 때는 텍스트입니다. 차례를 매길 때는 ‘이른 날’과 ‘늦은 날’을 쓰세요."
                .to_owned(),
        ),
    ]);
    if listing.is_some_and(|listing| !listing.list.is_of_entities()) {
        lines.extend(Status::ALL.iter().map(|status| {
            line(&format!("구분: {}", status_label(*status)), status_meaning(*status).to_owned())
        }));
    }
    if listing.is_some() {
        lines.extend(STATES.iter().map(|state| {
            line(&format!("상태: {}", state_label(*state)), state_meaning(*state).to_owned())
        }));
    }
    WorkbookGuide { name, day: edition.map_or(today, |head| head.date), lines, foot }
}
