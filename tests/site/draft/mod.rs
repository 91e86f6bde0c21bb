//! The draft of a new source, on an article of our own about the record of one article: what a program can say is
//! there, what only a person can say is asked for, and nothing is moved that is not right.

mod desk;
mod proposals;

use std::process::{Command, Output};

use gyeongsan::domain::{Paragraph, Seen};
use gyeongsan::seeds::{AcceptError, NewSource, SeedSource, Seeds, accept};

use self::desk::{ARTICLE, Desk, of_paragraph, river};

#[test]
fn every_known_name_number_and_date_is_found() {
    let report = Desk::new().draft(ARTICLE, river()).report;
    for (paragraph, found) in [
        (2, "경산시 → gyeongsan-city"),
        (2, "IGS → igs"),
        (2, "경북테크노파크 → gb-technopark"),
        (2, "상호협력 MOU → igs-mou"),
        (2, "‘지난 21일’ = 2017-12-21"),
        (3, "IGS → igs"),
        (3, "‘내년 상반기까지’ = ../2018-40"),
        (3, "‘100개’ = 100 개"),
        (3, "‘도비 5억 원’ = 500000000 원"),
        (3, "‘시비 5억 원’ = 500000000 원"),
        (3, "‘10억 원’ = 1000000000 원"),
        (3, "‘120여 명’ = 120 명 over"),
        (4, "탄소복합재기술연구조합 → carbon-association"),
        (4, "‘2017년 10월 30일’ = 2017-10-30"),
        (4, "‘130개사’ = 130 개사"),
        (6, "한국섬유기계융합연구원 → textile-machinery-institute"),
        (6, "‘1만2500㎡’ = 12500 ㎡"),
        (6, "‘12월’ = 2017-12"),
        (6, "‘20대’ = 20 대"),
        (6, "‘오는 3월 2일’ = 2018-03-02"),
        (7, "청색기술산업 → blue-technology"),
        (7, "4차 산업혁명 → fourth-industrial-revolution"),
        (7, "‘2018∼2022년’ = 2018/2022"),
        (7, "‘5년’ = 5 년"),
    ] {
        let said = of_paragraph(&report, paragraph);
        assert!(said.contains(found), "{found} in {said}");
    }
    assert!(of_paragraph(&report, 2).contains("달빛대학교"), "a name that is new");
    assert!(!of_paragraph(&report, 7).contains("3번째"), "an ordinal counts nothing");
}

#[test]
fn a_paragraph_meets_the_facts_that_it_speaks_of_and_one_other_at_most() {
    let report = Desk::new().draft(ARTICLE, river()).report;
    let met = |paragraph| {
        let lines = of_paragraph(&report, paragraph).lines();
        lines
            .filter_map(|line| line.split("GS-").nth(1).filter(|_| !line.contains("살펴볼")))
            .collect::<Vec<_>>()
    };
    let agreement = met(2);
    assert!(agreement[0].starts_with("0055-4"), "{agreement:?}");
    assert!(agreement[0].contains("2017년 12월 → 2017년 12월 21일 더 정확합니다"), "{agreement:?}");
    assert!(agreement.len() <= 2, "{agreement:?}");
    let jobs = met(3);
    assert!(jobs[0].starts_with("0057-9") && jobs[0].contains("100 = 100 확인합니다"), "{jobs:?}");
    assert!(jobs.len() <= 2, "{jobs:?}");
    let members = met(4);
    assert!(
        members[0].starts_with("0028-1") && members[0].contains("135 → 130 다릅니다"),
        "{members:?}"
    );
    assert!(members.len() <= 3, "its founding is met too: {members:?}");
    for paragraph in 5..=8 {
        assert!(met(paragraph).len() <= 1, "{:?}", met(paragraph));
    }
}

#[test]
fn a_draft_is_whole_but_for_what_only_a_person_can_say() {
    let desk = Desk::new();
    let drafted = desk.draft(ARTICLE, river());
    let source = desk.read("draft/sources/river-2017.toml");
    let lines: Vec<&str> = ARTICLE.lines().filter(|line| !line.is_empty()).collect();
    for line in &lines {
        assert!(source.contains(&Paragraph::digest_of(line)), "{line}");
    }
    for part in [
        "title = \"강마을일보, 경산 콘텐츠 인력과 탄소 기업의 오늘을 묻다\"",
        "byline = \"강기자 기자\"",
        "role = \"caption\"",
        "role = \"rights\"",
    ] {
        assert!(source.contains(part), "{part} in {source}");
    }
    let facts = desk.read("draft/facts/river-2017.toml");
    assert!(!source.contains("\"?\""));
    let open = facts.lines().filter(|line| line.contains("\"?\"") && !line.trim().starts_with('#'));
    for line in open {
        let asked =
            ["theme", "title", "statement", "role", "differs"].iter().any(|key| line.contains(key));
        // Of a picture and of what people feel nothing tells how far it has come.
        assert!(asked || line == "status = \"?\"", "{line}");
    }
    assert_eq!(facts.matches("status = \"?\"").count(), 1, "the caption");
    assert_eq!(facts.matches("[[fact]]").count(), drafted.facts);
    assert_eq!(facts.matches("[[add]]").count(), drafted.additions);
    assert!(!facts.contains("참여했다"), "nothing of the text but short phrases");
}

