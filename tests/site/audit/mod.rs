//! The audit, on two small articles of our own and one source that is only cited: it passes, and every fact, number,
//! date and name that is changed by hand makes it fail.

mod articles;

use std::fs;
use std::process::Output;

use gyeongsan::domain::Paragraph;
use gyeongsan::seeds::Articles;
use tempfile::TempDir;

use self::articles::{BOTH, RIVER, STREAM, articles, audited, seeds, write_seeds};
use super::command_line::gyeongsan;

#[test]
fn true_seeds_pass_and_every_paragraph_is_covered() {
    let audit = audited("", "", "", BOTH);
    assert_eq!(audit.faults(), 0, "{audit}");
    assert_eq!(audit.facts, 12, "all but the one that rests on the cited source alone");
    let counts = |source: usize| -> Vec<usize> {
        audit.sources[source].coverage.iter().map(|paragraph| paragraph.facts.len()).collect()
    };
    assert_eq!(counts(0), [0, 5, 1, 0]);
    assert_eq!(counts(1), [0, 4, 2]);
    let said = audit.to_string();
    for part in [
        "강마을신문 기사 (river)",
        "원문이 없어 대조하지 못한 출처 1건: brook\n",
        "신문 이름은 글에 없어 맞추어 보지 못했습니다.",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(said.ends_with("원문과 모두 맞습니다. 출처 2건, 기록 12건을 대조했습니다."), "{said}");
}

#[test]
fn a_source_without_its_text_is_named_and_not_judged() {
    let audit = audited("", "", "", &[("river.txt", RIVER)]);
    assert_eq!(audit.faults(), 0, "{audit}");
    let said = audit.to_string();
    assert!(said.contains("원문이 없어 대조하지 못한 출처 2건: brook, stream"), "{said}");
    assert!(said.ends_with("출처 1건, 기록 6건을 대조했습니다."), "{said}");
}

#[test]
fn a_text_of_another_article_is_told_in_one_line() {
    let audit = audited(
        "",
        "",
        "",
        &[("river.txt", "전혀 다른 글\n\n둘째 문단\n"), ("stream.txt", STREAM)],
    );
    assert_eq!(audit.faults(), 1, "{audit}");
    let said = audit.to_string();
    let line = "river.txt: 다른 글입니다. 강마을신문 기사의 문단 4개 가운데 같은 것이 없습니다.";
    assert_eq!(said.matches("river.txt").count(), 1);
    assert!(said.contains(line), "{said}");
    assert!(said.ends_with("원문과 다른 곳이 1곳 있습니다."), "{said}");
}

#[test]
fn a_file_of_no_source_is_told_and_a_folder_without_texts_is_refused() {
    let texts =
        [("river.txt", RIVER), ("rivers.txt", RIVER), ("brook.txt", "글\n"), ("notes.md", "글")];
    let audit = audited("", "", "", &texts);
    let said = audit.to_string();
    assert_eq!(audit.faults(), 0, "{said}");
    assert!(said.contains("이 이름의 출처가 없는 파일입니다: rivers.txt"), "{said}");
    assert!(said.contains("대조하지 못한 파일입니다: brook.txt"), "{said}");
    assert!(!said.contains("notes"), "{said}");

    let seeds = seeds("", "", "").expect("good seeds");
    let folder = articles(&[("rivers.txt", RIVER)]);
    let refused = Articles::read(folder.path(), &seeds.sources).expect_err("no text").to_string();
    assert!(refused.contains("대조할 원문이 하나도 없습니다"), "{refused}");
    let nowhere = Articles::read(&folder.path().join("nowhere"), &seeds.sources);
    assert!(nowhere.expect_err("no folder").to_string().contains("nowhere"));
}

const FACTS: &str = "facts/bridge.toml";
const PLACES: &str = "entities/institutions.toml";
const PROJECTS_FILE: &str = "entities/projects.toml";
const INDUSTRIES_FILE: &str = "entities/industries.toml";

/// Each change alone: the file, the right text, the wrong one, and what the audit says.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    // Numbers: the value, its blur, its unit, and the same in the statement.
    (FACTS, "value = 25000", "value = 26000", "수치가 원문 표현의 수와 다릅니다: 26000"),
    (FACTS, "value = 120,", "value = 121,", "수치가 원문 표현의 수와 다릅니다: 121"),
    (FACTS, ", qualifier = \"over\"", "", "어림 표시"),
    (FACTS, "qualifier = \"about\"", "qualifier = \"at-least\"", "어림 표시"),
    (FACTS, "unit = \"㎡\"", "unit = \"평\"", "단위가 원문 표현과 다릅니다"),
    (FACTS, "unit = \"원\"", "unit = \"달러\"", "단위가 원문 표현과 다릅니다"),
    (
        FACTS,
        "2만 5,000㎡이다",
        "2만 6,000㎡이다",
        "이 수를 담은 원문 표현이 없습니다: '2만 6,000㎡'",
    ),
    (FACTS, "2만 5,000㎡이다", "2억 5,000㎡이다", "이 수를 담은 원문 표현이 없습니다"),
    (FACTS, "약 30억 원", "약 30조 원", "이 수를 담은 원문 표현이 없습니다"),
    (FACTS, "주민 120여 명", "주민 130여 명", "이 수를 담은 원문 표현이 없습니다: '130여'"),
    (FACTS, "주민 120여 명", "주민 120명", "이 수를 담은 원문 표현이 없습니다: '120명'"),
    (FACTS, "\"120여 주민\", \"다리", "\"20여 주민\", \"다리", "없는 원문 표현입니다: '20여 주민'"),
    (
        FACTS,
        "\"120여 주민\", \"다리",
        "\"130여 주민\", \"다리",
        "없는 원문 표현입니다: '130여 주민'",
    ),
    // Dates: the year, the month, the half, the precision, and the same in the statement.
    (
        FACTS,
        "2017년 5월 다리",
        "2016년 5월 다리",
        "이 수를 담은 원문 표현이 없습니다: '2016년 5월'",
    ),
    (
        FACTS,
        "2017년 5월 다리",
        "2017년 6월 다리",
        "이 수를 담은 원문 표현이 없습니다: '2017년 6월'",
    ),
    (FACTS, "2018년 하반기에 열리며", "2018년 상반기에 열리며", "원문 표현이 없습니다: '상반기'"),
    (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-06\"", "날짜 2017-06: 달이나 정밀도"),
    (FACTS, "edtf = \"2017-05\"", "edtf = \"2016-05\"", "날짜 2016-05: 해가 다릅니다"),
    (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-05-01\"", "달이나 정밀도"),
    (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-05/2030-12\"", "달이나 정밀도"),
    (FACTS, "edtf = \"2017-05\"", "edtf = \"../2017-05\"", "달이나 정밀도"),
    (FACTS, "edtf = \"2018-41\"", "edtf = \"2018-40\"", "달이나 정밀도"),
    (FACTS, "edtf = \"2018-41\"", "edtf = \"2018\"", "달이나 정밀도"),
    (FACTS, "edtf = \"2017-12\"", "edtf = \"2014-12\"", "날짜 2014-12: 해가 다릅니다"),
    (FACTS, "phrase = \"12월\"", "phrase = \"2월\"", "없는 원문 표현입니다: '2월'"),
    // Days and months that the article leaves to the day on which it came out.
    (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2018-02-02\"", "2018-02-02: 달이나 정밀도"),
    (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2017-03-02\"", "2017-03-02: 해가 다릅니다"),
    (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2018-03\"", "2018-03: 달이나 정밀도"),
    (FACTS, "edtf = \"2018-09\"", "edtf = \"2017-09\"", "2017-09: 해가 다릅니다"),
    (FACTS, "edtf = \"2018-09\"", "edtf = \"2018-09/..\"", "2018-09/..: 달이나 정밀도"),
    ("sources/stream.toml", "\"2018-03-05\"", "\"2018-03\"", "published)를 날까지"),
    // Numbers in groups, counters that are one and money that is not.
    (FACTS, "value = 157600000000", "value = 1576", "수치가 원문 표현의 수와 다릅니다: 1576"),
    (FACTS, "1,576억 원", "1,576억 달러", "원문 표현이 없습니다: '1,576억달'"),
    (FACTS, "13만 6,000㎡", "13만 6,000평", "원문 표현이 없습니다: '13만 6,000평'"),
    (FACTS, "기업 12곳이 들어온다", "기업 13곳이 들어온다", "원문 표현이 없습니다: '13곳'"),
    (
        FACTS,
        "unit = \"곳\", phrase = \"12개 업체\"",
        "unit = \"㎡\", phrase = \"12개 업체\"",
        "단위가",
    ),
    // Names: of entities, of persons, in title, statement and entity.
    (FACTS, "강마을시와 하늘대학교가", "강마을시와 바다대학교가", "'하늘대학교'의 이름이 기록의"),
    (FACTS, "title = \"하늘대학교와", "title = \"바다대학교와", "없는 말입니다: '바다대학교'"),
    (FACTS, "다리 잔치가 2018년", "다리 놀이가 2018년", "'다리 잔치'의 이름이 기록의"),
    (FACTS, "\"홍길동 강마을시장이", "\"홍길둥 강마을시장이", "문장에 없습니다: '홍길동'"),
    (FACTS, "협약을 맺었다", "협약(MOA)을 맺었다", "없는 말입니다: 'MOA'"),
    (PLACES, "name = \"하늘대학교\"", "name = \"바다대학교\"", "근거 문단에 없습니다"),
    (PLACES, "type = \"research\"", "type = \"research\"\naliases = [\"하대\"]", "'하대'의 근거"),
    (PROJECTS_FILE, "\"다리 축제\"", "\"다리 놀이\"", "다른 이름 '다리 놀이'의 근거"),
    (PROJECTS_FILE, "\"다리 잔치\"", "\"다리 파티\"", "'다리 파티'의 이름이 근거 문단에"),
    (INDUSTRIES_FILE, "\"게임콘텐츠산업\"", "\"콘텐츠산업\"", "'콘텐츠산업'의 이름이 근거 문단에"),
    (
        FACTS,
        "게임콘텐츠산업을 하는",
        "온라인게임콘텐츠산업을 하는",
        "'게임콘텐츠산업'의 이름이 기록의",
    ),
    ("entities/agreements.toml", "type = \"mou\"", "type = \"moa\"", "협약의 형식 'moa'"),
    (
        "sources/river.toml",
        "title = \"강마을시 새 다리",
        "title = \"강마을시 헌 다리",
        "제목이 제목 문단과",
    ),
    ("sources/river.toml", "byline = \"강기자\"", "byline = \"김기자\"", "글쓴이가"),
];

