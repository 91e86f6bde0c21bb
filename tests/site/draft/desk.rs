//! The desk of a person who drafts: a copy of the record of one article, a new article of our own and the draft of it.

use std::fs;
use std::path::{Path, PathBuf};

use gyeongsan::domain::{Edtf, Slug, SourceKind};
use gyeongsan::seeds::{DraftSummary, NewSource, SeedSource, Seeds, draft};
use tempfile::TempDir;

use crate::support::{ONE_ARTICLE, copy};

/// An article of our own about what the record knows.
pub const ARTICLE: &str = "강마을일보, 경산 콘텐츠 인력과 탄소 기업의 오늘을 묻다

경산시는 지난 21일 경산시청에서 ㈜IGS, 경북테크노파크와 상호협력 MOU를 체결했다. IGS의 지사 설립을 담은 이 협약에는 달빛대학교도 참여했다.

IGS는 이 협약에 따라 지역 일자리 100개를 만들 계획이다. 도비 5억 원과 시비 5억 원 등 10억 원을 들여 내년 상반기까지 게임 인력 120여 명을 기르기로 했다.

탄소복합재기술연구조합은 2017년 10월 30일 창립총회를 열었다. 이 조합의 회원사는 130개사다.

▲ 달빛대학교가 내놓은 시제품. 사진=강마을일보

한국섬유기계융합연구원은 1만2500㎡(약 3800평) 터에 시험동을 짓고 있다. 12월에는 장비 20대를 들여놓았고, 오는 3월 2일 문을 연다.

청색기술산업은 4차 산업혁명과 함께 2018∼2022년 5년간 3번째로 많은 예산을 받을 전망이다.

주민들은 새 공장이 반갑다는 반응이다.

강마을=강기자 기자 river@example.kr

저작권자 ⓒ 강마을일보, 무단 전재 금지
";

/// A copy of the record of one article, and a folder for a draft beside it.
pub struct Desk {
    pub folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        copy(Path::new(ONE_ARTICLE), &folder.path().join("seeds"));
        Self { folder }
    }

    pub fn seeds(&self) -> PathBuf {
        self.folder.path().join("seeds")
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("draft")
    }

    pub fn draft(&self, article: &str, new: NewSource) -> DraftSummary {
        let seeds = Seeds::read(&SeedSource::Folder(self.seeds())).expect("right seeds");
        draft(&seeds, new, article, &self.out()).expect("a draft")
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Replaces what stands in a file of the draft; it must be there.
    pub fn fill(&self, path: &str, edits: &[(&str, &str)]) {
        let mut text = self.read(path);
        for (from, to) in edits {
            assert!(text.contains(from), "{from} in {text}");
            text = text.replace(from, to);
        }
        self.write(path, &text);
    }

    /// Fills in what a person has to: a theme, titles, statements, roles, why sources differ, and what is skipped.
    pub fn fill_in_all(&self) {
        self.fill(
            "draft/facts/river-2017.toml",
            &[
                ("theme = \"?\"", "theme = \"content\""),
                ("title = \"?\"", "title = \"내가 지은 제목\""),
                ("statement = \"?\"", "statement = \"내가 쓴 문장입니다.\""),
                ("differs = \"?\"", "differs = \"까닭은 알 수 없습니다.\""),
                ("# 문단 5\n[[fact]]", "# 문단 5\n[[fact]]\nskip = \"시제품 사진의 설명입니다.\""),
                ("# 문단 8\n[[fact]]", "# 문단 8\n[[fact]]\nskip = \"주민의 느낌입니다.\""),
                ("\", role = \"?\" },", "\", role = \"target\" },"),
            ],
        );
    }

    /// Every file of the seeds with its text.
    pub fn all_seeds(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        walk(&self.seeds(), &mut files);
        files.sort();
        files
    }
}

fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push((path.clone(), fs::read_to_string(&path).expect("text")));
        }
    }
}

pub fn river() -> NewSource {
    NewSource {
        slug: Slug::parse("river-2017"),
        publisher: "강마을일보".to_owned(),
        kind: SourceKind::Article,
        title: None,
        byline: None,
        published: Edtf::parse("2017-12-22").ok(),
        basis: None,
        url: None,
        origin: None,
        cited: None,
    }
}

/// What the report says of a paragraph.
pub fn of_paragraph(report: &str, number: u16) -> &str {
    let start = report.find(&format!("문단 {number} ")).expect("the paragraph");
    let end = report.find(&format!("문단 {} ", number + 1)).unwrap_or(report.len());
    &report[start..end]
}
