//! The words nearest to a mistyped one, for seed keys and addresses alike. Offers nothing when
//! nothing is near: a wrong suggestion is worse than none.

/// How alike two words must be to be offered, from 0 (nothing shared) to 1 (the same): more than half of the longer one.
const LIKENESS: f64 = 0.5;

/// The candidates most like `word`, best first, at most `most`.
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let length = word.chars().count();
    // Each letter that one has more is a slip, so the comparison, which is slow, can be spared.
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
