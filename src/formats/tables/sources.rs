//! The tables of editions, of sources with their paragraphs, and of terms.

use std::sync::Arc;

use serde_json::Value;

use super::columns::{Column, Linked, columns, heads, joined, reference, select};
use crate::domain::{EditionHead, Paragraph, Seen, Slug, Source, Term, Theme};
use crate::tables::{CellKind, ColumnHead, Records, Table};
use crate::wording::{paragraph_role_label, reading_mark, source_kind_label};

columns! {
    pub EDITIONS_COLUMNS: Linked<EditionHead> = |edition| {
        number: Integer, "판 번호", "1부터 차례로 붙습니다.", edition.record.number;
        date: Day, "발행일", "", edition.record.date.to_string();
        note: Text, "설명", "무엇이 왜 달라졌는지 편집자가 적은 말입니다.", edition.record.note.as_str();
        digest: Text, "확인값", "판의 내용에 대한 SHA-256입니다.", edition.record.digest.as_str();
        url: Uri, "주소", "", edition.url.as_str();
    }
}

pub static EDITIONS: Table = Table {
    records: Records::Editions,
    name: "editions",
    title: "판",
    description: "이 자료를 발행한 판입니다.",
    columns: &heads(&EDITIONS_COLUMNS),
    key: &["number"],
    references: &[],
};

/// A source with the number of facts that rest on it.
pub struct SourceRow {
    pub source: Arc<Source>,
    pub facts: usize,
    pub url: String,
}

columns! {
    pub SOURCES_COLUMNS: SourceRow = |source| {
        slug: Text, "주소 이름", "", source.source.slug.as_str();
        publisher: Text, "매체", "", source.source.publisher.as_str();
        kind: Text, "종류 값", "article 기사, release 보도자료, official 기관 자료", source.source.kind.key();
        title: Text optional, "제목", "알 수 없으면 비어 있습니다.", source.source.title.clone();
        byline: Text optional, "글쓴이", "알 수 없으면 비어 있습니다.", source.source.byline.clone();
        published_edtf: Edtf, "게재일", "EDTF(ISO 8601-2)로 적었습니다.", source.source.published.edtf.to_string();
        published_basis: Text optional, "게재일의 근거", "글에 적혀 있지 않은 경우 어떻게 알았는지입니다.", source.source.published.basis.clone();
        audited: Boolean, "대조 여부", "편집자가 원문을 갖고 있어 프로그램으로 대조했으면 참입니다.", source.source.is_audited();
        seen: Text optional, "읽은 범위 값", "whole 전체, beginning 앞부분. 원문을 갖고 있으면 비어 있습니다.", source.source.seen.map(Seen::key);
        origin: Text optional, "보도자료", "같은 보도자료를 옮긴 출처는 이 값이 같습니다.", source.source.origin.as_ref().map(ToString::to_string);
        original: Uri optional, "원문 주소", "", source.source.url.clone();
        rights: Text, "권리", "글이 누구의 것이며 여기서 무엇을 담는지 적었습니다.", source.source.rights.as_str();
        url: Uri, "주소", "", source.url.as_str();
    }
}

pub static SOURCES: Table = Table {
    records: Records::Sources,
    name: "sources",
    title: "출처",
    description: "기록이 근거한 기사와 자료입니다. 원문의 문장은 담지 않습니다.",
    columns: &heads(&SOURCES_COLUMNS),
    key: &["slug"],
    references: &[],
};

// The further columns of the list of sources, in Korean.
columns! {
    LIST_COLUMNS: SourceRow = |source| {
        kind_text: Text, "종류", "", source_kind_label(source.source.kind);
        seen_text: Text, "읽은 범위", "원문과 대조했는지, 어디까지 읽었는지입니다.", reading_mark(&source.source);
        fact_count: Integer, "기록 수", "이 출처를 근거로 한 기록의 수입니다.", source.facts;
    }
}

/// The columns of the workbook of the sources.
const SHEET_HEAD: &str = "publisher,published_edtf,kind_text,title,byline,seen_text,fact_count,original,url,origin,\
    published_basis,rights";

