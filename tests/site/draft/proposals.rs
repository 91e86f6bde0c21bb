//! What a draft says by itself where the text decides: how far a thing has come, what became of a plan, and that
//! nothing is to be written twice.

use gyeongsan::domain::{Edtf, Seen, Slug};
use gyeongsan::seeds::NewSource;

use super::desk::{Desk, river};

/// An article of our own that tells what became of plans of the record, and repeats itself.
const ARTICLE: &str = "강마을일보, 경산의 계획은 어디까지 왔나

IGS는 지난 30일 지역 일자리 100개를 만드는 일을 마쳤다.

AMRC ASIA 센터 설립은 미뤄졌다.

경산시는 4차 산업혁명에 맞서 산·학·연·관 전략회의를 20여 차례 열었다.

산·학·연·관 전략회의는 20여 차례 이어졌다.

경산시장은 4차 산업혁명에 대응하라고 지시했다.

탄소복합재기술연구조합의 회원사는 130개사다.

경산시는 내년까지 강마을센터에 장비 7대를 두는 방침을 정했다. 새 길은 8㎞다.
";

fn later() -> NewSource {
    let published = Edtf::parse("2018-05-10").ok();
    NewSource { slug: Slug::parse("river-2018"), published, ..river() }
}

/// The block of a draft's facts whose first line this is.
fn block(facts: &str, first: &str) -> String {
    let found = facts.split("\n\n").find(|block| block.lines().next() == Some(first));
    found.unwrap_or_else(|| panic!("{first} in {facts}")).to_owned()
}

#[test]
fn what_became_of_a_plan_is_proposed_where_the_words_say_it() {
    let desk = Desk::new();
    desk.draft(ARTICLE, later());
    let facts = desk.read("draft/facts/river-2018.toml");
    for (first, said) in [
        ("# 문단 2 ‘지난 30일’ ‘100개’", "outcome_of = [{ fact = \"GS-0057-9\", as = \"done\" }]"),
        ("# 문단 3", "outcome_of = [{ fact = \"GS-0042-3\", as = \"postponed\" }]"),
    ] {
        let block = block(&facts, first);
        assert!(block.contains(said) && block.contains("status = \"done\""), "{block}");
    }
    let silent = ARTICLE.replace("만드는 일을 마쳤다", "두는 협약을 체결했다");
    let desk = Desk::new();
    desk.draft(&silent, later());
    let facts = desk.read("draft/facts/river-2018.toml");
    let jobs = block(&facts, "# 문단 2 ‘지난 30일’ ‘100개’");
    assert!(jobs.contains("fact = \"GS-0057-9\", as = \"?\""), "no word decides: {jobs}");
}

#[test]
fn how_far_a_thing_has_come_is_left_open_only_where_the_text_is_silent() {
    let desk = Desk::new();
    desk.draft(ARTICLE, later());
    let facts = desk.read("draft/facts/river-2018.toml");
    let equipment = block(&facts, "# 문단 8 ‘내년까지’ ‘7대’");
    assert!(equipment.contains("status = \"planned\""), "{equipment}");
    let road = block(&facts, "# 문단 8 ‘8㎞’");
    assert!(road.contains("status = \"?\""), "{road}");
}

#[test]
fn a_number_is_written_as_the_audit_reads_it() {
    let desk = Desk::new();
    desk.draft("강마을의 협약\n\n강마을은 업무협약 3건을 맺고 30여억 원을 들였다.\n", later());
    let facts = desk.read("draft/facts/river-2018.toml");
    for number in [
        "quantity = { value = 3, unit = \"건\", phrase = \"3건\" }",
        "quantity = { value = 3000000000, unit = \"원\", qualifier = \"over\", phrase = \"30여억 원\" }",
    ] {
        assert!(facts.contains(number), "{number} in {facts}");
    }
}

#[test]
fn a_person_is_asked_why_sources_differ_only_where_they_do() {
    let desk = Desk::new();
    desk.draft(ARTICLE, later());
    let facts = desk.read("draft/facts/river-2018.toml");
    let members = block(&facts, "# 문단 7 ‘130개사’");
    assert!(members.contains("# differs에는 왜 다른지 적으세요."), "{members}");
    assert!(members.contains("differs = \"?\""), "{members}");
    assert_eq!(facts.matches("differs = ").count(), 1, "{facts}");
}

#[test]
fn nothing_is_written_as_new_that_repeats_what_is_added() {
    let desk = Desk::new();
    let drafted = desk.draft(ARTICLE, NewSource { cited: Some(Seen::Whole), ..later() });
    let facts = desk.read("draft/facts/river-2018.toml");
    assert!(block(&facts, "# 문단 4 ‘20여 차례’").contains("fact = \"GS-0015-2\""), "{facts}");
    assert!(block(&facts, "# 문단 6").contains("[[add]]\nfact = \"GS-0008-9\""), "{facts}");
    assert!(!facts.contains("# 문단 5"), "it says no more than the fourth: {facts}");
    assert_eq!((drafted.facts, drafted.additions), (4, 3), "{facts}");

    // Each paragraph of a text that is held has to be used, so there the second one is evidence too.
    let desk = Desk::new();
    desk.draft(ARTICLE, later());
    let facts = desk.read("draft/facts/river-2018.toml");
    let again = block(&facts, "# 문단 5");
    assert!(again.contains("[[add]]\nfact = \"GS-0015-2\"\nevidence = "), "{again}");
    assert!(!again.contains("quantity"), "{again}");
}