#[test]
fn anything_changed_by_hand_fails() {
    for (file, right, wrong, finding) in CHANGES {
        let said = audited(file, right, wrong, BOTH).to_string();
        assert!(said.contains(finding), "{wrong} passes: {said}");
    }
}

#[test]
fn an_alias_may_stand_in_any_text_and_need_not_where_a_source_is_only_cited() {
    let places = "entities/institutions.toml";
    let city = "name = \"강마을시\"";
    let alias = audited(places, city, &format!("{city}\naliases = [\"물마을\"]"), BOTH);
    assert_eq!(alias.faults(), 0, "a cited source may have the alias: {alias}");
    let without = audited("entities/projects.toml", "\"다리 축제\"", "\"다리 놀이\"", &BOTH[..1]);
    assert!(!without.to_string().contains("다리 놀이"), "stream may have it: {without}");
}

#[test]
fn what_another_source_says_of_a_fact_is_not_looked_for_in_the_article() {
    let (facts, own) = ("facts/bridge.toml", "role = \"party\", source = \"brook\" }");
    let said = audited(facts, own, "role = \"party\" }", BOTH).to_string();
    assert!(said.contains("'모래대학교'의 이름이 근거 문단에 없습니다"), "{said}");
    let said = audited(facts, "18일 모래대학교도", "18일 조약대학교도", BOTH).to_string();
    assert!(said.contains("근거 문단에 없는 말입니다: '조약대학교'"), "{said}");
}

