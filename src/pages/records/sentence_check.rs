//! Checks a pasted text against a source, sentence by sentence and by digest alone. A sentence that is found is named
//! by its paragraph; one that is missing is kept only for the answer that shows it to the reader again.

use std::collections::{BTreeMap, HashMap};

use crate::domain::{Paragraph, Source, sentences};

/// The result of checking the sentences of a pasted text against a source.
pub struct SentenceCheck<'s> {
    /// The number of pasted sentences.
    pub total: usize,
    /// The paragraphs with some of the sentences, in order, and whether the whole paragraph was pasted.
    pub paragraphs: Vec<(&'s Paragraph, bool)>,
    /// The pasted sentences that the source does not have.
    pub missing: Vec<String>,
}

/// A pasted sentence and its digest.
struct PastedSentence {
    text: String,
    digest: String,
}

impl<'s> SentenceCheck<'s> {
    /// Compares a pasted text with a source.
    pub fn new(source: &'s Source, pasted: &str) -> Self {
        let mut known: HashMap<&str, Vec<&'s Paragraph>> = HashMap::new();
        for paragraph in &source.paragraphs {
            for digest in &paragraph.sentences {
                known.entry(digest).or_default().push(paragraph);
            }
        }
        let is_missing = |sentence: &&PastedSentence| !known.contains_key(sentence.digest.as_str());
        let lines: Vec<&str> = pasted.lines().map(str::trim).collect();
        let mut all: Vec<PastedSentence> = Vec::new();
        for block in lines.split(|line| line.is_empty()) {
            // A line may end a paragraph or be broken by a narrow column. Of both ways to cut it, the one that finds
            // more counts.
            let by_line: Vec<PastedSentence> = block.iter().flat_map(|line| cut(line)).collect();
            let joined = cut(&block.join(" "));
            let missing =
                |candidate: &[PastedSentence]| candidate.iter().filter(is_missing).count();
            all.extend(if missing(&joined) < missing(&by_line) { joined } else { by_line });
        }
        let digests: Vec<&str> = all.iter().map(|sentence| sentence.digest.as_str()).collect();
        let found = digests.iter().filter_map(|digest| known.get(digest)).flatten();
        let found: BTreeMap<u16, &Paragraph> =
            found.map(|paragraph| (paragraph.number, *paragraph)).collect();
        let is_whole = |paragraph: &Paragraph| {
            let mut runs = digests.windows(paragraph.sentences.len());
            runs.any(|run| run == paragraph.sentences)
        };
        let found = found.into_values().map(|paragraph| (paragraph, is_whole(paragraph)));
        Self {
            total: all.len(),
            paragraphs: found.collect(),
            missing: all.iter().filter(is_missing).map(|sentence| sentence.text.clone()).collect(),
        }
    }

    /// The number of pasted sentences that the source has.
    pub const fn found(&self) -> usize {
        self.total - self.missing.len()
    }
}

/// Splits a pasted text into sentences.
fn cut(text: &str) -> Vec<PastedSentence> {
    let text = Paragraph::normalised(text);
    let pasted = |sentence: &str| PastedSentence {
        text: sentence.trim().to_owned(),
        digest: Paragraph::sentence_digest(sentence),
    };
    sentences(&text).into_iter().map(|at| pasted(&text[at])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "강에 다리를 놓았다. “잘됐다.”고 시장이 말했다.\n새 다리\n배도 띄운다.";

    /// The numbers of the paragraphs that were found, with a mark on whole ones, and the missing sentences.
    fn checked(pasted: &str) -> (String, Vec<String>) {
        let paragraph = |(number, text): (usize, &str)| {
            serde_json::json!({
                "number": number, "role": "body", "digest": "",
                "sentences": Paragraph::sentence_digests(text),
            })
        };
        let paragraphs: Vec<_> = (1..).zip(TEXT.lines()).map(paragraph).collect();
        let source = serde_json::json!({
            "slug": "river", "publisher": "강마을신문", "kind": "article", "rights": "",
            "published": { "edtf": "2018" }, "paragraph": paragraphs,
        });
        let source: Source = serde_json::from_value(source).expect("a source");
        let checked = SentenceCheck::new(&source, pasted);
        let mark = |whole: bool| if whole { "!" } else { "" };
        let found = checked.paragraphs.iter();
        let found = found.map(|(paragraph, whole)| format!("{}{}", paragraph.number, mark(*whole)));
        (found.collect::<Vec<_>>().join(" "), checked.missing)
    }

    #[test]
    fn a_text_is_found_however_it_was_copied() {
        for (pasted, expected) in [
            ("강에 다리를 놓았다.", "1"),
            ("  강에  다리를 놓았다 ", "1"),
            ("강에 다리를\n놓았다.", "1"),
            ("“잘됐다.”고 시장이 말했다. 강에 다리를 놓았다.", "1"),
            ("강에 다리를 놓았다.\n\n“잘됐다.”고 시장이 말했다.", "1!"),
            ("강에 다리를 놓았다. “잘됐다.”고\r\n시장이 말했다.", "1!"),
            ("새 다리", "2!"),
            (TEXT, "1! 2! 3!"),
            ("", ""),
            (" \n***\n", ""),
        ] {
            assert_eq!(checked(pasted), (expected.to_owned(), vec![]), "{pasted}");
        }
    }

    #[test]
    fn what_is_not_there_comes_back_as_it_was_pasted() {
        let missing = |pasted: &str| checked(pasted).1;
        assert_eq!(missing("강에 다리를 놓았다. 배도  안 띄운다?"), ["배도 안 띄운다?"]);
        assert_eq!(missing("강에다리를 놓았다."), ["강에다리를 놓았다."]);
        assert_eq!(missing("강에 다리를"), ["강에 다리를"]);
    }
}
