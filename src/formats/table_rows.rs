//! Records as rows of the published tables, in the order of each table's columns. A list in one cell is
//! joined by `; `, as in the tables of lists.

use super::data::{Data, EntityData, FactData};
use crate::address::Address;
use crate::domain::{EditionHead, Kind, Source, Term};
use crate::tables::{Cell, Row};
use crate::wording::{kind_label, paragraph_role_label};

/// Texts in one cell.
fn joined(texts: &[impl AsRef<str>]) -> Cell {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    texts.join("; ").into()
}

impl Data<'_> {
    pub fn edition_row(self, head: &EditionHead) -> Row {
        vec![
            head.number.into(),
            head.date.to_string().into(),
            head.note.as_str().into(),
            head.digest.as_str().into(),
            self.url(&Address::Edition(head.number)).into(),
        ]
    }

    pub fn source_row(self, source: &Source) -> Row {
        vec![
            source.slug.as_str().into(),
            source.title.as_str().into(),
            source.publisher.as_str().into(),
            source.byline.as_str().into(),
            source.published.edtf.to_string().into(),
            source.published.basis.clone().into(),
            source.rights.as_str().into(),
            self.url(&Address::Source(source.slug.clone())).into(),
        ]
    }

    pub fn paragraph_rows(self, source: &Source) -> Vec<Row> {
        let row = |paragraph: &crate::domain::Paragraph| {
            let address = Address::Paragraph(source.slug.clone(), paragraph.number);
            vec![
                source.slug.as_str().into(),
                paragraph.number.into(),
                paragraph.role.key().into(),
                paragraph_role_label(paragraph.role).into(),
                paragraph.digest.as_str().into(),
                paragraph.unused.clone().into(),
                self.url(&address).into(),
            ]
        };
        source.paragraphs.iter().map(row).collect()
    }

    pub fn term_row(self, term: &Term) -> Row {
        let first = term.evidence.first();
        let paragraphs: Vec<String> =
            term.evidence.iter().map(|piece| piece.paragraph.to_string()).collect();
        vec![
            term.slug.as_str().into(),
            term.name.as_str().into(),
            joined(&term.aliases),
            term.explanation.as_str().into(),
            if first.is_some() { "source" } else { "editor" }.into(),
            first.map(|piece| piece.source.as_str()).into(),
            first.map(|_| paragraphs.join("; ")).into(),
            self.url(&Address::Term(term.slug.clone())).into(),
        ]
    }
}

impl EntityData {
    pub fn table_row(&self) -> Row {
        let count = i64::try_from(self.facts.len()).unwrap_or(i64::MAX);
        vec![
            self.kind.into(),
            self.slug.as_str().into(),
            Kind::from_key(self.kind).map_or(self.kind, kind_label).into(),
            self.name.as_str().into(),
            joined(&self.aliases),
            self.entity_type.into(),
            self.type_text.into(),
            self.note.clone().into(),
            count.into(),
            self.url.as_str().into(),
        ]
    }
}

impl FactData {
    pub fn table_row(&self) -> Row {
        let date = self.date.as_ref();
        let quantity = self.quantity.as_ref();
        let equivalent = quantity.and_then(|quantity| quantity.equivalent.as_ref());
        vec![
            self.code.as_str().into(),
            self.title.as_str().into(),
            self.statement.as_str().into(),
            self.status.key().into(),
            self.status_text.into(),
            self.inferred.clone().into(),
            date.map(|date| date.edtf.as_str()).into(),
            date.and_then(|date| date.earliest.as_deref()).into(),
            date.map(|date| date.latest.as_str()).into(),
            date.map(|date| date.phrase.as_str()).into(),
            date.map(|date| date.text.as_str()).into(),
            date.and_then(|date| date.basis.as_deref()).into(),
            quantity.map(|quantity| quantity.value).into(),
            quantity.map(|quantity| quantity.unit.as_str()).into(),
            quantity.and_then(|quantity| quantity.qualifier).into(),
            quantity.map(|quantity| quantity.phrase.as_str()).into(),
            quantity.map(|quantity| quantity.text.as_str()).into(),
            equivalent.map(|measure| measure.value).into(),
            equivalent.map(|measure| measure.unit.as_str()).into(),
            equivalent.map(|measure| measure.phrase.as_str()).into(),
            self.edition.into(),
            self.citation.clone().into(),
            self.url.as_str().into(),
        ]
    }

    /// What the fact is about, a row for each.
    pub fn relation_rows(&self) -> Vec<Row> {
        let rows = (1_u32..).zip(&self.about).map(|(position, about)| {
            vec![
                self.code.as_str().into(),
                position.into(),
                about.kind.into(),
                about.slug.as_str().into(),
                about.role.into(),
                about.role_text.into(),
                about.inferred.into(),
                about.inference.clone().into(),
            ]
        });
        rows.collect()
    }

    /// What the fact rests on, a row for each paragraph.
    pub fn evidence_rows(&self) -> Vec<Row> {
        let rows = (1_u32..).zip(&self.evidence).map(|(position, piece)| {
            vec![
                self.code.as_str().into(),
                position.into(),
                piece.source.as_str().into(),
                piece.paragraph.into(),
                joined(&piece.phrases),
                piece.url.as_str().into(),
            ]
        });
        rows.collect()
    }
}