#[test]
fn a_copied_sentence_is_found() {
    let copied = "강마을시와 하늘대학교는 협약을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다.";
    let own = "강마을시가 마련한 터는 2만 5,000㎡이다.";
    let said = audited("facts/bridge.toml", own, copied, BOTH).to_string();
    assert!(said.contains("기사의 문장과"), "{said}");
}

#[test]
fn an_altered_article_is_noticed() {
    let river = |text: &str| audited("", "", "", &[("river.txt", text)]).to_string();
    let altered = river(&RIVER.replace("주민이 모이는", "주민이 모일"));
    assert!(altered.contains("문단의 확인값이 다릅니다"), "{altered}");
    let shorter = river(RIVER.split("\n올").next().expect("the first part"));
    assert!(shorter.contains("기사의 문단은 2개인데"), "{shorter}");
    let marked = river(&format!("\u{feff}{RIVER}"));
    assert!(
        marked.contains("원문과 모두 맞습니다"),
        "a byte order mark is no part of it: {marked}"
    );
}

#[test]
fn a_sentence_or_an_opening_that_is_not_the_text_is_found_with_what_is_right() {
    let source = "sources/river.toml";
    let line = RIVER.lines().nth(2).expect("the second paragraph");
    let sentences = Paragraph::sentence_digests(line);
    assert_eq!(sentences.len(), 2);
    let list = format!("\"{}\"", sentences.join("\", \""));
    let (first, opening) = (format!("\"{}\"", sentences[0]), Paragraph::opening_of(line));
    let swapped = format!("\"{}\", \"{}\"", sentences[1], sentences[0]);
    for (right, wrong) in [
        (&list, &first),
        (&list, &swapped),
        (&list, &String::new()),
        (&first, &format!("\"{}\"", Paragraph::sentence_digest("강에 다리를 놓았다."))),
    ] {
        let audit = audited(source, right, wrong, BOTH);
        let said = audit.to_string();
        assert_eq!(audit.faults(), 1, "{said}");
        let finding = format!("문단 2\n  - 문장의 확인값이 다릅니다. 원문: sentences = [{list}]");
        assert!(said.contains(&finding), "{said}");
    }
    let own = format!("opening = \"{opening}\"");
    for (wrong, given) in [
        ("opening = \"지난해 5월\"", "지난해 5월"),
        ("opening = \"강마을시는 올해\"", "강마을시는 올해"),
        ("", ""),
    ] {
        let audit = audited(source, &own, wrong, BOTH);
        let said = audit.to_string();
        assert_eq!(audit.faults(), 1, "{said}");
        let finding = format!("문단이 이 말로 시작하지 않습니다: '{given}'. 원문: {own}");
        assert!(said.contains(&finding), "{said}");
    }
    let shorter = audited(source, &own, "opening = \"강마을시는\"", BOTH);
    assert_eq!(shorter.faults(), 0, "an editor may take fewer words: {shorter}");
    let Err(refused) = seeds(source, &own, &format!("opening = \"{}\"", &line[..90])) else {
        panic!("a long opening passes")
    };
    assert!(refused.contains("문단의 첫말(opening)이 너무 깁니다"), "{refused}");
}

