//! Small seeds that are right, to be made wrong in one place or another.

use std::fs;
use std::path::Path;

pub const PAPER: &str = r#"publisher = "신문"
kind = "article"
title = "제목"
byline = "기자"
published = { edtf = "2018", basis = "그렇게 봄" }
rights = "신문의 것"

[[paragraph]]
number = 1
role = "body"
digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

[[paragraph]]
number = 2
role = "rights"
digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
unused = "저작권 줄입니다."
"#;

pub const INSTITUTIONS: &str = r#"[[institution]]
slug = "city"
name = "경산시"
aliases = []
type = "local-government"
"#;

pub const THEMES: &str = r#"[[theme]]
slug = "carbon"
name = "탄소"
summary = "탄소 기업을 모으려던 단지입니다."
"#;

/// One fact under its theme.
pub const FACTS: &str = r#"theme = "carbon"

[[fact]]
code = "GS-0042-3"
title = "지시"
statement = "경산시가 지시했다."
status = "done"
date = { edtf = "2017-01", phrase = "지난해 1월", basis = "2018년 기사로 봄" }
quantity = { value = 20, unit = "차례", phrase = "20여 차례", qualifier = "over" }
about = [{ institution = "city", role = "lead" }]
evidence = [{ source = "paper", paragraph = 1, phrases = ["지시"] }]
"#;

pub const TERMS: &str = r#"[[term]]
slug = "mou"
name = "MOU"
explanation = "업무협약입니다."
"#;

pub const SYNONYMS: &str = r#"[[synonym]]
words = ["업무협약", "MOU"]

[[synonym]]
words = ["연구개발", "R&D"]
"#;

/// Small seeds that are right.
pub fn write_good(folder: &Path) {
    for (path, text) in [
        ("sources/paper.toml", PAPER),
        ("themes.toml", THEMES),
        ("entities/institutions.toml", INSTITUTIONS),
        ("facts/a.toml", FACTS),
        ("terms.toml", TERMS),
        ("synonyms.toml", SYNONYMS),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}
