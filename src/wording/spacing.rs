//! Numbers that stay on one line with what they count: a narrow screen would break `461억 원` and `12월 16일` in two.

/// What may follow a number after a space.
const UNITS: [&str; 12] =
    ["원", "명", "곳", "개", "건", "종", "㎡", "평", "달러", "차례", "필지", "업체"];

/// A text whose numbers are joined to their units by no-break spaces, for pages alone: what is copied or searched for
/// keeps its plain spaces.
pub fn unbroken(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut before = "";
    for word in text.split(' ') {
        if !joined.is_empty() {
            joined.push(if belongs(before, word) { '\u{a0}' } else { ' ' });
        }
        joined.push_str(word);
        before = word;
    }
    joined
}

/// Whether two words are parts of one number or of a month and its day.
fn belongs(before: &str, after: &str) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let begins_with_digit = after.starts_with(|c: char| c.is_ascii_digit());
    let is_number = has_digit(before)
        && before.ends_with(|c: char| c.is_ascii_digit() || "만억조여".contains(c));
    let is_amount = is_number && UNITS.iter().any(|unit| after.starts_with(unit));
    // 88억 1,000만
    let goes_on = is_number && before.ends_with(['만', '억', '조']) && begins_with_digit;
    let is_day =
        has_digit(before) && before.ends_with('월') && begins_with_digit && after.contains('일');
    is_amount || goes_on || is_day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_with_its_unit_and_a_month_with_its_day() {
        for (text, shown) in [
            ("사업비 461억 원으로", "사업비 461억_원으로"),
            ("1,040만 9,000㎡를", "1,040만_9,000㎡를"),
            ("88억 1,000만 원", "88억_1,000만_원"),
            ("650여 명이 일합니다", "650여_명이 일합니다"),
            ("2022년 12월 16일 경산", "2022년 12월_16일 경산"),
            ("2018년 개최 명단", "2018년 개최 명단"),
            ("기업 10곳 원년", "기업 10곳 원년"),
            ("3월 2020년까지", "3월 2020년까지"),
            ("", ""),
        ] {
            assert_eq!(unbroken(text).replace('\u{a0}', "_"), shown);
        }
    }
}
