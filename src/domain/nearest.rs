//! The words nearest to a mistyped one, for seed keys and addresses alike. Offers nothing when
//! nothing is near: a wrong suggestion is worse than none.

/// Only words more alike than this are offered, from 0 (nothing in common) to 1 (the same).
const LIKENESS: f64 = 0.5;

/// The candidates most like `word`, best first, at most `most`.
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let length = word.chars().count();
    // Each extra letter is a slip, so a word more than twice as long cannot be near, and the slow comparison is
    // skipped.
    let may_be_near = |candidate: &&str| {
        let other = candidate.chars().count();
        length.min(other) * 2 >= length.max(other)
    };
    let mut near: Vec<(f64, &str)> = candidates
        .into_iter()
        .filter(may_be_near)
        .map(|candidate| (strsim::normalized_damerau_levenshtein(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > LIKENESS)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(most);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let keys = ["title", "statement", "status"];
        assert_eq!(nearest("statment", keys, 1), ["statement"]);
        assert!(nearest("colour", keys, 3).is_empty());
    }
}
