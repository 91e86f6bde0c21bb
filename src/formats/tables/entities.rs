//! The columns of entities, in the downloads of all data and in lists.

use serde_json::Value;

use super::columns::{Column, columns, heads, joined, select};
use crate::domain::Kind;
use crate::formats::EntityData;
use crate::tables::{CellKind, ColumnHead, Records, Table};
use crate::wording::kind_label;

columns! {
    pub ENTITIES_COLUMNS: EntityData = |entity| {
        kind: Text, "대상 종류 값", "industry, project 등입니다.", entity.kind;
        slug: Text, "주소 이름", "대상 종류 안에서 하나뿐입니다.", entity.slug.as_str();
        kind_text: Text, "대상 종류", "", Kind::from_key(entity.kind).map(kind_label);
        name: Text, "이름", "", entity.name.as_str();
        aliases: Text, "다른 이름", "‘; ’로 이었습니다.", joined(&entity.aliases);
        type: Text, "종류 값", "대상 종류 안의 종류입니다.", entity.entity_type;
        type_text: Text, "종류", "", entity.type_text;
        note: Text optional, "이름 설명", "", entity.note.clone();
        fact_count: Integer, "기록 수", "", entity.facts.len();
        url: Uri, "주소", "", entity.url.as_str();
    }
}

pub static ENTITIES: Table = Table {
    records: Records::Entities,
    name: "entities",
    title: "대상",
    description: "기록이 다루는 산업, 사업, 협약, 기관·기업, 산업단지입니다.",
    columns: &heads(&ENTITIES_COLUMNS),
    key: &["kind", "slug"],
    references: &[],
};

columns! {
    LIST_COLUMNS: EntityData = |entity| {
        facts: Text, "기록 번호", "이것이 나오는 기록입니다.", joined(&entity.facts);
        meaning: Text, "한 줄 설명", "", entity.meaning.as_str();
        when_text: Text optional, "때", "이루어진 때이며, 계획만 있으면 예정한 때입니다.", entity.when_text.clone();
        state_text: Text optional, "상태", "가장 많이 알려진 계획의 상태입니다. ‘결과를 확인하지 못함’은 이루어지지 않았다는 뜻이 아닙니다.", entity.state_text.clone();
    }
}

/// The first line of the list's CSV file.
const LIST_HEAD: &str =
    "kind,slug,name,aliases,type,type_text,note,fact_count,facts,url,meaning,when_text,state_text";

/// The columns of the workbook of a list.
const SHEET_HEAD: &str =
    "name,type_text,meaning,when_text,state_text,aliases,note,fact_count,facts,url";

/// The columns of a list of entities in a workbook.
pub fn entity_sheet() -> Vec<Column<EntityData>> {
    select(&[&ENTITIES_COLUMNS, &LIST_COLUMNS], SHEET_HEAD)
}

/// The columns of a list of entities.
pub fn entity_list() -> Vec<Column<EntityData>> {
    select(&[&ENTITIES_COLUMNS, &LIST_COLUMNS], LIST_HEAD)
}
