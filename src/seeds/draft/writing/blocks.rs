//! The blocks of a draft: a new fact for each number, each date, and each paragraph that has neither; for a fact of the
//! record that says the same, the lines to add to it instead.

use std::collections::BTreeSet;

use crate::domain::{Code, Edtf, Fact, Kind, Outcome, Relation, Slug, Status};
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::analysis::{FoundDate, Meeting, ParagraphAnalysis};
use crate::seeds::draft::toml_text::{inline, list, quoted, slug_of};
use crate::seeds::numbers::FoundNumber;

/// Stands in a new fact's text until it gets its code.
pub const CODE: &str = "{code}";

/// What a person is asked where values differ.
const APART: &str =
    "# differs에는 왜 다른지 적으세요. 모르면 \"까닭은 알 수 없습니다.\"라고 적습니다.";

/// A block of the draft.
pub struct Block {
    pub paragraph: u16,
    /// The first line of its text. It says what the block is about, and a later run recognises the block by it.
    pub heading: String,
    pub is_new: bool,
    /// With [`CODE`] in a new fact.
    pub text: String,
    /// The values that the text itself gives, as TOML, by their keys.
    pub values: Vec<(&'static str, String)>,
}

/// The source that the evidence of the blocks cites.
pub struct EvidenceSource<'a> {
    pub source: &'a Slug,
    /// Whether its paragraphs are known.
    pub is_audited: bool,
    pub published: Option<Edtf>,
}

/// How far a thing with this date had come on the day of publication, where its sentence does not say so.
fn by_date(edtf: Edtf, published: Edtf) -> Option<Status> {
    if edtf.earliest() > published.latest() {
        Some(Status::Planned)
    } else {
        (edtf.latest() <= published.latest()).then_some(Status::Done)
    }
}

/// The facts for which the blocks so far already have a date, a number or a phrase from this source. A source must not
/// give two values of one fact.
#[derive(Default)]
pub struct CoveredFacts {
    dates: BTreeSet<Code>,
    numbers: BTreeSet<Code>,
    words: BTreeSet<Code>,
}

/// The blocks of a paragraph.
pub fn blocks(
    analysis: &ParagraphAnalysis<'_>,
    cited: &EvidenceSource<'_>,
    covered: &mut CoveredFacts,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut dates, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    let same: Vec<&Meeting<'_>> =
        analysis.meetings.iter().filter(|meeting| !meeting.is_outcome).collect();
    for meeting in &same {
        dates.extend(meeting.date.map(|(index, _)| index));
        numbers.extend(meeting.number.map(|(index, _)| index));
        // A number that the fact itself names belongs to that fact.
        let own = analysis.numbers.iter().enumerate();
        let own = own.filter(|(_, number)| is_named(meeting.fact, &number.phrase));
        numbers.extend(own.map(|(index, _)| index));
        blocks.extend(addition(analysis, meeting, cited, covered));
    }
    for sentence in 0..analysis.passage.sentences.len() {
        let is_in = |at: usize| analysis.passage.sentence_at(at) == sentence;
        let numbered: Vec<&FoundNumber> = analysis
            .numbers
            .iter()
            .enumerate()
            .filter(|(index, number)| {
                is_in(number.at.start) && !numbers.contains(index) && number.unit.is_some()
            })
            .map(|(_, number)| number)
            .collect();
        let times: Vec<(usize, &FoundDate)> = analysis
            .dates
            .iter()
            .enumerate()
            .filter(|(_, date)| is_in(date.at.start) && !date.is_report)
            .collect();
        for number in &numbered {
            let date = times.first().map(|(_, date)| *date);
            blocks.push(new_fact(analysis, sentence, date, Some(number), cited));
        }
        let carried = usize::from(!numbered.is_empty());
        let others = times.iter().skip(carried).filter(|(index, _)| !dates.contains(index));
        for (_, date) in others {
            blocks.push(new_fact(analysis, sentence, Some(date), None, cited));
        }
    }
    // What the source has said before of a fact does not become a new fact.
    if blocks.is_empty() && same.is_empty() && analysis.passage.may_state_facts() {
        blocks.push(new_fact(analysis, 0, None, None, cited));
    }
    blocks
}

/// Whether a fact names a number in its title or statement, however it is spaced.
fn is_named(fact: &Fact, phrase: &str) -> bool {
    let unspaced = |text: &str| text.split_whitespace().collect::<String>().replace(',', "");
    let phrase = unspaced(phrase);
    [&fact.title, &fact.statement].into_iter().any(|text| {
        let text = unspaced(text);
        let inside = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit());
        text.match_indices(&phrase).any(|(at, _)| !inside(at))
    })
}

