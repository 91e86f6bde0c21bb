//! The site as files: what a reader finds there is what the server answers, byte for byte and in each
//! encoding; and no export that broke off is ever taken for a whole one.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gyeongsan::export;
use gyeongsan::pages::SiteConfig;
use gyeongsan::seeds::Seeds;
use gyeongsan::snapshot::Snapshot;
use gyeongsan::store::Store;
use serde_json::Value;
use tempfile::TempDir;

use super::command_line::gyeongsan;
use super::crawl::crawl;
use super::editions::{edit, publish, read, remove_fact, unpublished_seeds};
use super::good_seeds::write_good;
use super::support::{Answer, Site, seeds};

/// An export of seeds as they are on a day, in a folder of its own.
async fn export_of(seeds: &Seeds, day: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let place =
        SiteConfig { public_url: "https://example.org".to_owned(), ..SiteConfig::default() };
    let store = Store::build(seeds).await.expect("a store");
    let snapshot = Snapshot::of(store, place).await.expect("a snapshot");
    let wanted = folder.path().join("public");
    let day = day.parse().expect("a day");
    let done = export::export(snapshot, day, &wanted).await.expect("an export");
    assert!(done.addresses > 0 && done.files >= done.addresses && done.bytes > 0);
    (folder, wanted)
}

/// What an export says of each address.
fn addresses(export: &Path) -> BTreeMap<String, Value> {
    let lines = fs::read_to_string(export.join("addresses.jsonl")).expect("a list");
    let parsed = lines.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let of = |value: Value| (value["address"].as_str().expect("an address").to_owned(), value);
    let all: BTreeMap<String, Value> = parsed.map(of).collect();
    assert_eq!(all.len(), lines.lines().count(), "no address stands twice");
    all
}

async fn ask(site: &Site, target: &str, encoding: &str) -> Answer {
    let request = Request::builder().uri(target).header(header::ACCEPT_ENCODING, encoding);
    site.send(request.body(Body::empty()).expect("a request")).await
}

/// The bytes that stand for an encoding, and their tag: the plain ones where there are no others.
fn stored(export: &Path, entry: &Value, encoding: &str) -> (Vec<u8>, Option<String>, bool) {
    let files = entry["files"].as_array().expect("files");
    let own = files.iter().find(|file| file["encoding"] == encoding);
    let file = own.unwrap_or(&files[0]);
    let path = export.join(file["file"].as_str().expect("a path"));
    let tag = file["etag"].as_str().map(str::to_owned);
    (fs::read(path).expect("a file"), tag, own.is_some() && encoding != "identity")
}

fn decoded(bytes: &[u8], encoding: &str) -> Vec<u8> {
    let mut plain = Vec::new();
    match encoding {
        "gzip" => {
            flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip");
        }
        "br" => brotli::BrotliDecompress(&mut &*bytes, &mut plain).expect("brotli"),
        _ => plain.extend_from_slice(bytes),
    }
    plain
}

#[tokio::test]
async fn a_crawl_of_the_files_is_a_crawl_of_the_server() {
    let site = Site::open().await;
    let (_folder, export) = export_of(&seeds(), "2026-11-22").await;
    let exported = addresses(&export);
    let mut compared = 0;
    for path in crawl(&site).await.into_keys() {
        // What readers search for has no end.
        if path.starts_with("/search") && path.contains("q=") {
            continue;
        }
        let entry = exported.get(&path).unwrap_or_else(|| panic!("{path} was not exported"));
        for encoding in ["identity", "gzip", "br"] {
            let answer = ask(&site, &path, encoding).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let (bytes, tag, is_encoded) = stored(&export, entry, encoding);
            let sent = answer.header(header::CONTENT_ENCODING);
            assert_eq!(sent, if is_encoded { encoding } else { "" }, "{path}");
            assert_eq!(answer.header(header::ETAG), tag.as_deref().unwrap_or_default(), "{path}");
            if tag.is_some() {
                assert!(answer.bytes == bytes, "{path} in {encoding}");
            } else {
                // Tables are compressed as they are read: where a block ends is no part of them.
                assert!(
                    decoded(&answer.bytes, sent) == decoded(&bytes, sent),
                    "{path} in {encoding}"
                );
            }
            let plain = ["content-type", "cache-control", "content-security-policy"];
            let more = ["access-control-allow-origin", "x-frame-options", "content-disposition"];
            for name in plain.iter().chain(&more) {
                let stored = entry["headers"][name].as_str().unwrap_or_default();
                let sent =
                    answer.headers.get(*name).map_or("", |value| value.to_str().expect("ASCII"));
                assert_eq!(sent, stored, "{name} of {path}");
            }
        }
        compared += 1;
    }
    assert!(compared > 1500, "{compared} addresses");
    for path in
        ["/facts?page=2", "/facts.json?page=3", "/facts.csv?bom=0", "/timeline.atom?year=2017"]
    {
        let answer = site.page(path).await;
        assert!(stored(&export, &exported[path], "identity").0 == answer.bytes, "{path}");
    }
    // What nginx reads at its start does not grow with the facts, nor with the pages of lists.
    let locations = fs::read_to_string(export.join("nginx/site.conf")).expect("locations");
    assert!(!locations.contains("GS-") && !locations.contains("page=2"), "{locations}");
    let missing = site.get("/404").await;
    assert!(fs::read(export.join("site/404.html")).expect("a page") == missing.bytes);
}

