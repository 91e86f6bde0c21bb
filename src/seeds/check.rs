//! The seeds looked at together: every reference leads somewhere, every code and slug is one of a
//! kind, every fact rests on a paragraph and is about something, every entity has a fact, every
//! paragraph is used or says why not. Turns drafts into the domain; what is faulty is noted and left
//! out, so that one run shows all.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;

use super::diagnostic::{Located, Mistakes, Place};
use super::drafts::{
    AboutDraft, DateDraft, Drafts, EntityDraft, EvidenceDraft, FactDraft, SourceDraft,
};
use super::editions::{self, Published};
use super::words::{self, TermDraft};
use super::{Seeds, retired};
use crate::domain::{
    About, Edtf, Entity, EntityRef, Evidence, Fact, FactDate, Kind, Paragraph, Point,
    Published as PublicationDate, RecordId, Slug, Source, Term, nearest,
};

/// The longest phrase kept as evidence, in characters: the site holds no sentence of a source.
const PHRASE_MAX: usize = 40;

/// Checks the drafts against each other and makes them the domain's.
pub fn resolve(drafts: Drafts, digest: String, mistakes: &mut Mistakes) -> Seeds {
    note_duplicates(&drafts, mistakes);
    let mut index = Index::of(&drafts);
    let Drafts { incomplete, sources, entities, facts, terms, synonyms, retired, editions } =
        drafts;
    let editions = editions::read(&editions, mistakes);
    let published = Published::after(&editions);
    let present = present(&entities, &facts);
    if facts.is_empty() && mistakes.all().is_empty() {
        let help = "facts/ 폴더의 .toml 파일에 [[fact]]를 하나 이상 적어 주세요";
        mistakes.on_path("facts/", "기록이 하나도 없습니다", help);
    }
    let mut facts: Vec<Fact> =
        facts.into_iter().filter_map(|draft| index.fact(draft, mistakes)).collect();
    facts.sort_by_key(|fact| fact.code);
    let terms = terms.into_iter().filter_map(|draft| index.term(draft, mistakes)).collect();
    let synonyms = words::synonyms(synonyms, mistakes);
    if !incomplete {
        index.note_unused_entities(&entities, mistakes);
        index.note_paragraph_use(&sources, mistakes);
    }
    let mut entities: Vec<Entity> = entities.into_iter().filter_map(entity).collect();
    entities.sort_by_key(Entity::kind);
    let sources = sources.into_iter().filter_map(source).collect();
    let retired = if incomplete {
        Vec::new()
    } else {
        retired::resolve(retired, &present, &published, mistakes)
    };
    Seeds { sources, entities, facts, terms, synonyms, editions, published, retired, digest }
}

/// Everything that is written down, faulty or not.
fn present(entities: &[EntityDraft], facts: &[FactDraft]) -> BTreeSet<RecordId> {
    let facts = facts.iter().filter_map(|draft| Some(RecordId::Fact(draft.code.as_ref()?.value)));
    let entities = entities
        .iter()
        .filter_map(|draft| Some(RecordId::Entity(draft.kind, draft.slug.as_ref()?.value.clone())));
    facts.chain(entities).collect()
}

fn note_duplicates(drafts: &Drafts, mistakes: &mut Mistakes) {
    let mut facts = Seen::new("기록 번호");
    for code in drafts.facts.iter().filter_map(|draft| draft.code.as_ref()) {
        facts.note(code.value, code, mistakes);
    }
    let mut entities = Seen::new("주소 이름");
    for draft in &drafts.entities {
        if let Some(slug) = &draft.slug {
            entities.note((draft.kind, slug.value.clone()), slug, mistakes);
        }
    }
    let mut sources = Seen::new("출처의 주소 이름");
    for slug in drafts.sources.iter().filter_map(|draft| draft.slug.as_ref()) {
        sources.note(slug.value.clone(), slug, mistakes);
    }
    let mut terms = Seen::new("용어의 주소 이름");
    for slug in drafts.terms.iter().filter_map(|draft| draft.slug.as_ref()) {
        terms.note(slug.value.clone(), slug, mistakes);
    }
}

