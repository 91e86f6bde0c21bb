//! A search: what a query finds, the names of things first and then the facts, with their words marked. How the query
//! was understood is said once above them.

use askama::Template;

use super::answers::{Answer, answers};
use crate::address::Address;
use crate::domain::{Code, CodeError, Fact, List};
use crate::hangul::{Particle, Segment, fold, segments, with_particle};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame, Site};
use crate::pages::records::FactItem;
use crate::store::{
    Count, Found, Named, Record, SEARCH_WORDS, Selection, StoreError, Suggestion, Why,
};
use crate::wording::{
    count_text, entity_type_label, kind_label, published_text, source_kind_label, source_title,
};

/// How many facts are offered for a mistyped code.
const MEANT: usize = 5;

/// How many hits the page shows.
pub const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    frame: Frame,
    text: String,
    /// The fact whose code was typed.
    direct: Vec<FactItem>,
    /// What a mistyped code may have meant.
    meant: Vec<FactItem>,
    /// How the query was understood, and how much of what it finds is shown.
    notes: Vec<String>,
    /// Lists that answer what was asked for.
    answers: Vec<Answer>,
    names: Vec<NameHit>,
    facts: Vec<FactHit>,
    sources: Vec<NameHit>,
    /// Whether a source is the best that was found, so that its newspaper was meant.
    sources_first: bool,
    /// What the store found, without its hits, which are in the lists above.
    found: Found,
}

/// An entity, a term or a source that was found.
struct NameHit {
    name: String,
    address: Address,
    kind: String,
    /// The other name of it that was found.
    other_name: Option<String>,
    way: usize,
    /// What a term means.
    explanation: Option<String>,
}

/// A fact that was found.
struct FactHit {
    item: FactItem,
    way: usize,
}

impl SearchPage {
    pub async fn load(context: Context<'_>, text: &str) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let mut found = store.search(text, SHOWN).await?;
        let (direct, meant) = match Code::parse_spoken(text) {
            Ok(code) => (vec![code], Vec::new()),
            Err(CodeError::CheckDigit(_)) => (Vec::new(), Code::near(text)),
            Err(CodeError::Form) => (Vec::new(), Vec::new()),
        };
        let direct = store.facts(Selection::Codes(&direct)).await?;
        let mut meant = store.facts(Selection::Codes(&meant)).await?;
        meant.truncate(MEANT);
        let mut notes = notes(&found);
        let (mut names, mut sources) = (Vec::new(), Vec::new());
        let best = found.hits.first();
        let sources_first = best.is_some_and(|hit| matches!(hit.record, Record::Source(_)));
        let (mut facts, mut ways) = (Vec::new(), Vec::new());
        for hit in std::mem::take(&mut found.hits) {
            let is_source = matches!(hit.record, Record::Source(_));
            match NameHit::of(hit.record, &hit.why, hit.way) {
                Ok(source) if is_source => sources.push(source),
                Ok(name) => names.push(name),
                Err(fact) if direct.iter().all(|other| other.code != fact.code) => {
                    facts.push(*fact);
                    ways.push(hit.way);
                }
                Err(_) => {}
            }
        }
        let facts = FactItem::list(context, facts).await?;
        let shown = direct.len() + names.len() + facts.len() + sources.len();
        notes.extend(shown_in_part(&found, shown));
        let title = match shown {
            0 => "검색".to_owned(),
            _ => format!("‘{text}’ 검색 결과 {}", total_text(&found, shown)),
        };
        let crumbs = vec![Crumb::new(title, Address::Search(text.to_owned()))];
        let description = "경산의 계획과 사업, 기관, 용어를 검색합니다.";
        let frame = Frame::new(site, crumbs, description.to_owned());
        Ok(Self {
            frame: if text.is_empty() { frame } else { frame.unlisted() },
            text: text.to_owned(),
            direct: FactItem::list(context, direct).await?,
            meant: FactItem::list(context, meant).await?,
            notes,
            answers: answers(context, text, &facts).await?,
            names,
            sources,
            sources_first,
            facts: facts.into_iter().zip(ways).map(|(item, way)| FactHit { item, way }).collect(),
            found,
        })
    }

    /// Whether there is a letter or digit to search for.
    fn has_words(&self) -> bool {
        !fold(&self.text).is_empty()
    }

    fn is_empty(&self) -> bool {
        let found = [self.direct.len(), self.names.len(), self.facts.len(), self.sources.len()];
        found.iter().all(|count| *count == 0)
    }

    /// A text of a hit with its words marked, by the way the hit was found.
    fn marked<'t>(&self, text: &'t str, way: &usize) -> Vec<Segment<'t>> {
        segments(text, self.found.patterns.get(*way).map_or(&[], Vec::as_slice))
    }
}

/// Where something that has a name is.
pub fn address_of(named: &Named) -> Address {
    match named {
        Named::Entity(kind, slug) => Address::Entity(*kind, slug.clone()),
        Named::Term(slug) => Address::Term(slug.clone()),
        Named::Source(slug) => Address::Source(slug.clone()),
    }
}

