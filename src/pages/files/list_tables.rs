//! Lists as tables of all their records, and the sources: as CSV, and as a workbook. Records are read and written in
//! parts, so that memory does not hold all of them at once.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use tokio::task::spawn_blocking;

use super::list_forms::{entity_data, fact_data};
use super::table_reading::reading;
use crate::address::{Address, ListFormat, Listing, TableFormat};
use crate::domain::{List, Source};
use crate::formats::{
    BYTE_ORDER_MARK, Column, EntityData, FactData, Reading, SourceRow, Workbook, csv_for_people,
    csv_text, entity_list, entity_sheet, fact_list, fact_sheet, rows, source_list, source_sheet,
};
use crate::pages::lists::are_known;
use crate::pages::{ByteStream, Context, PageError};
use crate::store::StoreError;
use crate::tables::{ColumnHead, Row};

/// Records read at a time.
pub const CHUNK: usize = 500;

/// The columns of a list, by the kind of its records.
enum Columns {
    Facts(Vec<Column<FactData>>),
    Entities(Vec<Column<EntityData>>),
}

/// The parts of a table, read one at a time. The stream owns all that it reads from.
type Parts = BoxStream<'static, Result<Vec<Row>, PageError>>;

/// A table to be written: the heads of its columns, and its rows.
struct Written {
    heads: Vec<ColumnHead>,
    parts: Parts,
}

/// The table at an address, made while it is sent; `None` if the address has no table or a filter names something
/// that does not exist.
pub async fn table(
    context: Context<'_>,
    address: &Address,
) -> Result<Option<ByteStream>, PageError> {
    let (format, written) = match address {
        Address::List(listing) if are_known(context, &listing.filters) => {
            let ListFormat::Table(format) = listing.format else { return Ok(None) };
            (format, of_list(context, listing, format).await?)
        }
        Address::SourceTable(format) => (*format, of_sources(context, *format)),
        _ => return Ok(None),
    };
    Ok(Some(match format {
        TableFormat::Csv { bom, korean } => csv(written, bom, korean),
        TableFormat::Xlsx => xlsx(written, reading(context, address)),
    }))
}

impl Columns {
    fn of(list: List, format: TableFormat) -> Self {
        match (list, format) {
            (List::Entities(_), TableFormat::Csv { .. }) => Self::Entities(entity_list()),
            (List::Entities(_), TableFormat::Xlsx) => Self::Entities(entity_sheet()),
            (list, TableFormat::Csv { .. }) => Self::Facts(fact_list(list)),
            (list, TableFormat::Xlsx) => Self::Facts(fact_sheet(list)),
        }
    }

    fn heads(&self) -> Vec<ColumnHead> {
        match self {
            Self::Facts(columns) => columns.iter().map(|column| column.head).collect(),
            Self::Entities(columns) => columns.iter().map(|column| column.head).collect(),
        }
    }

    async fn rows(&self, context: Context<'_>, ids: Vec<i64>) -> Result<Vec<Row>, StoreError> {
        let store = context.store;
        Ok(match self {
            Self::Facts(columns) => {
                rows(columns, fact_data(context, store.facts_by_id(ids).await?).await?)
            }
            Self::Entities(columns) => {
                let entities = store.entities_by_id(&ids).await?;
                rows(columns, entity_data(context, entities).await?)
            }
        })
    }
}

async fn of_list(
    context: Context<'_>,
    listing: &Listing,
    format: TableFormat,
) -> Result<Written, StoreError> {
    let columns = Columns::of(listing.list, format);
    let heads = columns.heads();
    let ids = context.store.narrowed(listing.list, &listing.filters, context.today).await?.ids();
    let chunks: Vec<Vec<i64>> = ids.chunks(CHUNK).map(<[i64]>::to_vec).collect();
    let (store, site, today) = (context.store.clone(), Arc::clone(context.site), context.today);
    let columns = Arc::new(columns);
    let parts = stream::iter(chunks).then(move |ids| {
        let (store, site, columns) = (store.clone(), Arc::clone(&site), Arc::clone(&columns));
        async move { Ok(columns.rows(Context { store: &store, site: &site, today }, ids).await?) }
    });
    Ok(Written { heads, parts: parts.boxed() })
}

/// The sources, which are few enough for one part.
fn of_sources(context: Context<'_>, format: TableFormat) -> Written {
    let columns = match format {
        TableFormat::Csv { .. } => source_list(),
        TableFormat::Xlsx => source_sheet(),
    };
    let heads = columns.iter().map(|column| column.head).collect();
    let part = rows(&columns, source_rows(context));
    Written { heads, parts: stream::once(async move { Ok(part) }).boxed() }
}

/// Every source, the newest first.
pub fn source_rows(context: Context<'_>) -> Vec<SourceRow> {
    let row = |source: &Arc<Source>| SourceRow {
        facts: context.store.count_resting_on(&source.slug),
        url: format!("{}{}", context.site.public_url, Address::Source(source.slug.clone())),
        source: Arc::clone(source),
    };
    context.site.sources.iter().map(row).collect()
}

fn csv(Written { heads, parts }: Written, bom: bool, korean: bool) -> ByteStream {
    let name = |head: &ColumnHead| if korean { head.title } else { head.name };
    let names = heads.iter().map(|head| name(head).into()).collect();
    let mark = if bom { BYTE_ORDER_MARK } else { "" };
    let head = Bytes::from(format!("{mark}{}", csv_text([names])));
    let text = move |rows| if korean { csv_for_people(rows) } else { csv_text(rows) };
    let rows = parts.map_ok(move |rows| Bytes::from(text(rows)));
    stream::once(async move { Ok(head) }).chain(rows).boxed()
}

fn xlsx(Written { heads, mut parts }: Written, reading: Reading) -> ByteStream {
    let made = async move {
        let name = reading.name;
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
    stream::once(made).boxed()
}

/// Runs blocking work off the async threads.
pub async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    spawn_blocking(work).await.map_err(|_| PageError::Stopped)?
}