/// A new fact, with "?" for what only a person can say.
fn new_fact(
    analysis: &ParagraphAnalysis<'_>,
    sentence: usize,
    date: Option<&FoundDate>,
    number: Option<&FoundNumber>,
    cited: &EvidenceSource<'_>,
) -> Block {
    let own = date.map(|date| date.phrase.as_str()).into_iter();
    let own: Vec<&str> = own.chain(number.map(|number| number.phrase.as_str())).collect();
    let phrases = if own.is_empty() { vec![analysis.passage.gist()] } else { own.clone() };
    let heading = heading(analysis.passage.number, &own);
    let place = number.map(|number| number.at.start).or(date.map(|date| date.at.start));
    let place =
        place.or(analysis.passage.sentences.get(sentence).map(|sentence| sentence.at.start));
    let status = place.and_then(|place| analysis.passage.status_at(place));
    let status = status.or_else(|| by_date(date?.edtf?, cited.published?));
    let status = quoted(status.map_or(UNFILLED, |status| status.key()));
    let mut values = vec![("status", status)];
    values.extend(date.map(|date| ("date", date_table(date, None, None))));
    values.extend(number.map(|number| ("quantity", number_table(number, None, None, None))));
    let mut lines = vec![
        heading.clone(),
        "[[fact]]".to_owned(),
        format!("code = \"{CODE}\""),
        format!("title = \"{UNFILLED}\""),
        format!("statement = \"{UNFILLED}\""),
    ];
    lines.extend(values.iter().map(|(key, value)| format!("{key} = {value}")));
    lines.push("about = [".to_owned());
    lines.extend(about(analysis, sentence));
    lines.push("]".to_owned());
    let number = analysis.passage.number;
    lines.push(format!("evidence = [{}]", evidence(cited, number, &phrases)));
    let tells = |meeting: &&Meeting<'_>| {
        meeting.is_outcome && (meeting.sentence == sentence || own.is_empty())
    };
    if let Some(meeting) = analysis.meetings.iter().find(tells) {
        let Fact { code, title, .. } = meeting.fact;
        // A meeting by words alone concerns the whole paragraph.
        let is_placed = meeting.date.is_some() || meeting.number.is_some();
        let outcome = if is_placed {
            analysis.passage.outcome(meeting.sentence)
        } else {
            (0..analysis.passage.sentences.len()).find_map(|index| analysis.passage.outcome(index))
        };
        let outcome = quoted(outcome.map_or(UNFILLED, Outcome::key));
        lines.push(format!("# {code} {title}의 결과인 듯합니다."));
        lines.push(format!("outcome_of = [{{ fact = \"{code}\", as = {outcome} }}]"));
    }
    Block { paragraph: number, heading, is_new: true, text: lines.join("\n") + "\n", values }
}

/// The lines to add to a fact of the record; `None` where the source has already said as much.
fn addition(
    analysis: &ParagraphAnalysis<'_>,
    meeting: &Meeting<'_>,
    cited: &EvidenceSource<'_>,
    covered: &mut CoveredFacts,
) -> Option<Block> {
    let fact = meeting.fact;
    let date = meeting.date.filter(|_| covered.dates.insert(fact.code));
    let number = meeting.number.filter(|_| covered.numbers.insert(fact.code));
    let is_new = covered.words.insert(fact.code);
    // A repetition is evidence only where another paragraph can be named for it.
    if date.is_none() && number.is_none() && !is_new && !cited.is_audited {
        return None;
    }
    let source = Some(cited.source);
    let mut values = Vec::new();
    let mut phrases = Vec::new();
    let mut relation = "같은 말을 합니다";
    if let Some((index, found)) = date {
        let date = &analysis.dates[index];
        values.push(("date", date_table(date, source, Some(found))));
        phrases.push(date.phrase.as_str());
        relation = relation_text(found);
    }
    if let Some((index, found)) = number {
        let number = &analysis.numbers[index];
        let unit = fact.quantity().map(|own| own.unit.as_str());
        values.push(("quantity", number_table(number, source, unit, Some(found))));
        phrases.push(number.phrase.as_str());
        relation = relation_text(found);
    }
    let heading = heading(analysis.passage.number, &phrases);
    if phrases.is_empty() {
        phrases.push(analysis.passage.gist());
    }
    let mut lines = vec![heading.clone(), format!("# {} {}: {relation}", fact.code, fact.title)];
    if [date, number].into_iter().flatten().any(|(_, found)| found == Relation::Differs) {
        lines.push(APART.to_owned());
    }
    lines.extend(["[[add]]".to_owned(), format!("fact = \"{}\"", fact.code)]);
    lines.extend(values.iter().map(|(key, value)| format!("{key} = {value}")));
    lines.push(format!("evidence = {}", evidence(cited, analysis.passage.number, &phrases)));
    let text = lines.join("\n") + "\n";
    Some(Block { paragraph: analysis.passage.number, heading, is_new: false, text, values })
}

