//! The text of a new source: its paragraphs as the audit counts them, what each seems to be, and its sentences with
//! the status that their endings suggest.

use std::ops::Range;

use crate::domain::{Outcome, Paragraph, ParagraphRole, Status, sentences};
use crate::hangul::Syllable;

/// The longest line, in characters, that is taken for a byline or a heading inside the text.
const SHORT: usize = 40;

/// A paragraph of the text, numbered from 1 over the lines that are not blank.
pub struct Passage {
    pub number: u16,
    pub role: ParagraphRole,
    /// Normalised, as the digest and the audit have it.
    pub text: String,
    pub sentences: Vec<PassageSentence>,
}

/// A sentence of a passage, by its byte range.
pub struct PassageSentence {
    pub at: Range<usize>,
    /// How far the thing has come, where the ending says so.
    pub status: Option<Status>,
}

/// The paragraphs of a text.
pub fn passages(article: &str) -> Vec<Passage> {
    (1..).zip(Paragraph::all_of(article)).map(|(number, text)| Passage::new(number, text)).collect()
}

impl Passage {
    fn new(number: u16, text: String) -> Self {
        let sentence = |at: Range<usize>| PassageSentence { status: status(&text[at.clone()]), at };
        let sentences = sentences(&text).into_iter().map(sentence).collect();
        Self { number, role: role(number, &text), text, sentences }
    }

    /// Whether the paragraph can state facts, so that they are looked for in it.
    pub const fn may_state_facts(&self) -> bool {
        matches!(self.role, ParagraphRole::Body | ParagraphRole::Caption)
    }

    /// Why no fact is looked for in it.
    pub const fn unused(&self) -> Option<&'static str> {
        match self.role {
            ParagraphRole::Headline => Some("글의 제목입니다."),
            ParagraphRole::Subheading => Some("글 안의 중간 제목입니다."),
            ParagraphRole::Byline => Some("글쓴이 표시입니다."),
            ParagraphRole::Rights => Some("저작권 표시입니다."),
            ParagraphRole::Body | ParagraphRole::Caption => None,
        }
    }

    /// Which sentence a place lies in.
    pub fn sentence_at(&self, at: usize) -> usize {
        let behind = self.sentences.iter().take_while(|sentence| sentence.at.end <= at).count();
        behind.min(self.sentences.len().saturating_sub(1))
    }

    /// How far the thing at a place has come: done if the clause it stands in is in the past tense, or else as the
    /// end of its sentence says.
    pub fn status_at(&self, at: usize) -> Option<Status> {
        let sentence = self.sentences.get(self.sentence_at(at))?;
        let rest = &self.text[at.clamp(sentence.at.start, sentence.at.end)..sentence.at.end];
        let clause = rest.split_once(',').map(|(clause, _)| clause);
        let verb = ["고", "으며", "지만", "으나"].iter().find_map(|end| clause?.strip_suffix(end));
        if verb.is_some_and(ends_in_the_past) { Some(Status::Done) } else { sentence.status }
    }

    /// What a sentence says became of a plan, where its words decide.
    pub fn outcome(&self, sentence: usize) -> Option<Outcome> {
        let text = without_attribution(self.sentence(sentence));
        let end = text.rmatch_indices(' ').nth(1).map_or(text.as_str(), |(at, _)| &text[at..]);
        let is_in = |words: &str| words.split('|').any(|word| end.contains(word));
        let outcome = OUTCOMES.iter().find(|(_, words)| is_in(words)).map(|(outcome, _)| *outcome);
        match (outcome, self.sentences.get(sentence)?.status?) {
            (_, Status::Planned | Status::Forecast) => None,
            (Some(Outcome::Done), _) if PARTS.iter().any(|part| text.contains(part)) => {
                Some(Outcome::Partly)
            }
            (None, Status::Ongoing) => Some(Outcome::Begun),
            (outcome, _) => outcome,
        }
    }

    /// The text of a sentence.
    pub fn sentence(&self, index: usize) -> &str {
        self.sentences.get(index).map_or("", |sentence| &self.text[sentence.at.clone()])
    }

    /// The last words of the paragraph's first sentence, as a short phrase that stands for the paragraph.
    pub fn gist(&self) -> &str {
        let sentence = self.sentence(0).trim_end_matches(|c: char| !c.is_alphanumeric());
        let starts = sentence.match_indices(' ').map(|(at, _)| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
        let fits = |from: &&usize| sentence[**from..].chars().count() <= 20;
        let from = starts.iter().rev().take(3).filter(fits).min().or(starts.last());
        from.map_or("", |from| &sentence[*from..])
    }
}

