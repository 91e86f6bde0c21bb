//! The audit, on two small articles of our own and one source that is only cited: it passes, and every fact, number,
//! date and name that is changed by hand makes it fail.

use std::fs;
use std::path::Path;
use std::process::Output;

use gyeongsan::domain::Paragraph;
use gyeongsan::seeds::{Articles, Audit, SeedSource, Seeds, audit};
use tempfile::TempDir;

use super::command_line::gyeongsan;

/// Of a year, so that no day of it is known.
const RIVER: &str = "강마을시 새 다리 이야기

강마을시는 지난해 5월 하늘대학교와 다리 연구 협약(MOU)을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다. 이어 12월에는 홍길동 시장이 터를 둘러보았다.

올 하반기에는 120여 주민이 모이는 다리 잔치를 열 계획이다.

강마을신문 강기자
";

/// Of 5 March 2018.
const STREAM: &str = "강마을시 다리 첫 삽을 뜨다

강마을시는 2일 하늘대학교에서 다리 착공식을 가졌다. 사업비는 1천576억 원이고 넓이 13만6천㎡의 터에 12개 업체가 들어온다.

다리는 9월 문을 열 예정이며, 이때 다리 축제도 함께 열린다. 게임콘텐츠산업 기업도 온다.
";

/// The head of a source's file and its paragraphs, the first of which is the headline.
fn source(head: &str, text: &str, unused: &[usize]) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let paragraphs = (1..).zip(lines).map(|(number, line)| {
        let role = match number {
            1 => "headline",
            4 => "byline",
            _ => "body",
        };
        let digest = Paragraph::digest_of(line);
        let unused =
            if unused.contains(&number) { "unused = \"쓰지 않습니다.\"" } else { "" };
        format!(
            "[[paragraph]]\nnumber = {number}\nrole = \"{role}\"\ndigest = \"{digest}\"\n{unused}"
        )
    });
    let head = head.trim_start().to_owned();
    std::iter::once(head).chain(paragraphs).collect::<Vec<_>>().join("\n")
}

const RIVER_HEAD: &str = r#"
publisher = "강마을신문"
kind = "article"
title = "강마을시 새 다리 이야기"
byline = "강기자"
published = { edtf = "2018", basis = "그렇게 봄" }
rights = "신문의 것"
names = ["홍길동"]
"#;

const STREAM_HEAD: &str = r#"
publisher = "개울신문"
kind = "article"
title = "강마을시 다리 첫 삽을 뜨다"
published = { edtf = "2018-03-05" }
rights = "신문의 것"
"#;

const BROOK: &str = r#"
publisher = "도랑방송"
kind = "article"
published = { edtf = "2019-04-04" }
rights = "방송의 것"
seen = "whole"
"#;

const THEMES: &str =
    "[[theme]]\nslug = \"bridge\"\nname = \"다리\"\nsummary = \"다리를 놓는 일입니다.\"\n";

const INDUSTRIES: &str = r#"
[[industry]]
slug = "game-content"
name = "게임콘텐츠산업"
type = "promoted"
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
slug = "river-city"
name = "강마을시"
type = "local-government"

[[institution]]
slug = "sky-university"
name = "하늘대학교"
type = "research"

[[institution]]
slug = "sand-university"
name = "모래대학교"
type = "university"
"#;

const AGREEMENTS: &str = r#"
[[agreement]]
slug = "bridge-mou"
name = "다리 연구 협약"
type = "mou"
"#;

const PROJECTS: &str = r#"
[[project]]
slug = "bridge-feast"
name = "다리 잔치"
aliases = ["다리 축제"]
type = "event"
"#;

const FACTS: &str = r#"theme = "bridge"

[[fact]]
code = "GS-0001-3"
title = "하늘대학교와 다리 연구 협약"
statement = "강마을시와 하늘대학교가 2017년 5월 다리 연구 협약을 맺었다."
status = "done"
date = { edtf = "2017-05", phrase = "지난해 5월", basis = "2018년 기사로 봄" }
about = [
  { agreement = "bridge-mou", role = "subject" },
  { institution = "river-city", role = "party" },
  { institution = "sky-university", role = "party" },
]
evidence = [{ source = "river", paragraph = 2, phrases = ["지난해 5월", "다리 연구 협약(MOU)"] }]

