//! The program at the terminal, as a newcomer runs it: the built binary, in an empty folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::good_seeds::write_good;
use super::support::ONE_ARTICLE;

/// The binary in a folder, with none of the environment that would change what it does.
pub fn gyeongsan(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gyeongsan"));
    for variable in
        ["GYEONGSAN_SEEDS", "GYEONGSAN_DATABASE", "GYEONGSAN_OUT", "GYEONGSAN_LISTEN", "RUST_LOG"]
    {
        command.env_remove(variable);
    }
    command.current_dir(folder.path());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    gyeongsan(folder).args(arguments).output().expect("the binary runs")
}

fn run_shell(command: &str) -> String {
    text(&Command::new("sh").args(["-c", command]).output().expect("a shell").stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn check_sums_up_the_seeds_inside_the_binary() {
    let folder = TempDir::new().expect("a folder");
    let output = run(&folder, &["check"]);
    assert!(output.status.success());
    let said = text(&output.stdout);
    for part in ["출처 54건", "기록 23", "용어 6", "산업 11개", "협약 6건"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "check writes nothing");
}

#[test]
fn check_says_how_much_there_is_of_what() {
    let folder = TempDir::new().expect("a folder");
    let said = text(&run(&folder, &["check", "--seeds", ONE_ARTICLE]).stdout);
    let lines: Vec<&str> = said.lines().collect();
    let [good, counts, kinds, digest] = lines[..] else { panic!("{said}") };
    assert_eq!(good, "오류가 없습니다.");
    assert_eq!(counts, "  출처 1건, 기록 101건(계획 35건), 용어 44개");
    assert!(kinds.starts_with("  산업 "), "{kinds}");
    let digest = digest.strip_prefix("  확인값 ").expect("a digest");
    assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
}

#[test]
fn wrong_seeds_end_with_code_1_and_the_drawing_and_no_database() {
    let folder = TempDir::new().expect("a folder");
    let seeds = TempDir::new().expect("a folder");
    write_good(seeds.path());
    fs::write(seeds.path().join("facts/a.toml"), "[[fact]]\ncode = \"GS-0042-9\"\n")
        .expect("a file");
    let seeds = seeds.path().to_str().expect("UTF-8");
    for command in [&["check"][..], &["build", "--out", "a.sqlite"], &["serve"], &["export", "a"]] {
        let mut program = gyeongsan(&folder);
        // Whoever else is on this machine may have the usual port.
        program.args(command).args(["--seeds", seeds]).env("GYEONGSAN_LISTEN", "127.0.0.1:0");
        let output = program.output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let said = text(&output.stderr);
        for part in [
            "오류: 기록 번호의 확인 숫자가 틀렸습니다: GS-0042-9\n",
            "facts/a.toml:2:8",
            "고치는 법: GS-0042-3으로 고치세요.\n",
            "'title' 항목이 없습니다.\n",
            "건 있습니다. 모두 고친 뒤 다시 실행하세요.\n",
        ] {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains('\u{1b}'), "no colours in a file");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn build_writes_a_database_that_all_may_read() {
    let folder = TempDir::new().expect("a folder");
    for _ in 0..2 {
        let output = run(&folder, &["build", "--out", "new/site.sqlite"]);
        assert!(text(&output.stdout).contains("만들었습니다"), "{}", text(&output.stderr));
    }
    let file = fs::metadata(folder.path().join("new/site.sqlite")).expect("a file");
    assert_eq!(file.permissions().mode() & 0o400, 0o400);
    assert_eq!(file.permissions().mode() & 0o111, 0);
    let umask = run_shell("umask");
    let umask = u32::from_str_radix(umask.trim(), 8).expect("an octal number");
    assert_eq!(file.permissions().mode() & 0o777, 0o644 & !umask);
}

#[test]
fn what_is_wrong_with_the_arguments_is_said_in_korean() {
    let folder = TempDir::new().expect("a folder");
    for (arguments, said) in [
        (&["--no-such-option"][..], "--no-such-option: 이런 옵션은 없습니다"),
        (&["no-such-command"], "no-such-command: 이런 명령은 없습니다"),
        (&["build"], "--out <파일>: 꼭 적어야 합니다"),
        (&["build", "--out"], "값이 빠졌습니다"),
        (&["--max-requests", "0"], "'0' 값은 쓸 수 없습니다"),
        (&["--log-format", "xml"], "'xml' 값은 쓸 수 없습니다"),
    ] {
        let output = run(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    }
}

#[test]
fn a_public_address_without_a_host_is_refused() {
    let folder = TempDir::new().expect("a folder");
    for address in ["https://", "https:///", "records.example.org", "https://records example.org"] {
        let output = run(&folder, &["export", "site", "--public-url", address]);
        assert_eq!(output.status.code(), Some(1), "{address}");
        let said = text(&output.stderr);
        let expected = format!("--public-url '{address}': https://records.example.org처럼");
        assert!(said.contains(&expected), "{said}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is written");
}

#[test]
fn levels_of_the_log_that_cannot_be_read_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let output = gyeongsan(&folder).arg("serve").env("RUST_LOG", "sqlx=loud").output();
    let output = output.expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("RUST_LOG") && said.contains("debug나 info,sqlx=debug처럼"), "{said}");
}

#[test]
fn the_environment_stands_in_for_options() {
    let folder = TempDir::new().expect("a folder");
    let seeds = TempDir::new().expect("a folder");
    write_good(seeds.path());
    let output = gyeongsan(&folder)
        .arg("build")
        .env("GYEONGSAN_SEEDS", seeds.path())
        .env("GYEONGSAN_OUT", "named.sqlite")
        .output()
        .expect("the binary runs");
    assert!(output.status.success());
    assert!(folder.path().join("named.sqlite").is_file());
}

#[test]
fn audit_of_another_text_fails_with_code_1() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("texts")).expect("a folder");
    let audit = || run(&folder, &["audit", "--seeds", ONE_ARTICLE, "--articles", "texts"]);
    let missing = audit();
    assert_eq!(missing.status.code(), Some(1));
    let said = text(&missing.stderr);
    assert!(said.contains("대조할 원문이 하나도 없습니다: texts"), "{said}");
    fs::write(folder.path().join("texts/kyongbuk-2018.txt"), "전혀 다른 글\n").expect("a file");
    let other = audit();
    assert_eq!(other.status.code(), Some(1));
    assert_eq!(
        text(&other.stdout),
        "kyongbuk-2018.txt: 다른 글입니다. 경북일보 기사의 문단 32개 가운데 같은 것이 없습니다.\n\
         원문과 다른 곳이 1곳 있습니다.\n"
    );
}

#[test]
fn an_output_that_is_closed_or_full_is_no_panic() {
    let folder = TempDir::new().expect("a folder");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let output = gyeongsan(&folder).arg("check").stdout(full).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(!text(&output.stderr).contains("panicked"));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = gyeongsan(&folder).arg("check").stdout(writer).output().expect("the binary runs");
    assert_eq!(text(&output.stderr), "", "who left needs no message");
}

#[test]
fn an_option_of_serve_is_no_concern_of_check() {
    let folder = TempDir::new().expect("a folder");
    let output = gyeongsan(&folder).arg("check").env("GYEONGSAN_LISTEN", "nonsense").output();
    assert!(output.expect("the binary runs").status.success());
}

#[test]
fn help_names_every_command_and_option() {
    let folder = TempDir::new().expect("a folder");
    let general = text(&run(&folder, &["--help"]).stdout);
    for line in [
        "2018년 경산의 계획이 그 뒤 어떻게 되었는지 출처와 함께 보여 주는 사이트",
        "명령을 쓰지 않으면 사이트를 엽니다(serve).",
        "serve 사이트를 엽니다(기본)",
        "check 자료의 오류를 모두 찾습니다",
        "audit 기록을 원문과 대조합니다",
        "draft 새 출처의 초안을 만듭니다",
        "publish 변경을 새 판으로 발행합니다",
        "build 데이터베이스 파일을 만듭니다",
        "export 사이트를 파일로 내보냅니다",
        "자료 폴더(기본: 프로그램에 든 자료)",
        "운영자 이름",
        "틀린 곳을 알릴 이메일이나 https 주소",
        "자료가 바뀌면 다시 읽습니다",
    ] {
        let said =
            general.lines().map(|said| said.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(said.into_iter().any(|said| said.starts_with(line)), "{line} in {general}");
    }
    for part in ["serve", "check", "build", "audit", "--seeds", "--database", "--listen"] {
        assert!(general.contains(part), "{part} in {general}");
    }
    let serve = text(&run(&folder, &["serve", "--help"]).stdout);
    for variable in [
        "GYEONGSAN_SEEDS",
        "GYEONGSAN_DATABASE",
        "GYEONGSAN_LISTEN",
        "127.0.0.1:8080",
        "--admin-listen",
        "--watch",
        "--max-connections",
        "--max-requests",
        "--log-format",
    ] {
        assert!(serve.contains(variable), "{variable} in {serve}");
    }
    for part in [
        "사용법: gyeongsan [옵션]\n",
        "명령:",
        "옵션:",
        "도움말을 보여 줍니다",
        "[환경 변수: GYEONGSAN_SEEDS=]",
        "[기본: 127.0.0.1:8080]",
        "쓸 수 있는 값:",
    ] {
        assert!(general.contains(part), "{part} in {general}");
    }
    let english = ["OPTIONS", "env:", "default:", "ossible"];
    for help in [general, serve] {
        assert!(english.iter().all(|word| !help.contains(word)), "{help}");
    }
}
