//! The audit, on a small article of our own: it passes, and every fact, number, date and name that is
//! changed by hand makes it fail.

use gyeongsan::domain::Paragraph;
use gyeongsan::seeds::{Audit, SeedSource, Seeds, audit};
use tempfile::TempDir;

const ARTICLE: &str = "강마을시 새 다리 이야기

강마을시는 지난해 5월 하늘대학교와 다리 연구 협약(MOU)을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다.

올 하반기에는 120여 주민이 모이는 다리 잔치를 열 계획이다.
";

fn sources() -> String {
    let head = r#"[[source]]
slug = "river"
title = "강마을시 새 다리 이야기"
publisher = "강마을신문"
byline = "기자"
rights = "신문의 것"
published = { edtf = "2018", basis = "그렇게 봄" }"#;
    let lines = ARTICLE.lines().filter(|line| !line.trim().is_empty());
    let paragraphs = (1..).zip(lines).map(|(number, line)| {
        let digest = Paragraph::digest_of(line);
        let unused = if number == 1 { "unused = \"제목입니다.\"" } else { "" };
        format!(
            "[[source.paragraph]]\nnumber = {number}\nrole = \"body\"\ndigest = \"{digest}\"\n{unused}"
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
    assert_eq!(audit.facts, 4);
    let facts: Vec<usize> = audit.coverage.iter().map(|paragraph| paragraph.facts.len()).collect();
    assert_eq!(facts, [0, 3, 1]);
    assert!(audit.coverage[0].unused.is_some());
}

#[test]
fn anything_changed_by_hand_fails() {
    for (file, right, wrong, finding) in [
        ("facts/bridge.toml", "value = 25000", "value = 26000", "수치 26000이 어구"),
        ("facts/bridge.toml", "value = 120,", "value = 121,", "수치 121이 어구"),
        ("facts/bridge.toml", ", qualifier = \"over\"", "", "어림 표시"),
        ("facts/bridge.toml", "qualifier = \"about\"", "qualifier = \"at-least\"", "어림 표시"),
        (
            "facts/bridge.toml",
            "2만 5,000㎡이다",
            "2만 6,000㎡이다",
            "수 '6000'을 담은 어구가 없습니다",
        ),
        ("facts/bridge.toml", "주민 120여 명", "주민 130여 명", "수 '130'을 담은 어구가 없습니다"),
        (
            "facts/bridge.toml",
            "2017년 5월 다리",
            "2016년 5월 다리",
            "수 '2016'을 담은 어구가 없습니다",
        ),
        ("facts/bridge.toml", "edtf = \"2017-05\"", "edtf = \"2017-06\"", "날짜 2017-06의"),
        ("facts/bridge.toml", "edtf = \"2017-05\"", "edtf = \"2016-05\"", "날짜 2016-05의"),
        ("facts/bridge.toml", "edtf = \"2017-05\"", "edtf = \"2017-05-01\"", "날짜 2017-05-01의"),
        ("facts/bridge.toml", "edtf = \"2018-41\"", "edtf = \"2018-40\"", "날짜 2018-40의"),
        ("facts/bridge.toml", "edtf = \"2018-41\"", "edtf = \"2018\"", "날짜 2018의"),
        (
            "facts/bridge.toml",
            "강마을시와 하늘대학교가",
            "강마을시와 바다대학교가",
            "'하늘대학교'의 이름이 기록의 문장에",
        ),
        (
            "facts/bridge.toml",
            "title = \"하늘대학교와",
            "title = \"바다대학교와",
            "없는 말입니다: '바다대학교'",
        ),
        (
            "facts/bridge.toml",
            "다리 잔치가 2018년",
            "다리 축제가 2018년",
            "'다리 잔치'의 이름이 기록의 문장에",
        ),
        (
            "facts/bridge.toml",
            "\"120여 주민\", \"다리",
            "\"130여 주민\", \"다리",
            "어구 '130여 주민'",
        ),
        (
            "entities/institutions.toml",
            "name = \"하늘대학교\"",
            "name = \"바다대학교\"",
            "근거 문단에 없습니다",
        ),
        (
            "entities/projects.toml",
            "name = \"다리 잔치\"",
            "name = \"다리 축제\"",
            "근거 문단에 없습니다",
        ),
        ("facts/bridge.toml", "협약을 맺었다", "협약(MOA)을 맺었다", "없는 말입니다: 'MOA'"),
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
}