[[fact]]
code = "GS-0002-1"
title = "다리 터의 넓이"
statement = "강마을시가 마련한 터는 2만 5,000㎡이다."
status = "done"
quantity = { value = 25000, unit = "㎡", phrase = "2만5000㎡" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "river", paragraph = 2, phrases = ["2만5000㎡ 터"] }]

[[fact]]
code = "GS-0003-0"
title = "다리 터에 든 돈"
statement = "강마을시는 터에 약 30억 원을 썼다."
status = "done"
quantity = { value = 3000000000, unit = "원", phrase = "약 30억원", qualifier = "about" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "river", paragraph = 2, phrases = ["약 30억원"] }]

[[fact]]
code = "GS-0004-8"
title = "다리 잔치 예정"
statement = "다리 잔치가 2018년 하반기에 열리며 주민 120여 명이 모일 예정이다."
status = "planned"
date = { edtf = "2018-41", phrase = "올 하반기", basis = "2018년 기사로 봄" }
quantity = { value = 120, unit = "명", phrase = "120여 주민", qualifier = "over" }
about = [{ project = "bridge-feast", role = "subject" }]
evidence = [{ source = "river", paragraph = 3, phrases = ["올 하반기", "120여 주민", "다리 잔치"] }]

[[fact]]
code = "GS-0005-6"
title = "시장의 터 방문"
statement = "홍길동 강마을시장이 2017년 12월 다리 놓을 터에 들렀다."
status = "done"
date = { edtf = "2017-12", phrase = "12월", basis = "같은 문단의 지난해에 이어지는 달로 봄" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "river", paragraph = 2, phrases = ["12월", "홍길동"] }]

[[fact]]
code = "GS-0006-4"
title = "다리 착공식"
statement = "강마을시는 2018년 3월 2일 하늘대학교에서 다리의 착공식을 열었다."
status = "done"
date = { edtf = "2018-03-02", phrase = "2일", basis = "3월 5일 기사로 봄" }
about = [
  { institution = "river-city", role = "subject" },
  { institution = "sky-university", role = "location" },
]
evidence = [{ source = "stream", paragraph = 2, phrases = ["2일", "착공식"] }]

[[fact]]
code = "GS-0007-2"
title = "다리에 드는 돈"
statement = "강마을시의 다리에는 1,576억 원이 든다."
status = "state"
quantity = { value = 157600000000, unit = "원", phrase = "1천576억 원" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "stream", paragraph = 2, phrases = ["사업비"] }]

[[fact]]
code = "GS-0008-9"
title = "새 터의 넓이"
statement = "강마을시가 새로 잡은 터는 13만 6,000㎡이다."
status = "state"
quantity = { value = 136000, unit = "㎡", phrase = "13만6천㎡" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "stream", paragraph = 2, phrases = ["터"] }]

[[fact]]
code = "GS-0009-7"
title = "터에 들어오는 기업 12곳"
statement = "강마을시의 새 터에는 기업 12곳이 들어온다."
status = "state"
quantity = { value = 12, unit = "곳", phrase = "12개 업체" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "stream", paragraph = 2, phrases = ["업체"] }]

[[fact]]
code = "GS-0010-1"
title = "다리 개통과 축제 예정"
statement = "다리는 2018년 9월에 개통하고 그때 다리 축제가 열릴 예정이다."
status = "planned"
date = { edtf = "2018-09", phrase = "9월", basis = "3월 5일 기사로 봄" }
about = [{ project = "bridge-feast", role = "subject" }]
evidence = [{ source = "stream", paragraph = 3, phrases = ["9월", "축제"] }]

[[fact]]
code = "GS-0011-0"
title = "게임콘텐츠산업 기업의 입주"
statement = "게임콘텐츠산업을 하는 기업도 들어올 예정이다."
status = "planned"
about = [{ industry = "game-content", role = "subject" }]
evidence = [{ source = "stream", paragraph = 3, phrases = ["게임콘텐츠산업"] }]