/// Every file below a folder, with its bytes and its time.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let (mut files, mut waiting) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(current) = waiting.pop() {
        for entry in fs::read_dir(&current).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let time = path.metadata().expect("a file").modified().expect("a time");
                let name = path.strip_prefix(folder).expect("below").to_owned();
                files.insert(name, (fs::read(&path).expect("a file"), time));
            }
        }
    }
    files
}

#[tokio::test]
async fn replicas_of_the_same_seeds_have_the_same_files_times_and_tags() {
    let folder = TempDir::new().expect("a folder");
    write_good(folder.path());
    let seeds = Seeds::read(&gyeongsan::seeds::SeedSource::Folder(folder.path().to_owned()));
    let seeds = seeds.expect("good seeds");
    let (_one, one) = export_of(&seeds, "2026-11-22").await;
    let (_other, other) = export_of(&seeds, "2026-11-22").await;
    let (ones, others) = (tree(&one.join("site")), tree(&other.join("site")));
    assert!(ones.len() > 100, "{}", ones.len());
    let names = |files: &BTreeMap<PathBuf, _>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ones), names(&others));
    for (name, file) in &ones {
        assert!(*file == others[name], "{}", name.display());
    }
    for list in ["addresses.jsonl", "redirects.csv", "nginx/site.conf"] {
        let text = |export: &Path| fs::read_to_string(export.join(list)).expect("a list");
        assert_eq!(text(&one), text(&other), "{list}");
    }
    assert!(addresses(&one).values().any(|entry| entry["files"][2]["etag"].is_string()));
}

#[tokio::test]
async fn what_moved_or_was_withdrawn_is_told_of() {
    let seeds = unpublished_seeds();
    publish(&seeds, "처음 정리했습니다.").expect("the first edition");
    let base = "facts/industrial-base.toml";
    edit(&seeds, "entities/institutions.toml", "\"tipoel\"", "\"tipoel-company\"");
    edit(&seeds, base, "\"tipoel\"", "\"tipoel-company\"");
    remove_fact(&seeds, base, "GS-0074-7");
    let retired = r#"
[[fact]]
code = "GS-0074-7"
reason = "사진 제공은 따로 기록하지 않기로 했습니다."
date = "2026-11-22"

[[entity]]
kind = "institution"
slug = "tipoel"
moved_to = "tipoel-company"
reason = "주소 이름을 바꾸었습니다."
date = "2026-11-22"
"#;
    fs::write(seeds.path().join("retired.toml"), retired).expect("retired.toml");
    publish(&seeds, "고쳤습니다.").expect("the second edition");
    let seeds = read(&seeds).expect("good seeds");
    let (_folder, export) = export_of(&seeds, "2026-11-22").await;
    let exported = addresses(&export);
    for (path, status) in [
        ("/facts/GS-0074-7", 410),
        ("/facts/GS-0074-7.json", 410),
        ("/facts/GS-0074-7@1", 200),
        ("/facts/GS-0074-7@1.bib", 200),
        ("/facts/GS-0074-7@2", 410),
        ("/institutions/tipoel", 301),
        ("/institutions/tipoel.json", 301),
        ("/institutions/tipoel-company", 200),
        ("/editions/2", 200),
        ("/relations", 301),
        ("/facts.atom", 301),
        ("/cards/2/relations.png", 301),
        ("/timeline.ics", 410),
    ] {
        assert_eq!(exported[path]["status"], status, "{path}");
    }
    let gone = &exported["/facts/GS-0074-7"]["files"][0]["file"];
    let page = fs::read_to_string(export.join(gone.as_str().expect("a path"))).expect("a page");
    assert!(page.contains("사진 제공은 따로 기록하지 않기로 했습니다."));
    let gone = &exported["/facts/GS-0074-7.json"]["files"][0]["file"];
    let problem = fs::read_to_string(export.join(gone.as_str().expect("a path"))).expect("a file");
    assert!(problem.contains("\"status\": 410") && !problem.contains("request_id"), "{problem}");
    let redirects = fs::read_to_string(export.join("redirects.csv")).expect("a list");
    for row in [
        "from,status,to",
        "/institutions/tipoel,301,/institutions/tipoel-company",
        "/institutions/tipoel.json,301,/institutions/tipoel-company.json",
        "/relations,301,/institutions",
        "/facts.atom,301,/timeline.atom",
    ] {
        assert!(redirects.lines().any(|line| line == row), "{row} in {redirects}");
    }
    let nginx = fs::read_to_string(export.join("nginx/site.conf")).expect("a configuration");
    for line in [
        "    return 301 /institutions/tipoel-company$is_args$args;",
        "    error_page 410 /facts/GS-0074-7.gone.html;",
    ] {
        assert!(nginx.lines().any(|known| known == line), "{line} in {nginx}");
    }
}

