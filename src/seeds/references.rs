//! What the records of the seeds refer to: entities, sources and their paragraphs, and which of them
//! have been referred to so far. Makes facts and terms of drafts; refuses a reference that leads nowhere, a
//! role that does not fit, and a date that its phrase does not say.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::diagnostic::Mistakes;
use super::drafts::{AboutDraft, DateDraft, EntityDraft, EvidenceDraft, FactDraft, SourceDraft};
use super::words::TermDraft;
use crate::domain::{
    About, Edtf, EntityRef, Evidence, Fact, FactDate, Kind, Point, Slug, Term, nearest,
};

/// The longest phrase kept as evidence, in characters: the site holds no sentence of a source.
const PHRASE_MAX: usize = 40;

/// What references can lead to, and what has been referred to so far.
pub struct References {
    /// Whether a reference that leads nowhere may lead into a file that could not be read.
    incomplete: bool,
    /// The entities of each kind.
    entities: [HashMap<Slug, Known>; Kind::ALL.len()],
    sources: BTreeMap<Slug, KnownSource>,
    /// How many nearest names are still looked for.
    guesses: usize,
}

/// The most references for which a nearest name is looked for, among all there are: whoever has more that
/// lead nowhere has one cause for them.
const GUESSES: usize = 100;

/// The most sources that are listed for want of the one that was named.
const LISTED: usize = 20;

struct Known {
    name: String,
    used: bool,
}

struct KnownSource {
    paragraphs: u16,
    used: HashSet<u16>,
}

impl References {
    pub fn new(incomplete: bool, entities: &[EntityDraft], sources: &[SourceDraft]) -> Self {
        let mut known = Self {
            incomplete,
            entities: Default::default(),
            sources: BTreeMap::new(),
            guesses: GUESSES,
        };
        for draft in entities {
            let Some(slug) = &draft.slug else { continue };
            let name = draft
                .name
                .as_ref()
                .map_or_else(|| slug.value.to_string(), |name| name.value.clone());
            let slug = slug.value.clone();
            known.entities[draft.kind as usize].insert(slug, Known { name, used: false });
        }
        for draft in sources {
            let Some(slug) = &draft.slug else { continue };
            let paragraphs = u16::try_from(draft.paragraphs.len()).unwrap_or(u16::MAX);
            let source = KnownSource { paragraphs, used: HashSet::new() };
            known.sources.insert(slug.value.clone(), source);
        }
        known
    }

    /// Whether an entity is written down, faulty or not.
    pub fn has_entity(&self, kind: Kind, slug: &Slug) -> bool {
        self.entities[kind as usize].contains_key(slug)
    }

    /// Whether a fact is about an entity.
    pub fn uses_entity(&self, kind: Kind, slug: &Slug) -> bool {
        self.entities[kind as usize].get(slug).is_some_and(|known| known.used)
    }

    /// The paragraphs of a source that facts rest on.
    pub fn used_paragraphs(&self, source: &Slug) -> Option<&HashSet<u16>> {
        self.sources.get(source).map(|source| &source.used)
    }

    /// The domain's fact, unless something of it is missing.
    pub fn fact(&mut self, draft: FactDraft, mistakes: &mut Mistakes) -> Option<Fact> {
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
            if let Some(source) = self.sources.get_mut(&piece.source) {
                source.used.insert(piece.paragraph);
            }
        }
    }

    fn about(&mut self, draft: AboutDraft, mistakes: &mut Mistakes) -> Option<About> {
        let AboutDraft { kind, slug, role, inferred } = draft;
        let entities = &mut self.entities[kind as usize];
        let Some(known) = entities.get_mut(&slug.value) else {
            if self.incomplete {
                return None;
            }
            let message = format!("없는 대상을 가리킵니다: {} '{}'", kind.key(), slug.value);
            let candidates = entities.keys().map(Slug::as_str).filter(|_| self.guesses > 0);
            let help = match nearest(slug.value.as_str(), candidates, 1).first() {
                Some(near) => format!("혹시 '{near}'인가요?"),
                None => "entities/ 폴더의 같은 종류 파일에 먼저 적어 주세요".to_owned(),
            };
            self.guesses = self.guesses.saturating_sub(1);
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
        known.used = true;
        let entity = EntityRef { kind, slug: slug.value, name: known.name.clone() };
        Some(About { entity, role: role.value, inferred: inferred.map(|reason| reason.value) })
    }

    fn evidence(&self, draft: EvidenceDraft, mistakes: &mut Mistakes) -> Option<Evidence> {
        let (source, paragraph) = (draft.source?, draft.paragraph?);
        let Some(known) = self.sources.get(&source.value) else {
            if self.incomplete {
                return None;
            }
            let message = format!("없는 출처를 가리킵니다: '{}'", source.value);
            let slugs: Vec<_> = self.sources.keys().map(Slug::as_str).take(LISTED).collect();
            let help = format!("sources.toml에 있는 출처: {}", slugs.join(", "));
            mistakes.at(&source.place, message, help);
            return None;
        };
        if paragraph.value > known.paragraphs {
            let message = format!("출처에 없는 문단 번호입니다: {}", paragraph.value);
            let help = format!("'{}'의 문단은 1부터 {}까지입니다", source.value, known.paragraphs);
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

    /// The domain's term, unless something of it is missing.
    pub fn term(&self, draft: TermDraft, mistakes: &mut Mistakes) -> Option<Term> {
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
