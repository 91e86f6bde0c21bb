//! The records of the seed files as they are written: each value with its place, nothing yet looked
//! up across files. Refuses what is wrong within one record; `check` looks at them together.

use std::sync::Arc;

use super::diagnostic::{Located, Mistakes, Place, SeedFile};
use super::document::{Fields, read_document};
use super::retired::{self, RetirementDraft};
use super::words::{self, SynonymDraft, TermDraft};
use crate::domain::{
    Code, CodeError, Edtf, EdtfError, EntityType, Kind, Measure, ParagraphRole, Qualifier,
    Quantity, Role, Slug, Status,
};

/// Everything the seed files hold, unchecked across records. A value that could not be read is left
/// out of its record; its mistake is noted, and then nothing is loaded.
#[derive(Debug, Default)]
pub struct Drafts {
    /// Whether a file could not be read, so that what seems to be missing may stand in it.
    pub incomplete: bool,
    pub sources: Vec<SourceDraft>,
    pub entities: Vec<EntityDraft>,
    pub facts: Vec<FactDraft>,
    pub terms: Vec<TermDraft>,
    pub synonyms: Vec<SynonymDraft>,
    pub retired: Vec<RetirementDraft>,
    /// The edition files, in the order of their names.
    pub editions: Vec<Arc<SeedFile>>,
}

/// A source as written.
#[derive(Debug)]
pub struct SourceDraft {
    pub slug: Option<Located<Slug>>,
    pub title: Option<Located<String>>,
    pub publisher: Option<Located<String>>,
    pub byline: Option<Located<String>>,
    pub published: Option<DateDraft>,
    pub rights: Option<Located<String>>,
    pub names: Vec<Located<String>>,
    pub paragraphs: Vec<ParagraphDraft>,
}

/// A paragraph as written.
#[derive(Debug)]
pub struct ParagraphDraft {
    pub place: Place,
    pub number: Option<Located<u16>>,
    pub role: Option<Located<ParagraphRole>>,
    pub digest: Option<Located<String>>,
    pub unused: Option<Located<String>>,
}

/// An entity as written.
#[derive(Debug)]
pub struct EntityDraft {
    pub kind: Kind,
    pub slug: Option<Located<Slug>>,
    pub name: Option<Located<String>>,
    pub aliases: Vec<Located<String>>,
    pub entity_type: Option<Located<EntityType>>,
    pub note: Option<Located<String>>,
}

/// A fact as written.
#[derive(Debug)]
pub struct FactDraft {
    pub code: Option<Located<Code>>,
    pub title: Option<Located<String>>,
    pub statement: Option<Located<String>>,
    pub status: Option<Located<Status>>,
    pub inferred: Option<Located<String>>,
    pub date: Option<DateDraft>,
    pub quantity: Option<Quantity>,
    /// `None` for an entry whose mistake is already noted.
    pub about: Vec<Option<AboutDraft>>,
    pub about_place: Place,
    pub evidence: Vec<EvidenceDraft>,
    pub evidence_place: Place,
}

/// A date as written.
#[derive(Debug)]
pub struct DateDraft {
    pub edtf: Located<Edtf>,
    pub phrase: Option<Located<String>>,
    pub basis: Option<Located<String>>,
}

/// An entity's part in a fact as written.
#[derive(Debug)]
pub struct AboutDraft {
    pub kind: Kind,
    pub slug: Located<Slug>,
    pub role: Option<Located<Role>>,
    pub inferred: Option<Located<String>>,
}

/// A piece of evidence as written.
#[derive(Debug)]
pub struct EvidenceDraft {
    pub source: Option<Located<Slug>>,
    pub paragraph: Option<Located<u16>>,
    pub phrases: Vec<Located<String>>,
}

impl Drafts {
    /// Reads one file into the drafts by its place in the folder.
    pub fn read(&mut self, file: &Arc<SeedFile>, mistakes: &mut Mistakes) {
        let read = match file.path.split('/').collect::<Vec<_>>()[..] {
            ["sources.toml"] => read_document(file, "출처 파일", mistakes, |fields| {
                self.sources.extend(fields.tables("source", "출처", source));
            }),
            ["terms.toml"] => read_document(file, "용어 파일", mistakes, |fields| {
                self.terms.extend(fields.tables("term", "용어", words::term));
            }),
            ["synonyms.toml"] => read_document(file, "같은 말 파일", mistakes, |fields| {
                self.synonyms.extend(fields.tables("synonym", "같은 말", words::synonym));
            }),
            ["retired.toml"] => read_document(file, "없어진 기록 파일", mistakes, |fields| {
                let facts = fields.tables("fact", "없어진 기록", retired::fact);
                let entities = fields.tables("entity", "없어진 대상", retired::entity);
                self.retired.extend(facts.into_iter().chain(entities).flatten());
            }),
            ["editions", _] => {
                self.editions.push(Arc::clone(file));
                true
            }
            ["facts", _] => read_document(file, "기록 파일", mistakes, |fields| {
                self.facts.extend(fields.tables("fact", "기록", fact));
            }),
            ["entities", name] if let Some(kind) = kind_of(name) => {
                read_document(file, "대상 파일", mistakes, |fields| {
                    let read = |fields: &mut Fields<'_, '_>| entity(kind, fields);
                    self.entities.extend(fields.tables(kind.key(), "대상", read));
                })
            }
            _ => {
                let known = Kind::ALL.iter().map(|kind| format!("entities/{}", entity_file(*kind)));
                let known = known.collect::<Vec<_>>().join(", ");
                let help = format!(
                    "쓸 수 있는 파일: sources.toml, terms.toml, synonyms.toml, retired.toml, \
                     facts/이름.toml, {known}"
                );
                mistakes.on_path(&file.path, "시드에 이런 파일은 없습니다", help);
                false
            }
        };
        self.incomplete |= !read;
    }
}