/// A small site's seeds, and the command that exports them to `public` beside them.
fn small_site() -> (TempDir, impl Fn() -> std::process::Command) {
    let folder = TempDir::new().expect("a folder");
    write_good(&folder.path().join("seeds"));
    let at = folder.path().to_owned();
    let elsewhere = folder.path().to_owned();
    let command = move || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gyeongsan"));
        command.env_remove("GYEONGSAN_SEEDS").current_dir(&elsewhere);
        command.args(["export", "public", "--seeds"]).arg(at.join("seeds"));
        command
    };
    (folder, command)
}

#[test]
fn a_folder_with_anything_else_in_it_is_left_alone() {
    let (folder, export) = small_site();
    let public = folder.path().join("public");
    fs::create_dir(&public).expect("a folder");
    fs::write(public.join("index.html"), "someone's own").expect("a file");
    let output = export().output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        said.contains(
            "오류: 다른 파일이 있는 폴더입니다: public. 빈 폴더나 전에 내보낸 폴더를 적으세요."
        ),
        "{said}"
    );
    assert_eq!(fs::read_dir(&public).expect("a folder").count(), 1);
    assert_eq!(fs::read_to_string(public.join("index.html")).expect("a file"), "someone's own");
    assert!(!folder.path().join("public.unfinished").exists());
}

#[test]
fn an_export_says_how_much_it_wrote_and_for_which_day() {
    let (_folder, export) = small_site();
    let output = export().output().expect("the binary runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<&str> = said.lines().collect();
    let [done, counts] = lines[..] else { panic!("{said}") };
    assert_eq!(done, "사이트를 내보냈습니다: public");
    let counts = counts.strip_prefix("  주소 ").expect("how many addresses");
    let parts: Vec<&str> = counts.split(", ").collect();
    let [addresses, files, size, day] = parts[..] else { panic!("{counts}") };
    assert!(addresses.ends_with('개') && files.starts_with("파일 "), "{counts}");
    assert!(size.ends_with("MiB") && day.ends_with("일 기준") && day.starts_with("20"), "{counts}");
}

#[test]
fn an_export_takes_the_place_of_the_one_before() {
    let (folder, export) = small_site();
    let public = folder.path().join("public");
    let first = export().output().expect("the binary runs");
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(first.stderr.is_empty(), "quiet where there is no terminal");
    let mark = fs::read_to_string(public.join("export.json")).expect("a mark");
    let mark: Value = serde_json::from_str(&mark).expect("JSON");
    let count = addresses(&public).len();
    assert_eq!(mark["addresses"], count);
    fs::write(public.join("site/stale.html"), "of another edition").expect("a file");
    assert!(export().status().expect("the binary runs").success());
    assert!(!public.join("site/stale.html").exists(), "nothing of the old one is left");
    assert_eq!(addresses(&public).len(), count);
    assert!(!folder.path().join("public.unfinished").exists());
}

#[test]
fn an_export_that_broke_off_is_no_export() {
    let (folder, export) = small_site();
    let (public, draft) = (folder.path().join("public"), folder.path().join("public.unfinished"));
    // The project's own site is large enough to be broken off.
    let whole = gyeongsan(&folder).args(["export", "public"]).stdout(Stdio::null()).spawn();
    let mut child = whole.expect("the binary runs");
    while !draft.join("site").exists() {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it was broken off");
        std::thread::yield_now();
    }
    child.kill().expect("a child");
    child.wait().expect("a child");
    assert!(!public.exists() && draft.join("unfinished").exists());
    assert!(!draft.join("export.json").exists());
    assert!(export().status().expect("the binary runs").success(), "the next one begins anew");
    assert!(public.join("export.json").exists() && !draft.exists());
}

#[test]
fn two_exports_of_one_folder_do_not_mix() {
    let (folder, export) = small_site();
    let draft = folder.path().join("public.unfinished");
    fs::create_dir(&draft).expect("a folder");
    let mark = fs::File::create(draft.join("unfinished")).expect("a file");
    mark.lock().expect("a lock");
    let output = export().output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains("다른 내보내기"), "{said}");
    drop(mark);
    assert!(export().status().expect("the binary runs").success());
}