#[test]
fn what_is_filled_in_moves_into_the_seeds_and_the_rest_stays_byte_for_byte() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    let before = desk.read("seeds/facts/content.toml");
    let accepted = accept(&desk.seeds(), &desk.out(), None);
    let accepted = accepted.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(accepted.additions, 4);
    let seeds = Seeds::read(&SeedSource::Folder(desk.seeds())).expect("right seeds");
    assert_eq!(seeds.facts.len(), 101 + accepted.facts);
    let agreement = seeds.facts.iter().find(|fact| fact.code.to_string() == "GS-0055-4");
    let agreement = agreement.expect("the fact");
    assert_eq!(agreement.date().map(|date| date.edtf.to_string()).as_deref(), Some("2017-12-21"));
    assert_eq!(agreement.dates.len(), 2);
    let members = seeds.facts.iter().find(|fact| fact.code.to_string() == "GS-0028-1");
    assert!(members.expect("the fact").is_disputed());

    let after = desk.read("seeds/facts/content.toml");
    let kept = before.lines().filter(|line| !after.lines().any(|now| now == *line)).count();
    assert_eq!(
        kept, 4,
        "the date, a number and two lists of evidence are now on lines of their own"
    );
    assert!(after.contains("  { edtf = \"2017-12\", phrase = \"지난 12월\", basis ="), "{after}");
    assert!(!after.contains("# 문단"), "no marks of the draft");
    let source = desk.read("seeds/sources/river-2017.toml");
    assert!(source.contains("unused = \"시제품 사진의 설명입니다.\""), "{source}");
    assert!(!desk.seeds().join("entities/universities.toml").exists());
    assert!(
        !desk.read("seeds/entities/institutions.toml").contains("달빛대학교"),
        "nothing is about it"
    );
    assert!(!desk.out().exists(), "what was moved is no draft any more");
}

#[test]
fn a_new_entity_moves_with_the_fact_that_is_about_it() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    desk.fill(
        "draft/facts/river-2017.toml",
        &[
            ("skip = \"시제품 사진의 설명입니다.\"\n", ""),
            ("status = \"?\"", "status = \"state\""),
            ("  { institution = \"?\", role = \"target\" },\n  # 처음 나옴? 달빛대학교: {", "  {"),
        ],
    );
    accept(&desk.seeds(), &desk.out(), None).unwrap_or_else(|error| panic!("{error}"));
    let institutions = desk.read("seeds/entities/institutions.toml");
    let end = "\n\n[[institution]]\nslug = \"dalbitdaehakgyo\"\nname = \"달빛대학교\"\ntype = \"university\"\n";
    assert!(institutions.ends_with(end), "{institutions}");
}

#[test]
fn a_draft_may_be_split_by_themes_into_files_that_the_seeds_have_too() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    let all = desk.read("draft/facts/river-2017.toml");
    let start = all.find("# 문단 6 ‘1만2500㎡’").expect("a block");
    let end = start + all[start..].find("\n\n").expect("a block behind it") + 2;
    desk.write("draft/facts/content.toml", &format!("{}{}", &all[..start], &all[end..]));
    // The seeds have the facts of this theme in a file of this name.
    let theme = "theme = \"carbon\"\n\n";
    desk.write("draft/facts/advanced-materials.toml", &format!("{theme}{}", &all[start..end]));
    std::fs::remove_file(desk.out().join("facts/river-2017.toml"))
        .expect("the file that was split");
    let before = desk.read("seeds/facts/advanced-materials.toml");
    let accepted = accept(&desk.seeds(), &desk.out(), None);
    let accepted = accepted.unwrap_or_else(|error| panic!("{error}"));
    let seeds = Seeds::read(&SeedSource::Folder(desk.seeds())).expect("right seeds");
    assert_eq!(seeds.facts.len(), 101 + accepted.facts);
    let after = desk.read("seeds/facts/advanced-materials.toml");
    let count = |text: &str| text.matches("[[fact]]").count();
    assert_eq!(count(&after), count(&before) + 1, "{after}");
    let added = after.rsplit("[[fact]]").next().expect("the last fact");
    assert!(added.contains("phrase = \"1만2500㎡\""), "{added}");
    assert!(!desk.out().exists(), "what was moved is no draft any more");
}