/// The name of the file that holds the entities of a kind.
pub const fn entity_file(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry => "industries.toml",
        Kind::Project => "projects.toml",
        Kind::Agreement => "agreements.toml",
        Kind::Institution => "institutions.toml",
        Kind::Site => "sites.toml",
    }
}

fn kind_of(file: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| entity_file(*kind) == file)
}

fn keys<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| key(*value)).collect()
}

fn source(fields: &mut Fields<'_, '_>) -> SourceDraft {
    SourceDraft {
        slug: slug(fields, "slug"),
        title: fields.text("title", "\"기사 제목\""),
        publisher: fields.text("publisher", "\"신문 이름\""),
        byline: fields.text("byline", "\"기자 이름\""),
        published: published(fields),
        rights: fields.text("rights", "\"저작권 안내\""),
        names: fields.texts("names"),
        paragraphs: fields.tables("paragraph", "문단", paragraph),
    }
}

fn published(fields: &mut Fields<'_, '_>) -> Option<DateDraft> {
    let place = fields.place().clone();
    let published = fields.optional_table("published", "발행일", |date| {
        let edtf = edtf(date)?;
        Some(DateDraft { edtf, phrase: None, basis: date.optional_text("basis") })
    });
    if published.is_none() {
        let help =
            "이렇게 적어 주세요: published = { edtf = \"2018\", basis = \"그렇게 본 까닭\" }";
        fields.mistakes().at(&place, "출처에 'published' 항목이 없거나 잘못되었습니다", help);
    }
    published.flatten()
}

fn paragraph(fields: &mut Fields<'_, '_>) -> ParagraphDraft {
    let roles = keys(ParagraphRole::ALL, ParagraphRole::key);
    let digest = fields.text("digest", "\"SHA-256 값 64자\"");
    let digest = digest.filter(|digest| {
        let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let fits = digest.value.len() == 64 && digest.value.bytes().all(hexadecimal);
        if !fits {
            let help = "문단의 SHA-256 값을 소문자 16진수 64자로 적어 주세요";
            fields.mistakes().at(&digest.place, "문단 지문(digest)의 형식이 아닙니다", help);
        }
        fits
    });
    ParagraphDraft {
        place: fields.place().clone(),
        number: fields.ordinal("number"),
        role: fields.choice("role", ParagraphRole::from_key, &roles),
        digest,
        unused: fields.optional_text("unused"),
    }
}

fn entity(kind: Kind, fields: &mut Fields<'_, '_>) -> EntityDraft {
    EntityDraft {
        kind,
        slug: slug(fields, "slug"),
        name: fields.text("name", "\"이름\""),
        aliases: fields.texts("aliases"),
        entity_type: fields.choice(
            "type",
            |key| EntityType::from_key(kind, key),
            &EntityType::keys(kind),
        ),
        note: fields.optional_text("note"),
    }
}

fn fact(fields: &mut Fields<'_, '_>) -> FactDraft {
    FactDraft {
        code: code(fields, "code"),
        title: fields.text("title", "\"짧은 제목\""),
        statement: fields.text("statement", "\"한 문장\""),
        status: fields.choice("status", Status::from_key, &keys(Status::ALL, Status::key)),
        inferred: fields.optional_text("inferred"),
        date: fields
            .optional_table("date", "날짜", |date| {
                let edtf = edtf(date);
                let phrase = date.text("phrase", "\"지난해 12월\"");
                let basis = date.optional_text("basis");
                Some(DateDraft { edtf: edtf?, phrase: Some(phrase?), basis })
            })
            .flatten(),
        quantity: fields.optional_table("quantity", "수치", quantity).flatten(),
        about_place: fields.place_of("about"),
        about: fields.tables("about", "관련 대상", about),
        evidence_place: fields.place_of("evidence"),
        evidence: fields.tables("evidence", "근거", evidence),
    }
}