/// What a relation is called in the draft.
pub const fn relation_text(relation: Relation) -> &'static str {
    match relation {
        Relation::Confirms => "확인합니다",
        Relation::MoreExact => "더 정확합니다",
        Relation::Differs => "다릅니다",
    }
}

/// The heading of a block: a comment with the number of its paragraph and its phrases.
pub fn heading(paragraph: u16, phrases: &[&str]) -> String {
    let phrases: Vec<String> = phrases.iter().map(|phrase| format!("‘{phrase}’")).collect();
    format!("# 문단 {paragraph} {}", phrases.join(" ")).trim_end().to_owned()
}

fn date_table(date: &FoundDate, source: Option<&Slug>, relation: Option<Relation>) -> String {
    let edtf = date.edtf.map_or(UNFILLED.to_owned(), |edtf| edtf.to_string());
    let basis = match date.edtf {
        None => Some(UNFILLED),
        Some(_) => date.basis.as_deref(),
    };
    inline(&[
        ("source", source.map(|source| quoted(source.as_str()))),
        ("edtf", Some(quoted(&edtf))),
        ("phrase", Some(quoted(&date.phrase))),
        ("basis", basis.map(quoted)),
        ("differs", differs(relation)),
    ])
}

fn number_table(
    number: &FoundNumber,
    source: Option<&Slug>,
    unit: Option<&str>,
    relation: Option<Relation>,
) -> String {
    let equivalent = number.equivalent.as_ref().map(|measure| {
        inline(&[
            ("value", Some(measure.value.to_string())),
            ("unit", Some(quoted(&measure.unit))),
            ("phrase", Some(quoted(&measure.phrase))),
        ])
    });
    inline(&[
        ("source", source.map(|source| quoted(source.as_str()))),
        ("value", Some(number.value.to_string())),
        ("unit", Some(quoted(unit.or(number.unit.as_deref()).unwrap_or(UNFILLED)))),
        ("qualifier", number.qualifier.map(|qualifier| quoted(qualifier.key()))),
        ("phrase", Some(quoted(&number.phrase))),
        ("equivalent", equivalent),
        ("differs", differs(relation)),
    ])
}

fn differs(relation: Option<Relation>) -> Option<String> {
    (relation == Some(Relation::Differs)).then(|| quoted(UNFILLED))
}

fn evidence(cited: &EvidenceSource<'_>, paragraph: u16, phrases: &[&str]) -> String {
    inline(&[
        ("source", Some(quoted(cited.source.as_str()))),
        ("paragraph", cited.is_audited.then(|| paragraph.to_string())),
        ("phrases", Some(list(phrases.iter().copied()))),
    ])
}

/// The entities that the sentence names, or else those of the paragraph. Those that may be new stand in comments.
fn about(analysis: &ParagraphAnalysis<'_>, sentence: usize) -> Vec<String> {
    let is_in = |at: usize| analysis.passage.sentence_at(at) == sentence;
    let part = |kind: Kind, slug: &str| {
        inline(&[(kind.key(), Some(quoted(slug))), ("role", Some(quoted(UNFILLED)))])
    };
    let of = |whole: bool| -> Vec<String> {
        let mentioned = analysis.mentions.iter().filter(|mention| whole || is_in(mention.at.start));
        let mut lines: Vec<String> = Vec::new();
        for mention in mentioned {
            let line = format!("  {},", part(mention.entity.kind(), mention.entity.slug.as_str()));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    };
    let mut lines = of(false);
    if lines.is_empty() {
        lines = of(true);
    }
    let new: Vec<String> = analysis
        .new
        .iter()
        .filter(|new| is_in(new.at.start))
        .map(|new| format!("  # 처음 나옴? {}: {},", new.name, part(new.kind, &slug_of(&new.name))))
        .collect();
    if lines.is_empty() {
        lines.push(format!("  {},", part(Kind::Institution, UNFILLED)));
    }
    lines.extend(new);
    lines
}