/// The first place of each identity, to tell a second one.
struct Seen<K> {
    what: &'static str,
    first: HashMap<K, Place>,
}

impl<K: Eq + Hash> Seen<K> {
    fn new(what: &'static str) -> Self {
        Self { what, first: HashMap::new() }
    }

    fn note<T: Display>(&mut self, identity: K, written: &Located<T>, mistakes: &mut Mistakes) {
        if let Some(first) = self.first.get(&identity) {
            let message = format!("같은 {} '{}'이 두 번 나옵니다", self.what, written.value);
            let help = format!("먼저 나온 곳: {first}. 한쪽에 새 것을 주세요");
            mistakes.at(&written.place, message, help);
        } else {
            self.first.insert(identity, written.place.clone());
        }
    }
}

/// What references can lead to, and what has been referred to so far.
struct Index {
    /// Whether a reference that leads nowhere may lead into a file that could not be read.
    incomplete: bool,
    names: HashMap<(Kind, Slug), String>,
    paragraphs: HashMap<Slug, SourceIndex>,
    used_entities: HashSet<(Kind, Slug)>,
}

struct SourceIndex {
    count: u16,
    used: HashSet<u16>,
}

impl Index {
    fn of(drafts: &Drafts) -> Self {
        let named = |draft: &EntityDraft| {
            let slug = draft.slug.as_ref()?.value.clone();
            let name =
                draft.name.as_ref().map_or_else(|| slug.to_string(), |name| name.value.clone());
            Some(((draft.kind, slug), name))
        };
        let counted = |draft: &SourceDraft| {
            let slug = draft.slug.as_ref()?.value.clone();
            let count = u16::try_from(draft.paragraphs.len()).unwrap_or(u16::MAX);
            Some((slug, SourceIndex { count, used: HashSet::new() }))
        };
        Self {
            incomplete: drafts.incomplete,
            names: drafts.entities.iter().filter_map(named).collect(),
            paragraphs: drafts.sources.iter().filter_map(counted).collect(),
            used_entities: HashSet::new(),
        }
    }

    fn fact(&mut self, draft: FactDraft, mistakes: &mut Mistakes) -> Option<Fact> {
        if draft.about.is_empty() {
            let help = "무엇에 대한 기록인지 적어 주세요: about = [{ project = \"…\", role = \"subject\" }]";
            mistakes.at(&draft.about_place, "아무 대상도 없는 기록입니다", help);
        }
        if draft.evidence.is_empty() {
            let help = "기사의 문단을 적어 주세요: \
                        evidence = [{ source = \"…\", paragraph = 1, phrases = [\"…\"] }]";
            mistakes.at(&draft.evidence_place, "근거가 없는 기록입니다", help);
        }
        note_repeated(&draft.about, mistakes);
        let about: Vec<_> = draft
            .about
            .into_iter()
            .flatten()
            .filter_map(|about| self.about(about, mistakes))
            .collect();
        let evidence: Vec<_> =
            draft.evidence.into_iter().filter_map(|piece| self.evidence(piece, mistakes)).collect();
        self.note_use(&evidence);
        let date = draft.date.and_then(|date| fact_date(date, mistakes));
        Some(Fact {
            code: draft.code?.value,
            title: draft.title?.value,
            statement: draft.statement?.value,
            status: draft.status?.value,
            inferred: draft.inferred.map(|reason| reason.value),
            date,
            quantity: draft.quantity,
            about,
            evidence,
        })
    }

    fn note_use(&mut self, evidence: &[Evidence]) {
        for piece in evidence {
            if let Some(index) = self.paragraphs.get_mut(&piece.source) {
                index.used.insert(piece.paragraph);
            }
        }
    }