/// What a paragraph seems to be; the editor sees it in the draft.
fn role(number: u16, text: &str) -> ParagraphRole {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_short = text.chars().count() <= SHORT;
    if number == 1 {
        ParagraphRole::Headline
    } else if has(&["무단", "저작권자", "ⓒ", "©", "Copyright"]) {
        ParagraphRole::Rights
    } else if is_short && (byline(text).is_some() || has(&["@"])) {
        ParagraphRole::Byline
    } else if text.starts_with(['▲', '△', '▶', '▷'])
        || has(&["사진=", "사진 =", "[사진", "사진제공"])
    {
        ParagraphRole::Caption
    } else if is_short && !text.contains(['.', '?', '!', '”', '"']) {
        ParagraphRole::Subheading
    } else {
        ParagraphRole::Body
    }
}

/// The writer that a line names (`홍길동 기자`).
pub fn byline(text: &str) -> Option<&str> {
    let ends = text.match_indices("기자").map(|(at, word)| at + word.len());
    let end = ends.filter(|end| !text[*end..].starts_with(|c: char| c.is_alphanumeric())).last()?;
    let head = text[..end - "기자".len()].trim_end();
    let start = head
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    (head.len() > start).then(|| &text[start..end])
}

/// Endings that say how far a thing has come. Plans and forecasts are tried before what only sounds past.
const STATUSES: &[(Status, &str)] = &[
    (
        Status::Forecast,
        "전망이다|전망된다|전망했다|전망한다|기대된다|기대한다|기대했다|기대하고 있다|기대됐다|\
         기대되었다|전망됐다|예상된다|예상한다|예상했다|것으로 보인다|것으로 본다|것으로 보고 있다",
    ),
    (
        Status::Planned,
        "계획이다|계획|예정이다|예정|방침이다|방침|목표다|목표이다|기로 했다|기로 하고 있다|\
         키로 했다|것이다|것|겠다|계획하고 있다|구상이다|려 했다|려고 했다|려 한다|려고 한다|\
         예정이었다|계획이었다|목표였다|계획 중이다|검토 중이다|예정돼 있다|예정되어 있다|\
         계획을 밝혔다|계획을 세웠다|계획을 발표했다|방침을 밝혔다|방침을 정했다|구상을 밝혔다|\
         추진한다|조성한다|구축한다|건립한다|설립한다|신설한다|들어선다|착수한다|착공한다",
    ),
    (Status::Ongoing, "중이다|중에 있다|고 있다|추진 중"),
    (Status::State, "이다|있다|없다|많다|꼽힌다"),
];

/// Words at the end of a sentence that say what became of a plan. An agreement that was made or a meeting that was
/// held is not the outcome of the plan that it speaks of.
const OUTCOMES: &[(Outcome, &str)] = &[
    (Outcome::Dropped, "무산|백지화|취소|철회"),
    (Outcome::Postponed, "연기|미뤄|미뤘|미루|늦춰|늦췄|지연"),
    (Outcome::Changed, "변경|바꿔|바꿨|바꾸|바뀌|바뀐"),
    (Outcome::Begun, "착공|기공|첫 삽|착수|시작|돌입"),
    (Outcome::Done, "준공|완공|완료|마쳤|마무리|개소|개관|개원|문을 열|문을 연"),
];

/// Words that say that only a part was brought to its end.
const PARTS: [&str; 3] = ["일부", "1단계", "1차"];

/// Verbs of attribution, which only say who said so.
const ATTRIBUTIONS: &[&str] =
    &["밝혔다", "말했다", "전했다", "설명했다", "강조했다", "덧붙였다", "알렸다", "발표했다"];

/// A sentence without the marks at its end and without the attribution, a verb that only says who said so.
fn without_attribution(sentence: &str) -> String {
    let bare = |text: &str| text.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let sentence = bare(sentence);
    // Press releases end in 습니다 where newspapers end in 다.
    let text = sentence.strip_suffix("습니다").map_or(sentence.clone(), |head| format!("{head}다"));
    let reported = ATTRIBUTIONS.iter().find_map(|verb| text.strip_suffix(verb)).map(bare);
    let quoted = reported.as_deref();
    let quoted = quoted.and_then(|reported| {
        ["이라고", "라고", "고"].iter().find_map(|end| reported.strip_suffix(end))
    });
    quoted.map_or(text.clone(), bare)
}

