//! Lists as tables of all their records: as CSV, and as a workbook. Records are read and written in parts, so that
//! memory does not hold all of them at once.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use tokio::task::spawn_blocking;

use super::list_forms::{entity_data, fact_data};
use crate::address::{Address, ListFormat, Listing, STATES};
use crate::domain::{List, Status};
use crate::formats::{
    BYTE_ORDER_MARK, Column, EntityData, FactData, Reading, Workbook, csv_for_people, csv_text,
    entity_list, entity_sheet, fact_list, fact_sheet, rows,
};
use crate::pages::lists::{are_known, tags};
use crate::pages::{ByteStream, Context, PageError};
use crate::store::StoreError;
use crate::tables::{ColumnHead, Row};
use crate::wording::{
    RIGHTS, SITE_NAME, day_text, list_label, state_label, state_meaning, status_label,
    status_meaning,
};

/// Records read at a time.
pub const CHUNK: usize = 500;

/// The columns of a list, by what its records are.
enum Columns {
    Facts(Vec<Column<FactData>>),
    Entities(Vec<Column<EntityData>>),
}

/// A list as a table, made while it is sent; `None` for any other address, or if a filter names what does not exist.
pub async fn table(
    context: Context<'_>,
    address: &Address,
) -> Result<Option<ByteStream>, PageError> {
    let Address::List(listing) = address else { return Ok(None) };
    if !are_known(context, &listing.filters) {
        return Ok(None);
    }
    Ok(match listing.format {
        ListFormat::Csv { bom, korean } => Some(csv(context, listing, bom, korean).await?),
        ListFormat::Xlsx => Some(xlsx(context, listing).await?),
        ListFormat::Html | ListFormat::Json | ListFormat::Atom => None,
    })
}

impl Columns {
    fn of_csv(list: List) -> Self {
        match list {
            List::Entities(_) => Self::Entities(entity_list()),
            list => Self::Facts(fact_list(list)),
        }
    }

    fn of_sheet(list: List) -> Self {
        match list {
            List::Entities(_) => Self::Entities(entity_sheet()),
            list => Self::Facts(fact_sheet(list)),
        }
    }

    fn heads(&self) -> Vec<ColumnHead> {
        match self {
            Self::Facts(columns) => columns.iter().map(|column| column.head).collect(),
            Self::Entities(columns) => columns.iter().map(|column| column.head).collect(),
        }
    }

    async fn rows(&self, context: Context<'_>, ids: Vec<i64>) -> Result<Vec<Row>, StoreError> {
        let Context { store, site, .. } = context;
        Ok(match self {
            Self::Facts(columns) => {
                rows(columns, fact_data(context, store.facts_by_id(ids).await?).await?)
            }
            Self::Entities(columns) => {
                let entities = store.entities_by_id(&ids).await?;
                rows(columns, entity_data(store, site, entities).await?)
            }
        })
    }
}

/// The rows of a list in parts, read one part at a time. The stream owns what it reads from.
async fn parts(
    context: Context<'_>,
    listing: &Listing,
    columns: Columns,
) -> Result<BoxStream<'static, Result<Vec<Row>, PageError>>, StoreError> {
    let ids = context.store.narrowed(listing.list, &listing.filters, context.today).await?.ids();
    let chunks: Vec<Vec<i64>> = ids.chunks(CHUNK).map(<[i64]>::to_vec).collect();
    let (store, site, today) = (context.store.clone(), Arc::clone(context.site), context.today);
    let columns = Arc::new(columns);
    let rows = stream::iter(chunks).then(move |ids| {
        let (store, site, columns) = (store.clone(), Arc::clone(&site), Arc::clone(&columns));
        async move { Ok(columns.rows(Context { store: &store, site: &site, today }, ids).await?) }
    });
    Ok(rows.boxed())
}

async fn csv(
    context: Context<'_>,
    listing: &Listing,
    bom: bool,
    korean: bool,
) -> Result<ByteStream, PageError> {
    let columns = Columns::of_csv(listing.list);
    let name = |head: &ColumnHead| if korean { head.title } else { head.name };
    let names = columns.heads().iter().map(|head| name(head).into()).collect();
    let mark = if bom { BYTE_ORDER_MARK } else { "" };
    let head = Bytes::from(format!("{mark}{}", csv_text([names])));
    let text = move |rows| if korean { csv_for_people(rows) } else { csv_text(rows) };
    let rows = parts(context, listing, columns).await?;
    let rows = rows.map_ok(move |rows| Bytes::from(text(rows)));
    Ok(stream::once(async move { Ok(head) }).chain(rows).boxed())
}

async fn xlsx(context: Context<'_>, listing: &Listing) -> Result<ByteStream, PageError> {
    let columns = Columns::of_sheet(listing.list);
    let (name, heads, reading) =
        (list_label(listing.list), columns.heads(), reading(context, listing));
    let mut parts = parts(context, listing, columns).await?;
    let made = async move {
        let mut workbook = off_thread(move || Ok(Workbook::new(name, heads)?)).await?;
        while let Some(rows) = parts.try_next().await? {
            workbook = off_thread(move || {
                workbook.rows(rows)?;
                Ok(workbook)
            })
            .await?;
        }
        off_thread(move || Ok(Bytes::from(workbook.finish(&reading)?))).await
    };
    Ok(stream::once(made).boxed())
}

/// Runs blocking work off the async threads.
pub async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    spawn_blocking(work).await.map_err(|_| PageError::Stopped)?
}

/// How a workbook is to be read and cited.
fn reading(context: Context<'_>, listing: &Listing) -> Reading {
    let Context { site, today, .. } = context;
    let page = Address::List(listing.in_format(ListFormat::Html));
    let edition = site.edition.as_ref().filter(|_| !site.is_draft());
    let published = edition.map_or_else(
        || format!("아직 발행하지 않은 내용입니다. {} 기준입니다.", day_text(today)),
        |head| format!("제{}판, {} 발행", head.number, day_text(head.date)),
    );
    let address = |filters| Address::List(listing.narrowed(filters));
    let tags = tags(context, &listing.list.facets(), &listing.filters, address);
    let chosen: Vec<String> = tags.into_iter().map(|(label, _)| label).collect();
    let line = |heading: &str, text: String| (heading.to_owned(), text);
    let mut lines = vec![
        line(SITE_NAME, site.description()),
        line("판", published),
        line("주소", format!("{}{page}", site.public_url)),
        line("출처", format!("{}. 모두 {}/sources에 있습니다.", site.credits.all, site.public_url)),
        line(
            "쓸 때 적을 것",
            "원래 출처를 먼저 적고, 정리한 곳으로 경산 정책기록을 적어 주세요. 기록마다 인용문이 들어 있습니다."
                .to_owned(),
        ),
        line("저작권", RIGHTS.to_owned()),
        line(
            "날짜 읽는 법",
            "날까지 알려진 것만 날짜로 적었습니다. ‘2018년 상반기’처럼 글로 적은 것은 그만큼만 알려졌다는 뜻입니다."
                .to_owned(),
        ),
    ];
    if !chosen.is_empty() {
        lines.insert(2, line("고른 조건", chosen.join(", ")));
    }
    if !listing.list.is_of_entities() {
        let statuses = Status::ALL.iter();
        lines.extend(statuses.map(|status| {
            line(&format!("구분: {}", status_label(*status)), status_meaning(*status).to_owned())
        }));
        let states = STATES.iter();
        lines.extend(states.map(|state| {
            line(&format!("상태: {}", state_label(*state)), state_meaning(*state).to_owned())
        }));
    }
    Reading { day: edition.map_or(today, |head| head.date), lines }
}