    fn about(&mut self, draft: AboutDraft, mistakes: &mut Mistakes) -> Option<About> {
        let AboutDraft { kind, slug, role, inferred } = draft;
        let Some(name) = self.names.get(&(kind, slug.value.clone())) else {
            if self.incomplete {
                return None;
            }
            let message = format!("없는 대상을 가리킵니다: {} '{}'", kind.key(), slug.value);
            let candidates =
                self.names.keys().filter(|key| key.0 == kind).map(|key| key.1.as_str());
            let help = match nearest(slug.value.as_str(), candidates, 1).first() {
                Some(near) => format!("혹시 '{near}'인가요?"),
                None => "entities/ 폴더의 같은 종류 파일에 먼저 적어 주세요".to_owned(),
            };
            mistakes.at(&slug.place, message, help);
            return None;
        };
        let role = role?;
        if !role.value.admits(kind) {
            let key = role.value.key();
            let message = format!("역할 '{key}'는 {} 대상에 쓸 수 없습니다", kind.key());
            mistakes.at(
                &role.place,
                message,
                "docs/seeds.md의 역할 표를 보고 맞는 역할을 고르세요",
            );
            return None;
        }
        let entity = EntityRef { kind, slug: slug.value.clone(), name: name.clone() };
        self.used_entities.insert((kind, slug.value));
        Some(About { entity, role: role.value, inferred: inferred.map(|reason| reason.value) })
    }

    fn evidence(&self, draft: EvidenceDraft, mistakes: &mut Mistakes) -> Option<Evidence> {
        let (source, paragraph) = (draft.source?, draft.paragraph?);
        let Some(index) = self.paragraphs.get(&source.value) else {
            if self.incomplete {
                return None;
            }
            let message = format!("없는 출처를 가리킵니다: '{}'", source.value);
            let known: Vec<_> = self.paragraphs.keys().map(Slug::as_str).collect();
            let help = format!("sources.toml에 있는 출처: {}", known.join(", "));
            mistakes.at(&source.place, message, help);
            return None;
        };
        if paragraph.value > index.count {
            let message = format!("출처에 없는 문단 번호입니다: {}", paragraph.value);
            let help = format!("'{}'의 문단은 1부터 {}까지입니다", source.value, index.count);
            mistakes.at(&paragraph.place, message, help);
            return None;
        }
        for phrase in &draft.phrases {
            let length = phrase.value.chars().count();
            if length > PHRASE_MAX {
                let message = format!("근거 어구가 너무 깁니다 ({length}자)");
                let help =
                    format!("기사 문장을 옮기지 않도록 {PHRASE_MAX}자 안의 어구로 나누어 주세요");
                mistakes.at(&phrase.place, message, help);
            }
        }
        let phrases = draft.phrases.into_iter().map(|phrase| phrase.value).collect();
        Some(Evidence { source: source.value, paragraph: paragraph.value, phrases })
    }

    fn term(&self, draft: TermDraft, mistakes: &mut Mistakes) -> Option<Term> {
        let evidence =
            draft.evidence.into_iter().filter_map(|piece| self.evidence(piece, mistakes)).collect();
        Some(Term {
            slug: draft.slug?.value,
            name: draft.name?.value,
            aliases: draft.aliases.into_iter().map(|alias| alias.value).collect(),
            explanation: draft.explanation?.value,
            evidence,
        })
    }

    fn note_unused_entities(&self, entities: &[EntityDraft], mistakes: &mut Mistakes) {
        for draft in entities {
            let Some(slug) = &draft.slug else { continue };
            if !self.used_entities.contains(&(draft.kind, slug.value.clone())) {
                let message = format!("기록이 하나도 없는 대상입니다: '{}'", slug.value);
                let help = "이 대상에 대한 기록을 facts/에 적거나, 대상을 지우세요";
                mistakes.at(&slug.place, message, help);
            }
        }
    }

    fn note_paragraph_use(&self, sources: &[SourceDraft], mistakes: &mut Mistakes) {
        for source in sources {
            let index = source.slug.as_ref().and_then(|slug| self.paragraphs.get(&slug.value));
            let Some(index) = index else { continue };
            for (expected, paragraph) in (1..).zip(&source.paragraphs) {
                let Some(number) = &paragraph.number else { continue };
                if number.value != expected {
                    let message = format!("문단 번호가 차례에 맞지 않습니다: {}", number.value);
                    let help = format!("문단은 1부터 빠짐없이 적습니다. 여기는 {expected}입니다");
                    mistakes.at(&number.place, message, help);
                }
                match (index.used.contains(&number.value), &paragraph.unused) {
                    (true, Some(unused)) => mistakes.at(
                        &unused.place,
                        format!("{}번 문단은 기록의 근거인데 쓰지 않는다고 되어 있습니다", number.value),
                        "unused 항목을 지우세요",
                    ),
                    (false, None) => mistakes.at(
                        &paragraph.place,
                        format!("{}번 문단은 어느 기록의 근거도 아닙니다", number.value),
                        "기록을 적거나, 쓰지 않는 까닭을 적어 주세요: unused = \"기자 이름만 있는 줄입니다\"",
                    ),
                    _ => {}
                }
            }
        }
    }
}

