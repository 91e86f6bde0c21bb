//! The results of a search: names first, then facts, with the words of the query marked. A note above them says how
//! the query was understood.

use askama::Template;

use super::answers::{DirectAnswer, answers, subject};
use super::narrowing::{FacetGroup, are_known, groups, tags};
use crate::address::Address;
use crate::domain::{Code, CodeError, Filters, List, SEARCH_FACETS};
use crate::hangul::{Particle, Segment, fold, segments, with_particle};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::pages::records::FactItem;
use crate::store::{
    Count, FoundRecord, Hit, MatchReason, SEARCH_WORDS, SearchResults, Selection, StoreError,
};
use crate::wording::{
    count_text, entity_type_label, kind_label, published_text, record_kind_label,
    source_kind_label, source_title,
};

/// The most facts that are offered for a mistyped code.
const MEANT: usize = 5;

/// The most results on the page.
pub const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    frame: Frame,
    text: String,
    /// The fact whose code the query is.
    direct: Vec<FactItem>,
    /// The facts that a mistyped code may have meant.
    meant: Vec<FactItem>,
    view: SearchView,
    /// Notes on how the query was understood, and how many of the results are shown.
    notes: Vec<String>,
    /// Direct answers to the query.
    answers: Vec<DirectAnswer>,
    /// The entities and terms.
    names: Vec<Hit>,
    facts: Vec<FactHit>,
    sources: Vec<Hit>,
    /// Whether the best result is a source, so that the reader probably meant its newspaper.
    sources_first: bool,
    /// The findings of the store, without the hits, which are in the lists above.
    found: SearchResults,
}

/// The parts around the results, in the form that the parts of lists need.
struct SearchView {
    /// The filters in force: the text of each, and the search without it.
    tags: Vec<(String, Address)>,
    groups: Vec<FacetGroup>,
    /// All results.
    unfiltered: Address,
    /// What the results are, as the subject of a sentence.
    noun: &'static str,
    /// The word that results are counted with.
    counter: &'static str,
}

struct FactHit {
    item: FactItem,
    variant: usize,
}