[[fact]]
code = "GS-0012-8"
title = "다리 개통"
statement = "강마을시는 2019년 4월 3일 다리를 개통했고, 기업 12곳이 KTX 값을 냈다."
status = "done"
date = { edtf = "2019-04-03", phrase = "3일", basis = "4월 4일 방송으로 봄" }
quantity = { value = 12, unit = "곳", phrase = "12개 기업" }
about = [{ institution = "river-city", role = "subject" }]
evidence = [{ source = "brook", phrases = ["KTX"] }]
outcome_of = [{ fact = "GS-0010-1", as = "done", inferred = "같은 다리로 봄" }]

[[fact]]
code = "GS-0013-6"
title = "협약을 맺은 날"
statement = "강마을시는 2017년 5월 18일 모래대학교도 함께하는 다리 연구 협약을 맺었다."
status = "done"
date = [
  { edtf = "2017-05", phrase = "지난해 5월", basis = "2018년 기사로 봄" },
  { source = "brook", edtf = "2017-05-18", phrase = "재작년 5월 18일", basis = "2019년 방송으로 봄" },
]
about = [
  { agreement = "bridge-mou", role = "subject" },
  { institution = "river-city", role = "party" },
  { institution = "sand-university", role = "party", source = "brook" },
]
evidence = [
  { source = "river", paragraph = 2, phrases = ["지난해 5월"] },
  { source = "brook", phrases = ["모래대학교도"] },
]
"#;