#[test]
fn phrases_that_add_up_to_the_article_are_refused() {
    let few = "phrases = [\"12월\", \"홍길동\"]";
    let many = "phrases = [\"12월\", \"홍길동\", \"시장이 터를 둘러보았다\", \"을 맺고, 약 30억원을 들여\", \
                \"터를 마련했다. 이어 12월에는\"]";
    let audit = audited("facts/bridge.toml", few, many, BOTH);
    assert!(audit.to_string().contains("원문 표현을 모으면 이 문단의"), "{audit}");
}

#[test]
fn what_a_cited_source_must_carry_is_checked_without_its_text() {
    for (right, wrong, missing) in [
        (
            "2019년 4월 3일 다리를",
            "2019년 4월 8일 다리를",
            "이 수를 담은 원문 표현이 없습니다: '2019년 4월 8일'",
        ),
        (
            "2019년 4월 3일 다리를",
            "2018년 4월 3일 다리를",
            "이 수를 담은 원문 표현이 없습니다: '2018년 4월 3일'",
        ),
        (
            "2019년 4월 3일 다리를",
            "올해 4월 3일 다리를",
            "이 말을 담은 원문 표현이 없습니다: '올해'",
        ),
        ("개통했고, 기업 12곳", "개통했고, 기업 13곳", "이 수를 담은 원문 표현이 없습니다: '13곳'"),
        ("개통했고, 기업 12곳", "개통했고, 12㎡", "이 수를 담은 원문 표현이 없습니다: '12㎡'"),
        ("KTX 값", "SRT 값", "이 단어를 담은 원문 표현이 없습니다: 'SRT'"),
        (
            "title = \"다리 개통\"",
            "title = \"다리 5번째 개통\"",
            "이 수를 담은 원문 표현이 없습니다: '5번'",
        ),
        // A fact of both kinds of source is checked over all its evidence.
        (
            "2017년 5월 18일 모래",
            "2017년 5월 19일 모래",
            "이 수를 담은 원문 표현이 없습니다: '2017년 5월 19일'",
        ),
    ] {
        let Err(refused) = seeds("facts/bridge.toml", right, wrong) else {
            panic!("{wrong} passes")
        };
        assert!(refused.contains(missing), "{missing} in {refused}");
        assert!(refused.contains("오류가 1건 있습니다"), "{refused}");
        assert!(refused.contains("facts/bridge.toml:"), "with its place: {refused}");
    }
    let published =
        seeds("facts/bridge.toml", "다리를 개통했고", "다리를 개통했다고 4월 4일 전해졌고");
    assert!(published.is_ok(), "the day on which the source came out carries itself");
}