/// The status that a sentence's ending suggests.
fn status(sentence: &str) -> Option<Status> {
    let text = without_attribution(sentence);
    let known = STATUSES.iter().find(|(_, ends)| ends.split('|').any(|end| text.ends_with(end)));
    known.map(|(status, _)| *status).or_else(|| is_past(&text).then_some(Status::Done))
}

/// Whether the text ends with a verb in the past tense and 다.
fn is_past(text: &str) -> bool {
    text.strip_suffix('다').is_some_and(ends_in_the_past)
}

/// Whether the last syllable marks the past tense, which ends in ㅆ.
fn ends_in_the_past(verb: &str) -> bool {
    let syllable = verb.chars().next_back().and_then(Syllable::of);
    // 있 and 겠 end in ㅆ but are not past.
    syllable.is_some_and(|syllable| syllable.last == Some('ㅆ')) && !verb.ends_with(['있', '겠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_by_its_ending_how_far_the_thing_has_come() {
        for (sentence, expected) in [
            ("두 기관이 협약을 맺었다.", Some(Status::Done)),
            ("센터를 세울 계획이다.", Some(Status::Planned)),
            ("내년에 문을 열기로 했다.", Some(Status::Planned)),
            ("“내년에 문을 열 계획”이라고 밝혔다.", Some(Status::Planned)),
            ("센터를 세웠다고 밝혔다.", Some(Status::Done)),
            ("매출이 늘 것으로 전망된다.", Some(Status::Forecast)),
            ("단지를 만들고 있다.", Some(Status::Ongoing)),
            ("터는 넓은 편이다.", Some(Status::State)),
            ("센터를 운영한다.", None),
            ("센터를 열 예정이었습니다.", Some(Status::Planned)),
            ("센터를 두려 했다.", Some(Status::Planned)),
            ("시는 단지를 넓히는 방침을 정했다.", Some(Status::Planned)),
            ("2022년까지 센터를 구축한다.", Some(Status::Planned)),
            ("터를 넓히는 방안을 검토 중이다.", Some(Status::Planned)),
        ] {
            assert_eq!(status(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_says_by_its_words_what_became_of_a_plan() {
        for (sentence, expected) in [
            ("센터를 준공했다.", Some(Outcome::Done)),
            ("단지의 1단계 공사를 마쳤다.", Some(Outcome::Partly)),
            ("시는 5월에 센터를 착공했다.", Some(Outcome::Begun)),
            ("시는 착공을 내년으로 미뤘다.", Some(Outcome::Postponed)),
            ("공사가 지연됐다.", Some(Outcome::Postponed)),
            ("행사는 포럼으로 이름이 바뀌었다.", Some(Outcome::Changed)),
            ("사업은 백지화됐다.", Some(Outcome::Dropped)),
            ("센터를 짓고 있다.", Some(Outcome::Begun)),
            ("센터를 준공할 예정이다.", None),
            ("센터를 준공했다고 밝혔다.", Some(Outcome::Done)),
            ("센터를 준공하기로 하는 협약을 맺었다.", None),
        ] {
            let passage = Passage::new(2, sentence.to_owned());
            assert_eq!(passage.outcome(0), expected, "{sentence}");
        }
    }

    #[test]
    fn a_clause_in_the_past_is_done_whatever_the_sentence_ends_with() {
        let passage = Passage::new(
            2,
            "장비 20대를 들여놓았고, 3월에 문을 연다. 곧 문을 열고, 5명을 뽑았다.".to_owned(),
        );
        let at = |word: &str| passage.status_at(passage.text.find(word).expect(word));
        assert_eq!(
            (at("20대"), at("3월"), at("곧")),
            (Some(Status::Done), None, Some(Status::Done))
        );
    }

    #[test]
    fn the_writer_is_the_word_before_the_reporter() {
        assert_eq!(byline("강마을=홍길동 기자 a@b.kr"), Some("홍길동 기자"));
        assert_eq!(byline("홍길동기자"), Some("홍길동기자"));
        assert_eq!(byline("강기자 기자"), Some("강기자 기자"));
        assert_eq!(byline("기자회견이 열렸다"), None);
    }
}
