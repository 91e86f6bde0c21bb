//! The audit, on a small article of our own: it passes, and every fact, number, date and name that is
//! changed by hand makes it fail.

use gyeongsan::domain::Paragraph;
use gyeongsan::seeds::{Audit, SeedSource, Seeds, audit};
use tempfile::TempDir;

const ARTICLE: &str = "강마을시 새 다리 이야기

강마을시는 지난해 5월 하늘대학교와 다리 연구 협약(MOU)을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다. 이어 12월에는 홍길동 시장이 터를 둘러보았다.

올 하반기에는 120여 주민이 모이는 다리 잔치를 열 계획이다.

강마을신문 강기자
";

fn sources() -> String {
    let head = r#"[[source]]
slug = "river"
title = "강마을시 새 다리 이야기"
publisher = "강마을신문"
byline = "강기자"
rights = "신문의 것"
names = ["홍길동"]
published = { edtf = "2018", basis = "그렇게 봄" }"#;
    let lines = ARTICLE.lines().filter(|line| !line.trim().is_empty());
    let paragraphs = (1..).zip(lines).map(|(number, line)| {
        let digest = Paragraph::digest_of(line);
        let (role, unused) = match number {
            1 => ("headline", "unused = \"제목입니다.\""),
            4 => ("byline", "unused = \"기자 표시입니다.\""),
            _ => ("body", ""),
        };
        format!(
            "[[source.paragraph]]\nnumber = {number}\nrole = \"{role}\"\ndigest = \"{digest}\"\n{unused}"
        )
    });
    std::iter::once(head.to_owned()).chain(paragraphs).collect::<Vec<_>>().join("\n")
}

const INSTITUTIONS: &str = r#"
[[institution]]
slug = "river-city"
name = "강마을시"
type = "local-government"

[[institution]]
slug = "sky-university"
name = "하늘대학교"
type = "research"
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
type = "event"
"#;

const FACTS: &str = r#"
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
"#;

fn audited(file: &str, right: &str, wrong: &str, article: &str) -> Audit {
    let folder = TempDir::new().expect("a folder");
    for (path, text) in [
        ("sources.toml", sources()),
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
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let seeds = Seeds::read(&SeedSource::Folder(folder.path().to_owned()));
    let seeds = seeds.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    audit(&seeds, &seeds.sources[0], article)
}

#[test]
fn true_seeds_pass_and_every_paragraph_is_covered() {
    let audit = audited("", "", "", ARTICLE);
    assert!(audit.findings.is_empty(), "{audit}");
    assert_eq!(audit.facts, 5);
    let facts: Vec<usize> = audit.coverage.iter().map(|paragraph| paragraph.facts.len()).collect();
    assert_eq!(facts, [0, 4, 1, 0]);
    assert!(audit.coverage[0].unused.is_some());
}

#[test]
fn anything_changed_by_hand_fails() {
    const FACTS: &str = "facts/bridge.toml";
    const PLACES: &str = "entities/institutions.toml";
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
        (FACTS, "2017년 5월 다리", "2016년 5월 다리", "이 수를 담은 어구가 없습니다: '2016년'"),
        (FACTS, "2017년 5월 다리", "2017년 6월 다리", "이 수를 담은 어구가 없습니다: '6월'"),
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
        // Names: of entities, of persons, in title, statement and entity.
        (
            FACTS,
            "강마을시와 하늘대학교가",
            "강마을시와 바다대학교가",
            "'하늘대학교'의 이름이 기록의",
        ),
        (FACTS, "title = \"하늘대학교와", "title = \"바다대학교와", "없는 말입니다: '바다대학교'"),
        (FACTS, "다리 잔치가 2018년", "다리 축제가 2018년", "'다리 잔치'의 이름이 기록의"),
        (FACTS, "\"홍길동 강마을시장이", "\"홍길둥 강마을시장이", "문장에 없습니다: '홍길동'"),
        (FACTS, "협약을 맺었다", "협약(MOA)을 맺었다", "없는 말입니다: 'MOA'"),
        (PLACES, "name = \"하늘대학교\"", "name = \"바다대학교\"", "근거 문단에 없습니다"),
        (
            PLACES,
            "type = \"research\"",
            "type = \"research\"\naliases = [\"하대\"]",
            "'하대'의 근거",
        ),
        ("entities/projects.toml", "\"다리 잔치\"", "\"다리 축제\"", "근거 문단에 없습니다"),
        ("entities/agreements.toml", "type = \"mou\"", "type = \"moa\"", "협약의 형식 'moa'"),
        (
            "sources.toml",
            "title = \"강마을시 새 다리",
            "title = \"강마을시 헌 다리",
            "제목이 제목 문단과",
        ),
        ("sources.toml", "byline = \"강기자\"", "byline = \"김기자\"", "글쓴이가"),
    ] {
        let audit = audited(file, right, wrong, ARTICLE);
        let found = audit.findings.iter().any(|found| found.what.contains(finding));
        assert!(found, "{wrong} passes: {audit}");
    }
}

#[test]
fn a_copied_sentence_is_found() {
    let copied = "강마을시와 하늘대학교는 협약을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다.";
    let own = "강마을시와 하늘대학교가 2017년 5월 다리 연구 협약을 맺었다.";
    let audit = audited("facts/bridge.toml", own, copied, ARTICLE);
    assert!(audit.findings.iter().any(|found| found.what.contains("기사의 문장과")), "{audit}");
}

#[test]
fn another_article_is_noticed() {
    let altered = audited("", "", "", &ARTICLE.replace("주민이 모이는", "주민이 모일"));
    assert!(altered.to_string().contains("문단의 지문이 다릅니다"), "{altered}");
    let shorter = audited("", "", "", ARTICLE.split("\n올").next().expect("the first part"));
    assert!(shorter.to_string().contains("기사의 문단은 2개인데"), "{shorter}");
    let marked = audited("", "", "", &format!("\u{feff}{ARTICLE}"));
    assert!(marked.findings.is_empty(), "a byte order mark is no part of the article: {marked}");
}

#[test]
fn phrases_that_add_up_to_the_article_are_refused() {
    let few = "phrases = [\"12월\", \"홍길동\"]";
    let many = "phrases = [\"12월\", \"홍길동\", \"시장이 터를 둘러보았다\", \"을 맺고, 약 30억원을 들여\", \
                \"터를 마련했다. 이어 12월에는\"]";
    let audit = audited("facts/bridge.toml", few, many, ARTICLE);
    assert!(audit.to_string().contains("어구를 모으면 이 문단의"), "{audit}");
}