/// Notes an entity that has one role twice in a fact.
fn note_repeated(about: &[Option<AboutDraft>], mistakes: &mut Mistakes) {
    let mut seen = HashSet::new();
    for draft in about.iter().flatten() {
        let role = draft.role.as_ref().map(|role| role.value);
        if !seen.insert((draft.kind, &draft.slug.value, role)) {
            let message = format!("같은 대상이 같은 역할로 두 번 나옵니다: '{}'", draft.slug.value);
            mistakes.at(&draft.slug.place, message, "한쪽을 지우거나 역할을 바꾸세요");
        }
    }
}

fn fact_date(draft: DateDraft, mistakes: &mut Mistakes) -> Option<FactDate> {
    let phrase = draft.phrase?;
    if draft.basis.is_none() && !says_outright(&phrase.value, draft.edtf.value) {
        let message = format!("날짜가 '{}'에 그대로 적혀 있지 않습니다", phrase.value);
        let help =
            "어떻게 그 날짜로 보았는지 적어 주세요: basis = \"기사가 나온 해를 2018년으로 봄\"";
        mistakes.at(&draft.edtf.place, message, help);
    }
    Some(FactDate {
        edtf: draft.edtf.value,
        phrase: phrase.value,
        basis: draft.basis.map(|basis| basis.value),
    })
}

/// Whether the phrase itself names the year, and the month or part of it where the date has one, so
/// that nothing was concluded.
fn says_outright(phrase: &str, edtf: Edtf) -> bool {
    let says = |words: String| {
        let inside_a_number = |at: usize| phrase[..at].ends_with(|c: char| c.is_ascii_digit());
        phrase.match_indices(&words).any(|(at, _)| !inside_a_number(at))
    };
    let names = |point: Point| {
        says(point.earliest().format("%Y년").to_string())
            && match point {
                Point::Year(_) => true,
                Point::Month { month, .. } => says(format!("{month}월")),
                Point::HalfYear { half: 1, .. } => phrase.contains("상반기"),
                Point::HalfYear { .. } => phrase.contains("하반기"),
                Point::Quarter { quarter, .. } => says(format!("{quarter}분기")),
                Point::Day(day) => says(day.format("%-m월 %-d일").to_string()),
            }
    };
    let doubtful = edtf.is_uncertain() || edtf.is_approximate();
    !doubtful && names(edtf.start()) && edtf.end().is_none_or(names)
}

fn entity(draft: EntityDraft) -> Option<Entity> {
    Some(Entity {
        slug: draft.slug?.value,
        name: draft.name?.value,
        aliases: draft.aliases.into_iter().map(|alias| alias.value).collect(),
        entity_type: draft.entity_type?.value,
        note: draft.note.map(|note| note.value),
    })
}

fn source(draft: SourceDraft) -> Option<Source> {
    let published = draft.published?;
    let paragraphs = draft.paragraphs.into_iter().filter_map(|paragraph| {
        Some(Paragraph {
            number: paragraph.number?.value,
            role: paragraph.role?.value,
            digest: paragraph.digest?.value,
            unused: paragraph.unused.map(|reason| reason.value),
        })
    });
    Some(Source {
        slug: draft.slug?.value,
        title: draft.title?.value,
        publisher: draft.publisher?.value,
        byline: draft.byline?.value,
        published: PublicationDate {
            edtf: published.edtf.value,
            basis: published.basis.map(|basis| basis.value),
        },
        rights: draft.rights?.value,
        names: draft.names.into_iter().map(|name| name.value).collect(),
        paragraphs: paragraphs.collect(),
    })
}