impl SearchPage {
    /// `None` if the filters name a theme that does not exist.
    pub async fn load(context: Context<'_>, wanted: &Filters) -> Result<Option<Self>, StoreError> {
        let Context { store, site, today } = context;
        if !are_known(context, wanted) {
            return Ok(None);
        }
        let text = wanted.text.as_deref().unwrap_or_default();
        let mut found = store.search(wanted, today, SHOWN).await?;
        // Few texts have the words that ask something, so a search that needs all of them would miss the subject.
        let is_whole = |why: &MatchReason| !matches!(why, MatchReason::Without(_));
        if let Some(subject) = subject(text)
            && !found.hits.iter().any(|hit| is_whole(&hit.why))
        {
            let wanted = Filters { text: Some(subject), ..wanted.clone() };
            found = store.search(&wanted, today, SHOWN).await?;
        }
        let view = SearchView::new(context, wanted, &found);
        let (direct, meant) = match Code::parse_spoken(text) {
            // A reader who filters wants to look through the results.
            _ if view.is_narrowed() => (Vec::new(), Vec::new()),
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
        let sources_first = best.is_some_and(|hit| matches!(hit.record, FoundRecord::Source(_)));
        let (mut facts, mut variants) = (Vec::new(), Vec::new());
        for hit in std::mem::take(&mut found.hits) {
            match hit.record {
                FoundRecord::Entity(_) | FoundRecord::Term(_) => names.push(hit),
                FoundRecord::Source(_) => sources.push(hit),
                FoundRecord::Fact(fact) if direct.iter().all(|other| other.code != fact.code) => {
                    facts.push(*fact);
                    variants.push(hit.variant);
                }
                FoundRecord::Fact(_) => {}
            }
        }
        let facts = FactItem::list(context, facts).await?;
        let shown = direct.len() + names.len() + facts.len() + sources.len();
        notes.extend(shown_in_part(&found, shown, view.is_narrowed()));
        let labels: Vec<&str> = view.tags.iter().map(|(label, _)| label.as_str()).collect();
        let title = match shown {
            _ if view.is_narrowed() => format!("‘{text}’ 검색 결과 ({})", labels.join(", ")),
            0 => "검색".to_owned(),
            _ => format!("‘{text}’ 검색 결과 {}", total_text(&found, shown)),
        };
        let crumbs = vec![Crumb::new(title, Address::Search(wanted.clone()))];
        let description = "경산의 계획과 사업, 기관, 용어를 검색합니다.";
        let frame = Frame::new(site, crumbs, description.to_owned());
        Ok(Some(Self {
            frame: if wanted.is_empty() { frame } else { frame.unlisted() },
            text: text.to_owned(),
            view,
            direct: FactItem::list(context, direct).await?,
            meant: FactItem::list(context, meant).await?,
            notes,
            answers: answers(context, text, &facts).await?,
            names,
            sources,
            sources_first,
            facts: facts
                .into_iter()
                .zip(variants)
                .map(|(item, variant)| FactHit { item, variant })
                .collect(),
            found,
        }))
    }

    /// The number of results that fit the filters: `12건`.
    fn total(&self) -> String {
        total_text(&self.found, 0)
    }

    /// Whether the query has a letter or digit to search for.
    fn has_words(&self) -> bool {
        !fold(&self.text).is_empty()
    }

    fn is_empty(&self) -> bool {
        let found = [self.direct.len(), self.names.len(), self.facts.len(), self.sources.len()];
        found.iter().all(|count| *count == 0)
    }

    /// What a record is, more exactly than its kind.
    fn kind(record: &FoundRecord) -> String {
        match record {
            FoundRecord::Entity(entity) => {
                let entity_type = entity_type_label(entity.entity_type);
                let kind = kind_label(entity.kind());
                if entity_type.contains(kind) {
                    entity_type.to_owned()
                } else {
                    format!("{kind}, {entity_type}")
                }
            }
            FoundRecord::Source(source) => {
                format!("{} {}", published_text(source), source_kind_label(source.kind))
            }
            FoundRecord::Term(_) | FoundRecord::Fact(_) => {
                record_kind_label(record.kind()).to_owned()
            }
        }
    }

    /// A text of a hit with the words marked that its variant of the query looked for.
    fn marked<'t>(&self, text: &'t str, variant: &usize) -> Vec<Segment<'t>> {
        segments(text, self.found.patterns.get(*variant).map_or(&[], Vec::as_slice))
    }
}

impl SearchView {
    fn new(context: Context<'_>, wanted: &Filters, found: &SearchResults) -> Self {
        let mut values = Filters { text: None, ..wanted.clone() };
        if wanted.text.is_none() {
            values.values.clear();
        }
        let address =
            |values: Filters| Address::Search(Filters { text: wanted.text.clone(), ..values });
        let mut groups = groups(context, &SEARCH_FACETS, &values, address, &found.facets);
        // A single result needs no filters.
        if values.is_empty() && found.hits.len() < 2 {
            groups.clear();
        }
        let tags = tags(context, &SEARCH_FACETS, &values, address);
        let unfiltered = address(Filters::default());
        Self { tags, groups, unfiltered, noun: "결과가", counter: "건" }
    }

    fn is_narrowed(&self) -> bool {
        !self.tags.is_empty()
    }
}

/// Where a record is.
pub fn address_of(record: &FoundRecord) -> Address {
    match record {
        FoundRecord::Entity(entity) => Address::Entity(entity.kind(), entity.slug.clone()),
        FoundRecord::Term(term) => Address::Term(term.slug.clone()),
        FoundRecord::Source(source) => Address::Source(source.slug.clone()),
        FoundRecord::Fact(fact) => Address::Fact(fact.code, None),
    }
}

