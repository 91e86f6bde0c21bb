//! A pasted text held against a source, sentence by sentence and by digest alone. What is found is told by its
//! paragraph; what is not is kept for the one answer in which the reader sees it again.

use std::collections::{BTreeMap, HashMap};

use crate::domain::{Paragraph, Source, sentences};

/// What of a pasted text stands in a source.
pub struct Checked<'s> {
    /// How many sentences were pasted.
    pub total: usize,
    /// The paragraphs that have some of them, in order, and whether all of the paragraph was pasted.
    pub paragraphs: Vec<(&'s Paragraph, bool)>,
    /// The sentences that the source does not have, as they were pasted.
    pub missing: Vec<String>,
}

/// A sentence as it was pasted, and its digest.
struct Pasted {
    text: String,
    digest: String,
}

impl<'s> Checked<'s> {
    /// Holds a pasted text against a source.
    pub fn new(source: &'s Source, pasted: &str) -> Self {
        let mut known: HashMap<&str, Vec<&'s Paragraph>> = HashMap::new();
        for paragraph in &source.paragraphs {
            for digest in &paragraph.sentences {
                known.entry(digest).or_default().push(paragraph);
            }
        }
        let is_missing = |sentence: &&Pasted| !known.contains_key(sentence.digest.as_str());
        let lines: Vec<&str> = pasted.lines().map(str::trim).collect();
        let mut all: Vec<Pasted> = Vec::new();
        for block in lines.split(|line| line.is_empty()) {
            // A line may end a paragraph, or break it where a narrow column ended: the reading that finds more is right.
            let by_line: Vec<Pasted> = block.iter().flat_map(|line| cut(line)).collect();
            let joined = cut(&block.join(" "));
            let missing = |reading: &[Pasted]| reading.iter().filter(is_missing).count();
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

    /// How many of the sentences the source has.
    pub const fn found(&self) -> usize {
        self.total - self.missing.len()
    }
}

/// The sentences of a pasted text.
fn cut(text: &str) -> Vec<Pasted> {
    let text = Paragraph::normalised(text);
    let pasted = |sentence: &str| Pasted {
        text: sentence.trim().to_owned(),
        digest: Paragraph::sentence_digest(sentence),
    };
    sentences(&text).into_iter().map(|at| pasted(&text[at])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "강에 다리를 놓았다. “잘됐다.”고 시장이 말했다.\n새 다리\n배도 띄운다.";

    /// What is found of a pasted text: the paragraphs, the whole ones marked, and what is missing.
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
        let checked = Checked::new(&source, pasted);
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