/// Publishes the seeds with one text replaced, once the texts were held against them.
fn publish(file: &str, right: &str, wrong: &str, texts: &[(&str, &str)]) -> (Output, TempDir) {
    let (folder, texts) = (TempDir::new().expect("a folder"), articles(texts));
    write_seeds(folder.path(), file, right, wrong);
    let mut command = gyeongsan(&folder);
    command.args(["publish", "--note", "처음 정리했습니다.", "--seeds"]).arg(folder.path());
    let output = command.arg("--articles").arg(texts.path()).output().expect("the binary runs");
    (output, folder)
}

#[test]
fn nothing_is_published_that_the_texts_at_hand_do_not_bear_out() {
    let facts = "facts/bridge.toml";
    let (refused, folder) = publish(facts, "value = 25000", "value = 26000", BOTH);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    assert!(
        said.contains("발행하지 않았습니다. 원문과 다른 곳이 1곳 있습니다. audit으로"),
        "{said}"
    );
    assert!(!folder.path().join("editions").exists(), "nothing is written");

    let (published, folder) = publish("", "", "", BOTH);
    let said = String::from_utf8(published.stdout).expect("UTF-8");
    let file = folder.path().join("editions/0001.toml");
    assert_eq!(
        said,
        format!(
            "제1판을 발행했습니다: {}\n  새로 실은 출처 3건, 새로 실은 기록 13건, 새로 실은 산업·사업·기관 6건\n  \
             그 뒤를 확인한 계획 1건, 더 정확해진 기록 1건\n  새 출처: brook, river, stream\n",
            file.display()
        )
    );
}

#[test]
fn an_edition_says_what_it_now_knows_better() {
    let (_, folder) = publish("", "", "", BOTH);
    // A second source says 14 where the first says 12, and one fact no longer tells an outcome.
    let other = "quantity = [\n  { value = 12, unit = \"곳\", phrase = \"12개 업체\" },\n  \
                 { source = \"brook\", value = 14, unit = \"곳\", phrase = \"14곳\", differs = \"알 수 없습니다.\" },\n]";
    let first = "quantity = { value = 12, unit = \"곳\", phrase = \"12개 업체\" }";
    let evidence = "evidence = [{ source = \"stream\", paragraph = 2, phrases = [\"업체\"] }]";
    let both = evidence.replace("}]", "}, { source = \"brook\", phrases = [\"14곳\"] }]");
    write_seeds(folder.path(), "facts/bridge.toml", first, other);
    let path = folder.path().join("facts/bridge.toml");
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(evidence));
    fs::write(&path, text.replace(evidence, &both)).expect("a file");
    let mut command = gyeongsan(&folder);
    command.args(["publish", "--note", "둘째 출처를 더했습니다.", "--seeds"]).arg(folder.path());
    let output = command.output().expect("the binary runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(said.starts_with("제2판을 발행했습니다: "), "{said}");
    assert!(said.ends_with("\n  고친 기록 1건\n  출처마다 다른 기록 1건\n"), "{said}");
}
