//! Lists as tables of all their records, and the sources: as CSV, and as a workbook. Records are read and written in
//! parts, so that memory does not hold all of them at once.

use std::sync::Arc;

use bytes::Bytes;
use tokio::task::spawn_blocking;

use super::list_forms::{entity_data, fact_data};
use super::table_guide::workbook_guide;
use crate::address::{Address, Listing, TableFormat};
use crate::domain::{List, Source};
use crate::formats::{
    BYTE_ORDER_MARK, Column, EntityData, FactData, SourceRow, Workbook, csv_for_people, csv_text,
    entity_list, entity_sheet, fact_list, fact_sheet, rows, source_list, source_sheet,
};
use crate::pages::lists::are_known;
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::tables::{ColumnHead, Row};

/// Records read at a time.
pub const CHUNK: usize = 500;

/// The columns of a table, by what its records are.
enum Columns {
    Facts(Vec<Column<FactData>>),
    Entities(Vec<Column<EntityData>>),
    /// Of all sources, which are few enough to be one part without ids.
    Sources(Vec<Column<SourceRow>>),
}

/// What is at an address as a table; `None` for any other address, or if a filter names what does not exist.
pub async fn table(context: Context<'_>, address: &Address) -> Result<Option<Bytes>, PageError> {
    let Some(format) = address.table_format() else { return Ok(None) };
    let (columns, parts) = match address {
        Address::List(listing) if are_known(context, &listing.filters) => {
            let Listing { list, filters, .. } = listing;
            let ids = context.store.narrowed(*list, filters, context.today).await?.ids();
            (Columns::of(*list, format), ids.chunks(CHUNK).map(<[i64]>::to_vec).collect())
        }
        Address::SourceTable(_) => (Columns::of_sources(format), vec![Vec::new()]),
        _ => return Ok(None),
    };
    let heads = columns.heads();
    Ok(Some(match format {
        TableFormat::Csv { bom, korean } => {
            let name = |head: &ColumnHead| if korean { head.title } else { head.name };
            let names = heads.iter().map(|head| name(head).into()).collect();
            let mut text = if bom { BYTE_ORDER_MARK.to_owned() } else { String::new() };
            text += &csv_text([names]);
            for ids in parts {
                let rows = columns.rows(context, ids).await?;
                text += &if korean { csv_for_people(rows) } else { csv_text(rows) };
            }
            text.into()
        }
        TableFormat::Xlsx => {
            let guide = workbook_guide(context, address);
            let name = guide.name;
            let mut workbook = off_thread(move || Ok(Workbook::new(name, heads)?)).await?;
            for ids in parts {
                let rows = columns.rows(context, ids).await?;
                workbook = off_thread(move || {
                    workbook.rows(rows)?;
                    Ok(workbook)
                })
                .await?;
            }
            off_thread(move || Ok(workbook.finish(&guide)?)).await?.into()
        }
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

    fn of_sources(format: TableFormat) -> Self {
        Self::Sources(match format {
            TableFormat::Csv { .. } => source_list(),
            TableFormat::Xlsx => source_sheet(),
        })
    }

    fn heads(&self) -> Vec<ColumnHead> {
        match self {
            Self::Facts(columns) => columns.iter().map(|column| column.head).collect(),
            Self::Entities(columns) => columns.iter().map(|column| column.head).collect(),
            Self::Sources(columns) => columns.iter().map(|column| column.head).collect(),
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
            Self::Sources(columns) => rows(columns, source_rows(context)),
        })
    }
}

/// Every source, the newest first.
pub fn source_rows(context: Context<'_>) -> Vec<SourceRow> {
    let row = |source: &Arc<Source>| SourceRow {
        facts: context.store.count_resting_on(&source.slug),
        url: context.site.public_url.of(&Address::Source(source.slug.clone())),
        source: Arc::clone(source),
    };
    context.site.sources.iter().map(row).collect()
}

/// Runs blocking work off the async threads.
pub async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    spawn_blocking(work).await.map_err(|_| PageError::Stopped)?
}