/// Writes the seeds, in one file with a text replaced.
fn write_seeds(folder: &Path, file: &str, right: &str, wrong: &str) {
    for (path, text) in [
        ("sources/river.toml", source(RIVER_HEAD, RIVER, &[1, 4])),
        ("sources/stream.toml", source(STREAM_HEAD, STREAM, &[1])),
        ("sources/brook.toml", BROOK.to_owned()),
        ("themes.toml", THEMES.to_owned()),
        ("entities/industries.toml", INDUSTRIES.to_owned()),
        ("entities/institutions.toml", INSTITUTIONS.to_owned()),
        ("entities/agreements.toml", AGREEMENTS.to_owned()),
        ("entities/projects.toml", PROJECTS.to_owned()),
        ("facts/bridge.toml", FACTS.to_owned()),
    ] {
        let text = if path == file {
            assert!(text.contains(right), "{right} is in {path}");
            text.replacen(right, wrong, 1)
        } else {
            text
        };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// The seeds with one text replaced.
fn seeds(file: &str, right: &str, wrong: &str) -> Result<Seeds, String> {
    let folder = TempDir::new().expect("a folder");
    write_seeds(folder.path(), file, right, wrong);
    let source = SeedSource::Folder(folder.path().to_owned());
    Seeds::read(&source).map_err(|mistakes| mistakes.draw(false))
}

/// A folder with these texts.
fn articles(texts: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in texts {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// The audit of the seeds with one text replaced, over these texts.
fn audited(file: &str, right: &str, wrong: &str, texts: &[(&str, &str)]) -> Audit {
    let seeds = seeds(file, right, wrong).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let folder = articles(texts);
    audit(&seeds, Articles::read(folder.path(), &seeds.sources).expect("texts"))
}

const BOTH: &[(&str, &str)] = &[("river.txt", RIVER), ("stream.txt", STREAM)];

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

#[test]
fn anything_changed_by_hand_fails() {
    const FACTS: &str = "facts/bridge.toml";
    const PLACES: &str = "entities/institutions.toml";
    const PROJECTS_FILE: &str = "entities/projects.toml";
    const INDUSTRIES_FILE: &str = "entities/industries.toml";
    for (file, right, wrong, finding) in [
        // Numbers: the value, its blur, its unit, and the same in the statement.
        (FACTS, "value = 25000", "value = 26000", "수치가 어구의 수와 다릅니다: 26000"),
        (FACTS, "value = 120,", "value = 121,", "수치가 어구의 수와 다릅니다: 121"),
        (FACTS, ", qualifier = \"over\"", "", "어림 표시"),
        (FACTS, "qualifier = \"about\"", "qualifier = \"at-least\"", "어림 표시"),
        (FACTS, "unit = \"㎡\"", "unit = \"평\"", "단위가 어구와 다릅니다"),
        (FACTS, "unit = \"원\"", "unit = \"달러\"", "단위가 어구와 다릅니다"),
        (
            FACTS,
            "2만 5,000㎡이다",
            "2만 6,000㎡이다",
            "이 수를 담은 어구가 없습니다: '2만 6,000㎡'",
        ),
        (FACTS, "2만 5,000㎡이다", "2억 5,000㎡이다", "이 수를 담은 어구가 없습니다"),
        (FACTS, "약 30억 원", "약 30조 원", "이 수를 담은 어구가 없습니다"),
        (FACTS, "주민 120여 명", "주민 130여 명", "이 수를 담은 어구가 없습니다: '130여'"),
        (FACTS, "주민 120여 명", "주민 120명", "이 수를 담은 어구가 없습니다: '120명'"),
        (FACTS, "\"120여 주민\", \"다리", "\"20여 주민\", \"다리", "어구 '20여 주민'"),
        (FACTS, "\"120여 주민\", \"다리", "\"130여 주민\", \"다리", "어구 '130여 주민'"),
        // Dates: the year, the month, the half, the precision, and the same in the statement.
        (FACTS, "2017년 5월 다리", "2016년 5월 다리", "이 수를 담은 어구가 없습니다: '2016년 5월'"),
        (FACTS, "2017년 5월 다리", "2017년 6월 다리", "이 수를 담은 어구가 없습니다: '2017년 6월'"),
        (FACTS, "2018년 하반기에 열리며", "2018년 상반기에 열리며", "어구가 없습니다: '상반기'"),
        (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-06\"", "날짜 2017-06: 달이나 정밀도"),
        (FACTS, "edtf = \"2017-05\"", "edtf = \"2016-05\"", "날짜 2016-05: 해가 다릅니다"),
        (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-05-01\"", "달이나 정밀도"),
        (FACTS, "edtf = \"2017-05\"", "edtf = \"2017-05/2030-12\"", "달이나 정밀도"),
        (FACTS, "edtf = \"2017-05\"", "edtf = \"../2017-05\"", "달이나 정밀도"),
        (FACTS, "edtf = \"2018-41\"", "edtf = \"2018-40\"", "달이나 정밀도"),
        (FACTS, "edtf = \"2018-41\"", "edtf = \"2018\"", "달이나 정밀도"),
        (FACTS, "edtf = \"2017-12\"", "edtf = \"2014-12\"", "날짜 2014-12: 해가 다릅니다"),
        (FACTS, "phrase = \"12월\"", "phrase = \"2월\"", "어구 '2월'가"),
        // Days and months that the article leaves to the day on which it came out.
        (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2018-02-02\"", "2018-02-02: 달이나 정밀도"),
        (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2017-03-02\"", "2017-03-02: 해가 다릅니다"),
        (FACTS, "edtf = \"2018-03-02\"", "edtf = \"2018-03\"", "2018-03: 달이나 정밀도"),
        (FACTS, "edtf = \"2018-09\"", "edtf = \"2017-09\"", "2017-09: 해가 다릅니다"),
        ("sources/stream.toml", "\"2018-03-05\"", "\"2018-03\"", "published)를 날까지"),
        // Numbers in groups, counters that are one and money that is not.
        (FACTS, "value = 157600000000", "value = 1576", "수치가 어구의 수와 다릅니다: 1576"),
        (FACTS, "1,576억 원", "1,576억 달러", "어구가 없습니다: '1,576억달'"),
        (FACTS, "13만 6,000㎡", "13만 6,000평", "어구가 없습니다: '13만 6,000평'"),
        (FACTS, "기업 12곳이 들어온다", "기업 13곳이 들어온다", "어구가 없습니다: '13곳'"),
        (
            FACTS,
            "unit = \"곳\", phrase = \"12개 업체\"",
            "unit = \"㎡\", phrase = \"12개 업체\"",
            "단위가",
        ),
        // Names: of entities, of persons, in title, statement and entity.
        (
            FACTS,
            "강마을시와 하늘대학교가",
            "강마을시와 바다대학교가",
            "'하늘대학교'의 이름이 기록의",
        ),
        (FACTS, "title = \"하늘대학교와", "title = \"바다대학교와", "없는 말입니다: '바다대학교'"),
        (FACTS, "다리 잔치가 2018년", "다리 놀이가 2018년", "'다리 잔치'의 이름이 기록의"),
        (FACTS, "\"홍길동 강마을시장이", "\"홍길둥 강마을시장이", "문장에 없습니다: '홍길동'"),
        (FACTS, "협약을 맺었다", "협약(MOA)을 맺었다", "없는 말입니다: 'MOA'"),
        (PLACES, "name = \"하늘대학교\"", "name = \"바다대학교\"", "근거 문단에 없습니다"),
        (
            PLACES,
            "type = \"research\"",
            "type = \"research\"\naliases = [\"하대\"]",
            "'하대'의 근거",
        ),
        (PROJECTS_FILE, "\"다리 축제\"", "\"다리 놀이\"", "다른 이름 '다리 놀이'의 근거"),
        (PROJECTS_FILE, "\"다리 잔치\"", "\"다리 파티\"", "'다리 파티'의 이름이 근거 문단에"),
        (
            INDUSTRIES_FILE,
            "\"게임콘텐츠산업\"",
            "\"콘텐츠산업\"",
            "'콘텐츠산업'의 이름이 근거 문단에",
        ),
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
    ] {
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
    assert!(altered.contains("문단의 지문이 다릅니다"), "{altered}");
    let shorter = river(RIVER.split("\n올").next().expect("the first part"));
    assert!(shorter.contains("기사의 문단은 2개인데"), "{shorter}");
    let marked = river(&format!("\u{feff}{RIVER}"));
    assert!(
        marked.contains("원문과 모두 맞습니다"),
        "a byte order mark is no part of it: {marked}"
    );
}

#[test]
fn phrases_that_add_up_to_the_article_are_refused() {
    let few = "phrases = [\"12월\", \"홍길동\"]";
    let many = "phrases = [\"12월\", \"홍길동\", \"시장이 터를 둘러보았다\", \"을 맺고, 약 30억원을 들여\", \
                \"터를 마련했다. 이어 12월에는\"]";
    let audit = audited("facts/bridge.toml", few, many, BOTH);
    assert!(audit.to_string().contains("어구를 모으면 이 문단의"), "{audit}");
}

#[test]
fn what_a_cited_source_must_carry_is_checked_without_its_text() {
    for (right, wrong, missing) in [
        (
            "2019년 4월 3일 다리를",
            "2019년 4월 8일 다리를",
            "이 수를 담은 어구가 없습니다: '2019년 4월 8일'",
        ),
        (
            "2019년 4월 3일 다리를",
            "2018년 4월 3일 다리를",
            "이 수를 담은 어구가 없습니다: '2018년 4월 3일'",
        ),
        ("2019년 4월 3일 다리를", "올해 4월 3일 다리를", "이 말을 담은 어구가 없습니다: '올해'"),
        ("개통했고, 기업 12곳", "개통했고, 기업 13곳", "이 수를 담은 어구가 없습니다: '13곳'"),
        ("개통했고, 기업 12곳", "개통했고, 12㎡", "이 수를 담은 어구가 없습니다: '12㎡'"),
        ("KTX 값", "SRT 값", "이 낱말을 담은 어구가 없습니다: 'SRT'"),
        (
            "title = \"다리 개통\"",
            "title = \"다리 5번째 개통\"",
            "이 수를 담은 어구가 없습니다: '5번'",
        ),
        // A fact of both kinds of source is checked over all its evidence.
        (
            "2017년 5월 18일 모래",
            "2017년 5월 19일 모래",
            "이 수를 담은 어구가 없습니다: '2017년 5월 19일'",
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
            "제1판을 발행했습니다: {}\n  새로 실은 출처 3건, 새로 실은 기록 13건, 새로 실은 대상 6건\n  \
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
