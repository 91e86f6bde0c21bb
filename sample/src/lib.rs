//! Writes made-up seeds of any size that pass every check, so that tests and benchmarks have more to read than the
//! project's own facts. The same number of facts and the same `seed` give the same bytes. All content is invented.

mod dates;
mod entities;
mod facts;
mod words;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use thiserror::Error;

use self::entities::{EntityPool, Member};
use self::facts::SourceLocation;
use self::words::{PAPERS, REPORTERS, SYNONYMS, TERMS};
use gyeongsan::domain::{Code, Kind, Paragraph};
use gyeongsan::seeds::entity_file;

/// The most facts in a sample.
pub const MOST: u32 = 10_000_000;

/// The number of facts in a file.
const IN_A_FILE: u32 = 1000;

/// The number of facts in a paragraph, roughly.
const ON_A_PARAGRAPH: usize = 20;

/// The year of the first source. Later sources have later years, up to [`LAST_YEAR`].
const FIRST_YEAR: usize = 2006;
const LAST_YEAR: usize = 2025;

/// Why no sample was written, in words for the person at the terminal.
#[derive(Debug, Error)]
pub enum SampleError {
    #[error("기록 수는 1부터 {MOST}까지입니다")]
    Number,
    #[error("{0}: 빈 폴더가 아니어서 아무것도 쓰지 않았습니다. 없는 폴더나 빈 폴더를 적어 주세요.")]
    NotEmpty(String),
    #[error("{path}: 쓸 수 없습니다 ({cause})")]
    File { path: String, cause: io::Error },
}

/// A source with the number of its facts and of its paragraphs.
struct SourcePlan {
    slug: String,
    year: i32,
    facts: usize,
    paragraphs: usize,
}

/// Writes `facts` made-up facts and their entities into a folder, which must be empty or not exist yet.
pub fn write(folder: &Path, facts: u32, seed: u64) -> Result<(), SampleError> {
    if !(1..=MOST).contains(&facts) {
        return Err(SampleError::Number);
    }
    let at = |path: &Path, cause| SampleError::File { path: path.display().to_string(), cause };
    match fs::read_dir(folder).map(Iterator::count) {
        Ok(1..) => return Err(SampleError::NotEmpty(folder.display().to_string())),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(folder, error)),
        _ => {}
    }
    for inner in ["entities", "facts", "sources"] {
        let inner = folder.join(inner);
        fs::create_dir_all(&inner).map_err(|cause| at(&inner, cause))?;
    }
    let put = |path: PathBuf, text: &str| {
        let path = folder.join(path);
        fs::write(&path, text).map_err(|cause| at(&path, cause))
    };
    let (pool, sources) = (EntityPool::of(facts as usize), sources(facts as usize));
    for (number, source) in sources.iter().enumerate() {
        let path = Path::new("sources").join(format!("{}.toml", source.slug));
        put(path, &source_text(number, source))?;
    }
    put("themes.toml".into(), &themes_text())?;
    put("terms.toml".into(), &terms_text(&sources))?;
    put("synonyms.toml".into(), &synonyms_text())?;
    for kind in Kind::ALL {
        put(Path::new("entities").join(entity_file(*kind)), &entities_text(*kind, &pool))?;
    }
    let (mut random, mut new_entities) = (Rng::with_seed(seed), NewEntities::new(&pool, facts));
    for (number, first) in (1_usize..).zip((1..=facts).step_by(IN_A_FILE as usize)) {
        let last = facts.min(first + IN_A_FILE - 1);
        let theme = THEMES[(number - 1) % THEMES.len()].0;
        let mut text = format!("theme = \"{theme}\"\n\n");
        for (fact, code) in (first..=last).filter_map(|fact| Some((fact, Code::from_number(fact)?)))
        {
            let location = location(&sources, fact as usize - 1);
            facts::write(&mut text, code, &location, &pool, &new_entities.next(), &mut random);
        }
        put(Path::new("facts").join(format!("{number:05}.toml")), text.trim_end_matches('\n'))?;
    }
    Ok(())
}

/// One source for every ten thousand facts, but at least three, each as long as its facts need.
fn sources(facts: usize) -> Vec<SourcePlan> {
    let count = (facts / 10_000).max(3).min(facts);
    let plan = |number: usize| {
        let own = facts * (number + 1) / count - facts * number / count;
        let year = FIRST_YEAR + number * (LAST_YEAR - FIRST_YEAR) / count.max(2).saturating_sub(1);
        SourcePlan {
            slug: format!("sample-{}", number + 1),
            year: i32::try_from(year).unwrap_or(i32::MAX),
            facts: own,
            paragraphs: own.div_ceil(ON_A_PARAGRAPH),
        }
    };
    (0..count).map(plan).collect()
}

