//! Finds long runs of an article's own words in ours. Names are masked first, because a long name cannot be said in
//! other words; everything else must be.

/// The longest run of characters, spaces and punctuation aside, that a statement may share with the
/// article.
pub const RUN_MAX: usize = 14;

/// Stands for a name in our words; the article's copy has another mark, so that masked names never match.
const MASK: char = '\u{1}';
const ARTICLE_MASK: char = '\u{2}';

/// The article's paragraphs with the names masked.
pub struct MaskedArticle {
    /// Longest first, so that a name inside a longer one does not split it.
    names: Vec<String>,
    paragraphs: Vec<Vec<char>>,
}

impl MaskedArticle {
    /// Masks the names in the paragraphs.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>, paragraphs: &[String]) -> Self {
        let mut names: Vec<String> = names.map(bare).filter(|name| !name.is_empty()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
        names.dedup();
        let mut masked = Self { names, paragraphs: Vec::new() };
        masked.paragraphs = paragraphs.iter().map(|text| masked.mask(text, ARTICLE_MASK)).collect();
        masked
    }

    fn mask(&self, text: &str, mark: char) -> Vec<char> {
        let mark = mark.to_string();
        let masked = self.names.iter().fold(bare(text), |text, name| text.replace(name, &mark));
        masked.chars().collect()
    }

    /// The longest run that `text` shares with one paragraph, when it is longer than [`RUN_MAX`].
    pub fn long_run(&self, text: &str) -> Option<String> {
        let text = self.mask(text, MASK);
        let runs = self.paragraphs.iter().map(|paragraph| longest_common_run(&text, paragraph));
        let longest = runs.max_by_key(|run| run.len())?;
        (longest.len() > RUN_MAX).then(|| longest.iter().collect())
    }
}

/// Letters and digits only.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn longest_common_run<'a>(a: &'a [char], b: &[char]) -> &'a [char] {
    let mut best = &a[..0];
    let mut previous = vec![0_usize; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let mut current = vec![0_usize; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            if x == y {
                let length = previous[j] + 1;
                current[j + 1] = length;
                if length > best.len() {
                    best = &a[i + 1 - length..=i];
                }
            }
        }
        previous = current;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_clause_is_found_and_a_long_name_is_not() {
        let name = "기능성 타이타늄 소재기반 융복합산업 생태계 조성사업";
        let article =
            format!("가나다라 마바사아 자차카타 파하거너 더러. 그리고 {name}을 추진한다.");
        let masked = MaskedArticle::new([name].into_iter(), &[article]);
        let copied = masked.long_run("앞말 가나다라, 마바사아 자차카타 파하거너 뒷말");
        assert_eq!(copied.as_deref(), Some("가나다라마바사아자차카타파하거너"));
        assert_eq!(masked.long_run(&format!("시가 {name}을 벌인다.")), None);
    }
}