#[test]
fn a_question_mark_that_is_left_is_refused_at_its_place_and_nothing_moves() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    desk.fill(
        "draft/facts/river-2017.toml",
        &[("differs = \"까닭은 알 수 없습니다.\"", "differs = \"?\"")],
    );
    let filled = desk.read("draft/facts/river-2017.toml");
    let first = filled.find("내가 지은 제목").expect("a title");
    let text = format!("{}?{}", &filled[..first], &filled[first + "내가 지은 제목".len()..]);
    desk.write("draft/facts/river-2017.toml", &text);
    let before = desk.all_seeds();
    let Err(AcceptError::Mistakes(mistakes)) = accept(&desk.seeds(), &desk.out(), None) else {
        panic!("a draft with two question marks was moved");
    };
    let line_of =
        |words: &str| text.lines().position(|line| line.contains(words)).expect(words) + 1;
    for (words, key) in [("title = \"?\"", "title"), ("differs = \"?\"", "differs")] {
        let place = format!("facts/river-2017.toml:{}:", line_of(words));
        let said = format!("아직 채우지 않은 칸입니다: {key}");
        let is_told = mistakes
            .all()
            .iter()
            .any(|mistake| mistake.location().starts_with(&place) && mistake.message() == said);
        assert!(is_told, "{place} {said} in {mistakes}");
    }
    assert_eq!(mistakes.all().len(), 2, "{mistakes}");
    assert!(desk.all_seeds() == before, "the seeds changed");
    assert_eq!(desk.read("draft/facts/river-2017.toml"), text, "the draft changed");
}

#[test]
fn a_text_that_is_not_the_one_of_the_draft_stops_the_move() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    desk.write("articles/river-2017.txt", &ARTICLE.replace("반갑다는", "고맙다는"));
    let before = desk.all_seeds();
    let articles = desk.folder.path().join("articles");
    let refused = accept(&desk.seeds(), &desk.out(), Some(&articles));
    assert!(matches!(refused, Err(AcceptError::Audit(_))), "another text");
    assert!(desk.all_seeds() == before, "the seeds changed");
    assert!(desk.out().join("facts/river-2017.toml").exists(), "the draft is kept");
}

#[test]
fn one_fact_of_a_text_that_is_at_hand_moves_with_a_clean_audit() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    let wanted = "# 문단 6 ‘1만2500㎡’\n[[fact]]\n";
    let kept = "# 문단 6 ‘1만2500㎡’\n[[keep]]\n";
    desk.fill(
        "draft/facts/river-2017.toml",
        &[
            (wanted, kept),
            ("[[fact]]\n", "[[fact]]\nskip = \"기록하지 않습니다.\"\n"),
            ("[[add]]\n", "[[add]]\nskip = \"같은 일이 아닙니다.\"\n"),
            ("[[keep]]\n", "[[fact]]\n"),
            ("theme = \"?\"", "theme = \"content\""),
            ("title = \"?\"", "title = \"시험동 터의 넓이\""),
            (
                "statement = \"?\"",
                "statement = \"한국섬유기계융합연구원은 넓이가 1만2500㎡인 곳에 건물을 올리고 있었습니다.\"",
            ),
            ("\", role = \"?\" },", "\", role = \"lead\" },"),
        ],
    );
    desk.write("articles/river-2017.txt", ARTICLE);
    let accepted = accept(&desk.seeds(), &desk.out(), Some(&desk.folder.path().join("articles")));
    let accepted = accepted.unwrap_or_else(|error| match error {
        AcceptError::Audit(audit) => panic!("{audit}"),
        other => panic!("{other}"),
    });
    assert_eq!((accepted.facts, accepted.additions), (1, 0));
    let source = desk.read("seeds/sources/river-2017.toml");
    assert_eq!(source.matches("unused = \"").count(), 9, "all paragraphs but the sixth: {source}");
    assert!(source.contains("unused = \"같은 일이 아닙니다. 기록하지 않습니다.\""), "{source}");
}