/// The columns of the list of sources: those of the table, then those of the list alone.
pub fn source_list() -> Vec<Column<SourceRow>> {
    SOURCES_COLUMNS.into_iter().chain(LIST_COLUMNS).collect()
}

/// The columns of the list of sources in a workbook.
pub fn source_sheet() -> Vec<Column<SourceRow>> {
    select(&[&SOURCES_COLUMNS, &LIST_COLUMNS], SHEET_HEAD)
}

columns! {
    /// Each record is the slug of a source and one of its paragraphs.
    pub PARAGRAPHS_COLUMNS: Linked<(Slug, Paragraph)> = |row| {
        source: Text, "출처", "sources의 slug입니다.", row.record.0.as_str();
        number: Integer, "문단 번호", "1부터 세며, 제목이 1번째입니다.", row.record.1.number;
        role: Text, "자리", "headline, subheading, body, caption, byline, rights", row.record.1.role.key();
        role_text: Text, "자리(한국어)", "", paragraph_role_label(row.record.1.role);
        digest: Text, "확인값", "NFC로 바꾸고 빈칸을 하나로 줄인 문단의 SHA-256입니다. 가진 기사와 맞추어 볼 때 씁니다.", row.record.1.digest.as_str();
        unused: Text optional, "기록이 없는 까닭", "근거한 기록이 없는 문단에만 있습니다.", row.record.1.unused.clone();
        url: Uri, "주소", "", row.url.as_str();
    }
}

pub static PARAGRAPHS: Table = Table {
    records: Records::Paragraphs,
    name: "paragraphs",
    title: "문단",
    description: "기사의 문단입니다. 번호와 확인값만 있고 글은 없습니다.",
    columns: &heads(&PARAGRAPHS_COLUMNS),
    key: &["source", "number"],
    references: &[reference(&["source"], "sources", &["slug"])],
};

columns! {
    pub TERMS_COLUMNS: Linked<Term> = |term| {
        slug: Text, "주소 이름", "", term.record.slug.as_str();
        name: Text, "용어", "", term.record.name.as_str();
        aliases: Text, "다른 이름", "‘; ’로 이었습니다.", joined(&term.record.aliases);
        explanation: Text, "설명", "", term.record.explanation.as_str();
        explained_by: Text, "설명한 쪽", "source 출처, editor 편집자", if term.record.evidence.is_empty() { "editor" } else { "source" };
        source: Text optional, "출처", "출처가 설명한 경우 sources의 slug입니다.", term.record.evidence.first().map(|piece| piece.source.as_str());
        paragraphs: Text optional, "문단 번호", "출처가 설명한 문단입니다. ‘; ’로 이었습니다.", paragraphs_of(&term.record);
        url: Uri, "주소", "", term.url.as_str();
    }
}

pub static TERMS: Table = Table {
    records: Records::Terms,
    name: "terms",
    title: "용어",
    description: "용어와 그 설명입니다.",
    columns: &heads(&TERMS_COLUMNS),
    key: &["slug"],
    references: &[reference(&["source"], "sources", &["slug"])],
};

/// The paragraphs in which the source explains a term; empty where the editor explains it.
fn paragraphs_of(term: &Term) -> Option<String> {
    let numbers: Vec<String> =
        term.evidence.iter().filter_map(|piece| piece.paragraph).map(|n| n.to_string()).collect();
    (!numbers.is_empty()).then(|| numbers.join("; "))
}

columns! {
    pub THEMES_COLUMNS: Theme = |theme| {
        slug: Text, "주소 이름", "", theme.slug.as_str();
        name: Text, "분야", "", theme.name.as_str();
        summary: Text, "설명", "", theme.summary.as_str();
    }
}

pub static THEMES: Table = Table {
    records: Records::Themes,
    name: "themes",
    title: "분야",
    description: "기록을 나눈 분야입니다.",
    columns: &heads(&THEMES_COLUMNS),
    key: &["slug"],
    references: &[],
};
