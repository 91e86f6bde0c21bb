//! Dates for a sample in every EDTF precision, in words that a newspaper would use, with the reasoning if the words
//! alone leave the date open.

use fastrand::Rng;

/// A date as a seed file writes it.
pub struct Date {
    pub edtf: String,
    pub phrase: String,
    pub basis: Option<String>,
}

/// A date in or near a year, as an article from `published` gives it.
pub fn date(year: i32, published: i32, random: &mut Rng) -> Date {
    let month = random.i32(1..=12);
    let day = random.i32(1..=28);
    let (unit, words) = match random.u8(..20) {
        0..=2 => (format!("{year}"), String::new()),
        3..=5 => (format!("{year}-{}", 40 + random.i32(0..2)), String::new()),
        6 => (format!("{year}-{}", 33 + (month - 1) / 3), format!("{}분기", (month - 1) / 3 + 1)),
        7..=13 => (format!("{year}-{month:02}"), format!("{month}월")),
        14..=17 => (format!("{year}-{month:02}-{day:02}"), format!("{month}월 {day}일")),
        18 if year >= published => return limit(year),
        _ => return interval(year, month),
    };
    let words = match &unit[4..] {
        "-40" => "상반기".to_owned(),
        "-41" => "하반기".to_owned(),
        _ => words,
    };
    let joined = |year: &str| format!("{year} {words}").trim_end().to_owned();
    let relative = match year - published {
        -1 => Some("지난해"),
        0 => Some("올해"),
        1 => Some("내년"),
        _ => None,
    };
    let doubt = ["?", "~"].get(random.usize(..40)).copied();
    match (relative, doubt) {
        (Some(relative), _) if random.bool() => Date {
            basis: Some(format!(
                "기사가 나온 해를 {published}년으로 보아 {relative}를 {year}년으로 봄"
            )),
            edtf: unit,
            phrase: joined(relative),
        },
        (_, Some(doubt)) => Date {
            edtf: format!("{unit}{doubt}"),
            phrase: format!("{}쯤", joined(&format!("{year}년"))),
            basis: Some("기사가 때를 어림잡아 적음".to_owned()),
        },
        _ => Date { edtf: unit, phrase: joined(&format!("{year}년")), basis: None },
    }
}

/// By the end of a year.
fn limit(year: i32) -> Date {
    Date { edtf: format!("../{year}"), phrase: format!("{year}년까지"), basis: None }
}

/// From a month to the same month of the next year.
fn interval(year: i32, month: i32) -> Date {
    let next = year + 1;
    Date {
        edtf: format!("{year}-{month:02}/{next}-{month:02}"),
        phrase: format!("{year}년 {month}월부터 {next}년 {month}월까지"),
        basis: None,
    }
}