fn quantity(fields: &mut Fields<'_, '_>) -> Option<Quantity> {
    let value = fields.number("value", "135");
    let unit = fields.text("unit", "\"개사\"");
    let qualifiers = keys(Qualifier::ALL, Qualifier::key);
    let qualifier = fields.optional_choice("qualifier", Qualifier::from_key, &qualifiers);
    let phrase = fields.text("phrase", "\"135개 회원사\"");
    let counts = fields.optional_choice("counts", Kind::from_key, &keys(Kind::ALL, Kind::key));
    let equivalent = fields.optional_table("equivalent", "다른 단위의 수치", |measure| {
        let value = measure.number("value", "3150000");
        let unit = measure.text("unit", "\"평\"");
        let phrase = measure.text("phrase", "\"315만평\"");
        Some(Measure { value: value?.value, unit: unit?.value, phrase: phrase?.value })
    });
    Some(Quantity {
        value: value?.value,
        unit: unit?.value,
        qualifier: qualifier.map(|qualifier| qualifier.value),
        phrase: phrase?.value,
        counts: counts.map(|counts| counts.value),
        equivalent: equivalent.flatten(),
    })
}

fn about(fields: &mut Fields<'_, '_>) -> Option<AboutDraft> {
    let place = fields.place().clone();
    let named: Vec<_> = Kind::ALL
        .iter()
        .filter_map(|kind| fields.optional_text(kind.key()).map(|text| (*kind, text)))
        .collect();
    let role = fields.choice("role", Role::from_key, &keys(Role::ALL, Role::key));
    let inferred = fields.optional_text("inferred");
    if let [(kind, text)] = &named[..] {
        let slug = as_slug(fields, text.clone())?;
        Some(AboutDraft { kind: *kind, slug, role, inferred })
    } else {
        let message = "관련 대상 하나에는 대상을 꼭 하나만 적습니다";
        let help = "이렇게 적어 주세요: { institution = \"gyeongsan-city\", role = \"party\" }";
        fields.mistakes().at(&place, message, help);
        None
    }
}

/// A piece of evidence.
pub fn evidence(fields: &mut Fields<'_, '_>) -> EvidenceDraft {
    let place = fields.place().clone();
    let source = slug(fields, "source");
    let paragraph = fields.ordinal("paragraph");
    let phrases = fields.texts("phrases");
    if phrases.is_empty() {
        let help = "그 문단에서 사실을 담은 짧은 어구를 적어 주세요: phrases = [\"지난해 5월\"]";
        fields.mistakes().at(&place, "근거에 어구(phrases)가 없습니다", help);
    }
    EvidenceDraft { source, paragraph, phrases }
}

/// A slug that must be there.
pub fn slug(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Located<Slug>> {
    let text = fields.text(key, "\"blue-technology\"")?;
    as_slug(fields, text)
}

/// A slug that may be left out.
pub fn optional_slug(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Located<Slug>> {
    let text = fields.optional_text(key)?;
    as_slug(fields, text)
}

fn as_slug(fields: &mut Fields<'_, '_>, text: Located<String>) -> Option<Located<Slug>> {
    let slug = Slug::parse(&text.value);
    if slug.is_none() {
        let message = format!("주소 이름(slug)으로 쓸 수 없습니다: '{}'", text.value);
        let help = "영문 소문자와 숫자를 붙임표(-) 하나로 이어 64자까지 쓸 수 있습니다";
        fields.mistakes().at(&text.place, message, help);
    }
    Some(Located { value: slug?, place: text.place })
}

/// A code that must be there.
pub fn code(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Located<Code>> {
    let text = fields.text(key, "\"GS-0042-3\"")?;
    as_code(fields, text)
}

/// A code that may be left out.
pub fn optional_code(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Located<Code>> {
    let text = fields.optional_text(key)?;
    as_code(fields, text)
}

fn as_code(fields: &mut Fields<'_, '_>, text: Located<String>) -> Option<Located<Code>> {
    match Code::parse(&text.value) {
        Ok(value) => Some(Located { value, place: text.place }),
        Err(error) => {
            let (message, help) = match error {
                CodeError::Form => (
                    format!("기록 번호의 형식이 아닙니다: '{}'", text.value),
                    "GS-0042-3처럼 GS, 네 자리 이상의 수, 확인 숫자를 붙임표로 이어 적습니다"
                        .to_owned(),
                ),
                CodeError::CheckDigit(right) => (
                    format!("기록 번호의 확인 숫자가 맞지 않습니다: '{}'", text.value),
                    format!("번호가 맞다면 {right}입니다"),
                ),
            };
            fields.mistakes().at(&text.place, message, help);
            None
        }
    }
}

fn edtf(fields: &mut Fields<'_, '_>) -> Option<Located<Edtf>> {
    const FORMS: &str = "2018(해), 2018-40(상반기), 2018-41(하반기), 2018-33(1분기), 2018-01(달), \
                         2018-01-15(날), 2017-12/2018-01(기간) 가운데 하나로 적습니다";
    let text = fields.text("edtf", "\"2018-40\"")?;
    match Edtf::parse(&text.value) {
        Ok(value) => Some(Located { value, place: text.place }),
        Err(error) => {
            let what = match error {
                EdtfError::Syntax(_) => "EDTF 날짜가 아닙니다",
                EdtfError::Impossible => "달력에 없는 날짜입니다",
                EdtfError::Unsupported => "이 사이트에서 쓰지 않는 꼴의 날짜입니다",
            };
            fields.mistakes().at(&text.place, format!("{what}: '{}'", text.value), FORMS);
            None
        }
    }
}
