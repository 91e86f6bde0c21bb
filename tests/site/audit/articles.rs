//! Two small articles of our own, the seeds that rest on them and on one source that is only cited, and the audit of
//! both with one text replaced.

use std::fs;
use std::path::Path;

use gyeongsan::domain::Paragraph;
use gyeongsan::seeds::{Articles, Audit, SeedSource, Seeds, audit};
use tempfile::TempDir;

/// Of a year, so that no day of it is known.
pub const RIVER: &str = "강마을시 새 다리 이야기

강마을시는 지난해 5월 하늘대학교와 다리 연구 협약(MOU)을 맺고, 약 30억원을 들여 2만5000㎡ 터를 마련했다. 이어 12월에는 홍길동 시장이 터를 둘러보았다.

올 하반기에는 120여 주민이 모이는 다리 잔치를 열 계획이다.

강마을신문 강기자
";

/// Of 5 March 2018.
pub const STREAM: &str = "강마을시 다리 첫 삽을 뜨다

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
        let (opening, digest) = (Paragraph::opening_of(line), Paragraph::digest_of(line));
        let sentences = Paragraph::sentence_digests(line).join("\", \"");
        let unused =
            if unused.contains(&number) { "unused = \"쓰지 않습니다.\"" } else { "" };
        format!(
            "[[paragraph]]\nnumber = {number}\nrole = \"{role}\"\nopening = \"{opening}\"\n\
             digest = \"{digest}\"\nsentences = [\"{sentences}\"]\n{unused}"
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
pub fn write_seeds(folder: &Path, file: &str, right: &str, wrong: &str) {
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
pub fn seeds(file: &str, right: &str, wrong: &str) -> Result<Seeds, String> {
    let folder = TempDir::new().expect("a folder");
    write_seeds(folder.path(), file, right, wrong);
    let source = SeedSource::Folder(folder.path().to_owned());
    Seeds::read(&source).map_err(|mistakes| mistakes.draw(false))
}

/// A folder with these texts.
pub fn articles(texts: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in texts {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// The audit of the seeds with one text replaced, over these texts.
pub fn audited(file: &str, right: &str, wrong: &str, texts: &[(&str, &str)]) -> Audit {
    let seeds = seeds(file, right, wrong).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let folder = articles(texts);
    audit(&seeds, Articles::read(folder.path(), &seeds.sources).expect("texts"))
}

pub const BOTH: &[(&str, &str)] = &[("river.txt", RIVER), ("stream.txt", STREAM)];