/// The location of a fact by its number, counted from 0. The facts of one source are in a row.
fn location(sources: &[SourcePlan], fact: usize) -> SourceLocation<'_> {
    let mut before = 0;
    let source = sources.iter().find(|source| {
        before += source.facts;
        fact < before
    });
    let source = source.unwrap_or(&sources[sources.len() - 1]);
    let within = fact + source.facts - before;
    let paragraph = within % source.paragraphs + 1;
    let (paragraphs, published) = (source.paragraphs, source.year);
    SourceLocation { source: &source.slug, published, paragraph, paragraphs }
}

/// The themes of the sample: the name of each one's file, and its Korean name.
const THEMES: [(&str, &str); 3] =
    [("first", "첫 분야"), ("second", "둘째 분야"), ("third", "셋째 분야")];

/// The entities that have their first fact here. They are spread evenly over the facts, so that none is without one.
struct NewEntities {
    members: Vec<Member>,
    facts: usize,
    fact: usize,
}

impl NewEntities {
    fn new(pool: &EntityPool, facts: u32) -> Self {
        Self { members: pool.members().collect(), facts: facts as usize, fact: 0 }
    }

    fn next(&mut self) -> Vec<Member> {
        let from = self.members.len() * self.fact / self.facts;
        self.fact += 1;
        self.members[from..self.members.len() * self.fact / self.facts].to_vec()
    }
}

fn source_text(number: usize, source: &SourcePlan) -> String {
    let (paper, reporter) = (PAPERS[number % PAPERS.len()], REPORTERS[number % REPORTERS.len()]);
    let SourcePlan { slug, year, paragraphs, .. } = source;
    let mut text = format!(
        "publisher = \"{paper}\"\nkind = \"article\"\ntitle = \"지어낸 기사 {}\"\n\
         byline = \"{reporter}\"\npublished = {{ edtf = \"{year}-{:02}\" }}\n\
         rights = \"시험에 쓰려고 지어낸 출처입니다.\"\nnames = []\n\n",
        number + 1,
        number % 12 + 1,
    );
    for paragraph in 1..=*paragraphs {
        let digest = Paragraph::digest_of(&format!("{slug} {paragraph}"));
        let role = if paragraph == 1 { "headline" } else { "body" };
        let _ = write!(
            text,
            "[[paragraph]]\nnumber = {paragraph}\nrole = \"{role}\"\ndigest = \"{digest}\"\n\n"
        );
    }
    text
}

fn themes_text() -> String {
    let theme = |(slug, name): &(&str, &str)| {
        format!(
            "[[theme]]\nslug = \"{slug}\"\nname = \"{name}\"\nsummary = \"지어낸 분야입니다.\"\n"
        )
    };
    THEMES.iter().map(theme).collect::<Vec<_>>().join("\n")
}

fn terms_text(sources: &[SourcePlan]) -> String {
    let mut text = String::new();
    for (number, (name, slug, explanation)) in TERMS.iter().enumerate() {
        let _ = write!(
            text,
            "[[term]]\nslug = \"{slug}\"\nname = \"{name}\"\nexplanation = \"{explanation}\"\n"
        );
        if let Some(source) = sources.get(number) {
            let slug = &source.slug;
            let _ = writeln!(
                text,
                "evidence = [{{ source = \"{slug}\", paragraph = 1, phrases = [\"{name}\"] }}]"
            );
        }
        text.push('\n');
    }
    text
}

fn synonyms_text() -> String {
    let group = |words: &&[&str]| format!("[[synonym]]\nwords = [\"{}\"]\n", words.join("\", \""));
    SYNONYMS.iter().map(group).collect::<Vec<_>>().join("\n")
}

fn entities_text(kind: Kind, pool: &EntityPool) -> String {
    let mut text = String::new();
    for member in pool.members().filter(|member| member.kind == kind) {
        let entity = member.entity();
        let aliases = entity.alias.map(|alias| format!("\"{alias}\"")).unwrap_or_default();
        let _ = write!(
            text,
            "[[{}]]\nslug = \"{}\"\nname = \"{}\"\naliases = [{aliases}]\ntype = \"{}\"\n\n",
            kind.key(),
            entity.slug,
            entity.name,
            entity.entity_type.key()
        );
    }
    text
}