/// What something that has a name is, in Korean.
pub fn kind_of(named: &Named) -> &'static str {
    match named {
        Named::Entity(kind, _) => kind_label(*kind),
        Named::Term(_) => "용어",
        Named::Source(_) => "출처",
    }
}

/// What something that has a name is called; a source with its title, since a newspaper has many.
pub fn name_of(site: &Site, suggestion: Suggestion) -> String {
    match &suggestion.named {
        Named::Source(slug) => site.source(slug).map(|source| source_title(source)),
        Named::Entity(..) | Named::Term(_) => None,
    }
    .unwrap_or(suggestion.name)
}

impl NameHit {
    /// An entity, a term or a source as a hit; a fact is none, and given back.
    fn of(record: Record, why: &Why, way: usize) -> Result<Self, Box<Fact>> {
        let other_name = match why {
            Why::OtherName(name) => Some(name.clone()),
            _ => None,
        };
        match record {
            Record::Entity(entity) => Ok(Self {
                address: Address::Entity(entity.kind(), entity.slug.clone()),
                kind: format!(
                    "{}, {}",
                    kind_label(entity.kind()),
                    entity_type_label(entity.entity_type)
                ),
                name: entity.name,
                other_name,
                way,
                explanation: None,
            }),
            Record::Term(term) => Ok(Self {
                address: Address::Term(term.slug),
                kind: "용어".to_owned(),
                name: term.name,
                other_name,
                way,
                explanation: Some(term.explanation),
            }),
            Record::Source(source) => Ok(Self {
                name: source_title(&source),
                kind: format!("{} {}", published_text(&source), source_kind_label(source.kind)),
                address: Address::Source(source.slug),
                other_name,
                way,
                explanation: None,
            }),
            Record::Fact(fact) => Err(fact),
        }
    }
}

/// How many there are: `12건`, `1,000건 이상`.
fn total_text(found: &Found, shown: usize) -> String {
    match found.count {
        // A fact is found by its code as it is spoken, too, which the count does not know of.
        Count::Exactly(count) => format!("{}건", count_text(count.max(shown))),
        Count::AtLeast(count) => format!("{}건 이상", count_text(count.max(shown))),
    }
}

/// What was searched for beside the words as they stand, each thing once.
fn notes(found: &Found) -> Vec<String> {
    let (mut notes, mut left_out) = (Vec::new(), Vec::new());
    for hit in &found.hits {
        let note = match &hit.why {
            Why::Text | Why::OtherName(_) | Why::Slug(_) | Why::HalfTyped => continue,
            Why::Without(word) => {
                if !left_out.contains(&word.as_str()) {
                    left_out.push(word);
                }
                continue;
            }
            Why::Particle(words) => {
                let words = with_particle(&format!("‘{words}’"), Particle::Towards);
                format!("조사를 빼고 {words} 검색했습니다.")
            }
            Why::Spacing => "띄어쓰기가 다른 결과도 있습니다.".to_owned(),
            Why::Synonym(words) => format!("뜻이 같은 말로도 검색했습니다: {}", words.join(", ")),
            Why::Initials => "초성으로 검색했습니다.".to_owned(),
            Why::Keyboard(text) => {
                let keyboard = if text.is_ascii() { "영문" } else { "한글" };
                format!("{keyboard} 자판으로 바꾸어 검색했습니다: {text}")
            }
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if !left_out.is_empty() {
        let words = left_out.join(", ");
        notes.push(format!("모든 단어가 든 결과가 없어 한 단어를 뺐습니다: {words}"));
    }
    notes
}

/// What was not searched, and what is not shown.
fn shown_in_part(found: &Found, shown: usize) -> Vec<String> {
    let (Count::Exactly(count) | Count::AtLeast(count)) = found.count;
    let mut notes = Vec::new();
    if found.words_left_out {
        notes.push(format!("단어가 많아 앞의 {SEARCH_WORDS}개만 검색했습니다."));
    }
    if count > shown {
        notes.push(format!("가까운 것부터 {}건만 보여 줍니다.", count_text(shown)));
    }
    if found.cut_short {
        notes.push("시간이 오래 걸려 일부만 검색했습니다.".to_owned());
    }
    notes
}

/// Why something was found, where it is not plain, as data says it of each.
pub fn reason(why: &Why) -> Option<String> {
    Some(match why {
        Why::Text => return None,
        Why::OtherName(name) => format!("다른 이름: {name}"),
        Why::Slug(slug) => format!("주소 이름: {slug}"),
        Why::Particle(words) => format!("조사를 뺀 말: {words}"),
        Why::Spacing => "띄어쓰기가 다름".to_owned(),
        Why::Synonym(words) => format!("같은 말: {}", words.join(", ")),
        Why::Initials => "초성 일치".to_owned(),
        Why::HalfTyped => "입력 중인 말로 보임".to_owned(),
        Why::Keyboard(text) => {
            let keyboard = if text.is_ascii() { "한글" } else { "영문" };
            format!("{keyboard} 자판 입력으로 보임: {text}")
        }
        Why::Without(word) => format!("‘{word}’ 없이 일치"),
    })
}
