//! Finds where the sentences of a text begin and end. One rule serves the draft, the audit and the check of what a
//! reader pastes, because digests can be compared only when both texts were cut in the same way.

use std::ops::Range;

/// Closing marks that may stand between a stop and the end of its sentence.
const CLOSING: [char; 8] = ['"', '”', '’', '\'', ')', ']', '」', '』'];

/// The byte ranges of the sentences of a normalised text, in order and without gaps; each has a letter or a digit.
///
/// A sentence ends at `.`, `?` or `!` and the closing marks behind it, where white space or nothing follows. A word
/// that goes on behind a closing mark continues the sentence (`“한다.”고 밝혔다.`). A full stop behind a digit does
/// not end one (`2017. 12. 21.`); one behind 다 or 요 does, even where the newspaper left the space out
/// (`있다.경산시 제공`). List marks (△, ▲) do not, because what they list is one sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter_map(|(at, stop)| end_at(text, at, stop));
    for end in ends.chain([text.len()]) {
        if end > start && text[start..end].contains(char::is_alphanumeric) {
            sentences.push(start..end);
            start = end;
        }
    }
    if let Some(last) = sentences.last_mut() {
        last.end = text.len();
    }
    sentences
}

/// Where a sentence ends if this character is its stop.
fn end_at(text: &str, at: usize, stop: char) -> Option<usize> {
    let (head, tail) = (&text[..at], &text[at + stop.len_utf8()..]);
    let behind = tail.trim_start_matches(CLOSING);
    let is_apart = behind.chars().next().is_none_or(char::is_whitespace);
    let is_end = match stop {
        '.' if head.ends_with(|c: char| c.is_ascii_digit()) => false,
        '.' => is_apart || behind.len() == tail.len() && head.ends_with(['다', '요']),
        '?' | '!' => is_apart,
        _ => false,
    };
    is_end.then(|| text.len() - behind.len())
}

/// A sentence from its first letter or digit to its last, because the stop, and the quotation marks, brackets and
/// list marks around it, are not always copied with it.
pub fn bare_sentence(sentence: &str) -> &str {
    sentence.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_of_newspapers_sees_them_end() {
        for (text, expected) in [
            ("비가 왔다. 그쳤나? 그쳤다!", &["비가 왔다", "그쳤나", "그쳤다"][..]),
            ("2017. 12. 21. 4.0을 말했다. 끝났다.", &["2017. 12. 21. 4.0을 말했다", "끝났다"]),
            ("“곧 연다.”고 밝혔다. 잘됐다.", &["곧 연다.”고 밝혔다", "잘됐다"]),
            ("그는 “곧 연다.” 시는 “늦다.”", &["그는 “곧 연다", "시는 “늦다"]),
            ("길을 보고 있다.시청 제공.", &["길을 보고 있다", "시청 제공"]),
            ("‘새 길’.시청 제공. 끝.", &["새 길’.시청 제공", "끝"]),
            ("△3월 발족 △4월 구성 등을 했다.", &["3월 발족 △4월 구성 등을 했다"]),
            ("◇새 길을 닦다", &["새 길을 닦다"]),
            ("누리집은 river.kr이어요.또 봐요...", &["누리집은 river.kr이어요", "또 봐요"]),
            ("***", &[]),
            ("", &[]),
        ] {
            let found = sentences(text);
            let found: Vec<&str> = found.into_iter().map(|at| bare_sentence(&text[at])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn nothing_of_the_text_is_left_out() {
        let text = " “하나.” 둘이다.셋? …";
        let found = sentences(text);
        let whole: String = found.into_iter().map(|at| &text[at]).collect();
        assert_eq!(whole, text);
    }
}