/// What a record is called; a source with its title, since a newspaper has many.
pub fn name_of(record: &FoundRecord) -> String {
    match record {
        FoundRecord::Entity(entity) => entity.name.clone(),
        FoundRecord::Term(term) => term.name.clone(),
        FoundRecord::Source(source) => source_title(source),
        FoundRecord::Fact(fact) => fact.title.clone(),
    }
}

/// The number of results: `12건`, `1,000건 이상`.
fn total_text(found: &SearchResults, shown: usize) -> String {
    match found.count {
        // The count leaves out the fact found by its spoken code.
        Count::Exactly(count) => format!("{}건", count_text(count.max(shown))),
        Count::AtLeast(count) => format!("{}건 이상", count_text(count.max(shown))),
    }
}

/// Notes on what was searched for other than the words themselves, each once.
fn notes(found: &SearchResults) -> Vec<String> {
    let (mut notes, mut left_out) = (Vec::new(), Vec::new());
    for hit in &found.hits {
        let note = match &hit.why {
            MatchReason::Text
            | MatchReason::OtherName(_)
            | MatchReason::Slug(_)
            | MatchReason::HalfTyped => continue,
            MatchReason::Without(word) => {
                if !left_out.contains(&word.as_str()) {
                    left_out.push(word);
                }
                continue;
            }
            MatchReason::Particle(words) => {
                let words = with_particle(&format!("‘{words}’"), Particle::Towards);
                format!("조사를 빼고 {words} 검색했습니다.")
            }
            MatchReason::Spacing => "띄어쓰기가 다른 결과도 있습니다.".to_owned(),
            MatchReason::Synonym(words) => {
                format!("뜻이 같은 말로도 검색했습니다: {}", words.join(", "))
            }
            MatchReason::Initials => "초성으로 검색했습니다.".to_owned(),
            MatchReason::Keyboard(text) => {
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
        let some = if left_out.len() == 1 { "한 단어를" } else { "단어를 하나씩" };
        notes.push(format!("모든 단어가 든 결과가 없어 {some} 뺐습니다: {words}"));
    }
    notes
}

/// Notes on what was not searched or is not shown.
fn shown_in_part(found: &SearchResults, shown: usize, is_narrowed: bool) -> Vec<String> {
    let (Count::Exactly(count) | Count::AtLeast(count)) = found.count;
    let mut notes = Vec::new();
    if found.words_left_out {
        notes.push(format!("단어가 많아 앞의 {SEARCH_WORDS}개만 검색했습니다."));
    }
    // With filters, there may be more results among the records that were not looked at.
    if count > shown || (is_narrowed && matches!(found.count, Count::AtLeast(_))) {
        notes.push(format!("가까운 것부터 {}건만 보여 줍니다.", count_text(shown)));
    }
    if found.cut_short {
        notes.push("시간이 오래 걸려 일부만 검색했습니다.".to_owned());
    }
    notes
}

/// The reason why data gives a result, if the words themselves do not show it.
pub fn reason(why: &MatchReason) -> Option<String> {
    Some(match why {
        MatchReason::Text => return None,
        MatchReason::OtherName(name) => format!("다른 이름: {name}"),
        MatchReason::Slug(slug) => format!("주소 이름: {slug}"),
        MatchReason::Particle(words) => format!("조사를 뺀 말: {words}"),
        MatchReason::Spacing => "띄어쓰기가 다름".to_owned(),
        MatchReason::Synonym(words) => format!("같은 말: {}", words.join(", ")),
        MatchReason::Initials => "초성 일치".to_owned(),
        MatchReason::HalfTyped => "입력 중인 말로 보임".to_owned(),
        MatchReason::Keyboard(text) => {
            let keyboard = if text.is_ascii() { "한글" } else { "영문" };
            format!("{keyboard} 자판 입력으로 보임: {text}")
        }
        MatchReason::Without(word) => format!("‘{word}’ 없이 일치"),
    })
}