#[test]
fn a_second_run_keeps_what_was_filled_in_and_adds_what_is_new() {
    let desk = Desk::new();
    let unknown_day = NewSource { published: None, ..river() };
    desk.draft(ARTICLE, unknown_day);
    let facts = desk.read("draft/facts/river-2017.toml");
    assert!(facts.contains("edtf = \"?\", phrase = \"오는 3월 2일\", basis = \"?\""), "{facts}");
    desk.fill(
        "draft/facts/river-2017.toml",
        &[
            ("theme = \"?\"", "theme = \"carbon\""),
            ("# 문단 6 ‘1만2500㎡’\n", "# 문단 6 ‘1만2500㎡’\n# 넓이를 확인할 것\n"),
            ("title = \"?\"", "title = \"내가 지은 제목\""),
        ],
    );
    desk.fill("draft/sources/river-2017.toml", &[("role = \"caption\"", "role = \"subheading\"")]);

    let longer =
        ARTICLE.replacen("\n\n", "\n\n기쁜 소식이다.\n\n경산시는 소나무 30그루를 심었다.\n\n", 1);
    desk.draft(&longer, river());
    let facts = desk.read("draft/facts/river-2017.toml");
    assert!(facts.contains("theme = \"carbon\""));
    assert!(
        facts.contains("# 문단 8 ‘1만2500㎡’\n# 넓이를 확인할 것\n[[fact]]"),
        "two lines further on: {facts}"
    );
    assert!(facts.contains("paragraph = 8, phrases = [\"1만2500㎡\"]"), "{facts}");
    assert!(
        facts.contains("edtf = \"2018-03-02\", phrase = \"오는 3월 2일\""),
        "the day is known now: {facts}"
    );
    assert_eq!(facts.matches("phrase = \"1만2500㎡\"").count(), 1, "nothing twice");
    assert!(facts.contains("value = 30, unit = \"그루\""), "{facts}");
    let titled = facts.matches("내가 지은 제목").count();
    assert_eq!(facts.matches("title = \"?\"").count() + titled, facts.matches("[[fact]]").count());
    let source = desk.read("draft/sources/river-2017.toml");
    assert!(source.contains("role = \"subheading\"") && source.contains("number = 12"), "{source}");
    assert!(source.contains("edtf = \"2017-12-22\""));
    let once_more = desk.read("draft/facts/river-2017.toml");
    desk.draft(&longer, river());
    assert_eq!(
        desk.read("draft/facts/river-2017.toml"),
        once_more,
        "a third run has nothing to add"
    );
}

#[test]
fn a_draft_that_was_saved_with_other_line_ends_is_kept_as_well() {
    let desk = Desk::new();
    desk.draft(ARTICLE, river());
    desk.fill_in_all();
    let files = ["facts/river-2017", "sources/river-2017", "entities/institutions"];
    let files = files.map(|name| format!("draft/{name}.toml"));
    let texts = files.each_ref().map(|file| desk.read(file));
    for (file, text) in files.iter().zip(&texts) {
        desk.write(file, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    desk.draft(ARTICLE, river());
    for (file, text) in files.iter().zip(&texts) {
        assert_eq!(desk.read(file), *text, "{file}");
        desk.write(file, &text.replace('\n', "\r\n"));
    }
    accept(&desk.seeds(), &desk.out(), None).unwrap_or_else(|error| panic!("{error}"));
    Seeds::read(&SeedSource::Folder(desk.seeds())).expect("right seeds");
    assert!(desk.all_seeds().iter().all(|(_, text)| !text.contains('\r')));
}

#[test]
fn a_text_that_is_not_held_has_neither_digests_nor_paragraphs() {
    let desk = Desk::new();
    desk.draft(ARTICLE, NewSource { cited: Some(Seen::Beginning), ..river() });
    let source = desk.read("draft/sources/river-2017.toml");
    assert!(source.contains("seen = \"beginning\"") && !source.contains("digest"), "{source}");
    assert!(
        source.contains("title = \"강마을일보, 경산 콘텐츠"),
        "its first line is one: {source}"
    );
    assert!(!desk.read("draft/facts/river-2017.toml").contains("paragraph = "));
    desk.fill_in_all();
    accept(&desk.seeds(), &desk.out(), None).unwrap_or_else(|error| panic!("{error}"));
    Seeds::read(&SeedSource::Folder(desk.seeds())).expect("right seeds");
}

fn run(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gyeongsan"));
    let command = command.current_dir(desk.folder.path()).env_remove("GYEONGSAN_SEEDS");
    command.args(arguments).output().expect("the binary runs")
}

#[test]
fn the_command_says_what_it_wrote_and_what_is_left_to_do() {
    let desk = Desk::new();
    desk.write("river.txt", ARTICLE);
    let arguments = [
        "draft",
        "--article",
        "river.txt",
        "--publisher",
        "강마을일보",
        "--published",
        "2017-12-22",
        "--slug",
        "river-2017",
        "--out",
        "draft",
    ];
    let output = run(&desk, &arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("초안을 만들었습니다: draft\n  새 기록 "), "{said}");
    assert!(said.contains("다 채우면 실행하세요: gyeongsan draft --accept draft"), "{said}");

    let refused = run(&desk, &["draft", "--accept", "draft"]);
    assert!(!refused.status.success());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("옮기지 않았습니다. 오류가 "), "{said}");

    desk.fill_in_all();
    let output = run(&desk, &["draft", "--accept", "draft"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("초안을 자료에 옮겼습니다. 새 기록 "), "{said}");
    let again = run(&desk, &["draft", "--accept", "draft"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("초안이 없는 폴더입니다: draft"));
}
