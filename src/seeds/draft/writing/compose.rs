//! Writes a draft: reads the text of a new source and writes its file, the blocks of facts and the entities that may
//! be new.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use thiserror::Error;

use super::blocks::{CoveredFacts, EvidenceSource, blocks};
use super::source::{self, NewSource};
use super::{existing_blocks, report};
use crate::domain::{Code, Paragraph, RecordId, Slug};
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::analysis::{ParagraphAnalysis, analyse};
use crate::seeds::draft::folder::{FileError, draft_text, toml_files, write_new};
use crate::seeds::draft::toml_text::{quoted, slug_of};
use crate::seeds::reading::{Seeds, entity_file};

/// A summary of what a run of the draft wrote.
#[derive(Debug)]
pub struct DraftSummary {
    pub slug: Slug,
    /// What was found, paragraph by paragraph.
    pub report: String,
    /// How many new facts the draft holds, and how many facts of the record it adds to.
    pub facts: usize,
    pub additions: usize,
    /// How many places only a person can fill in.
    pub unfilled: usize,
}

/// Why no draft was written.
#[derive(Debug, Error)]
pub enum DraftError {
    #[error("글에 문단이 하나도 없습니다. 글이 든 파일을 --article로 적으세요.")]
    Empty,
    #[error("출처의 주소 이름을 지을 수 없습니다. --slug에 영문 소문자, 숫자, 붙임표로 적으세요.")]
    NoSlug,
    #[error("이미 자료에 있는 출처입니다: {0}. 다른 글이면 --slug에 다른 이름을 적으세요.")]
    Taken(Slug),
    #[error("초안 파일의 TOML을 읽을 수 없습니다: {0}. 고치거나 지우고 다시 실행하세요.")]
    Broken(String),
    #[error("더 줄 기록 번호가 없습니다.")]
    NoCode,
    #[error(transparent)]
    File(#[from] FileError),
}

/// The first lines of a draft's facts.
const HEAD: &str = "# 물음표는 사람이 채울 칸입니다. 기록하지 않을 블록에는 skip = \"까닭\"을 적으세요.\n\
                    # 블록의 첫 줄(문단 번호와 원문 표현)은 다시 실행할 때 쓰이니 그대로 두세요.\n\
                    theme = \"?\"\n";

/// Writes the draft of a source into a folder. What an earlier run wrote there, and a person filled in since, stays.
pub fn draft(
    seeds: &Seeds,
    mut new: NewSource,
    article: &str,
    out: &Path,
) -> Result<DraftSummary, DraftError> {
    let slug = new.slug(&seeds.sources).ok_or(DraftError::NoSlug)?;
    if seeds.sources.iter().any(|source| source.slug == slug) {
        return Err(DraftError::Taken(slug));
    }
    let source_path = out.join(format!("sources/{slug}.toml"));
    let facts_path = out.join(format!("facts/{slug}.toml"));
    let (source_before, facts_before) = (draft_text(&source_path)?, draft_text(&facts_path)?);
    let known_day = source_before.as_deref().and_then(source::published_in);
    new.published = new.published.or(known_day);
    let analyses = analyse(seeds, article, new.published);
    if analyses.is_empty() {
        return Err(DraftError::Empty);
    }
    let numbers = moved(&analyses, source_before.as_deref());
    let is_audited = new.cited.is_none();
    let cited = EvidenceSource { source: &slug, is_audited, published: new.published };
    let mut covered = CoveredFacts::default();
    let blocks: Vec<_> =
        analyses.iter().flat_map(|analysis| blocks(analysis, &cited, &mut covered)).collect();
    let mut code = free_codes(seeds, out)?;
    let facts =
        existing_blocks::facts_text(HEAD, facts_before.as_deref(), &blocks, &numbers, || {
            code.next()
        })
        .ok_or_else(|| DraftError::Broken(facts_path.display().to_string()))?;
    let source = source::source_text(&new, &analyses, source_before.as_deref());
    let mut files = vec![(source_path, source), (facts_path, facts)];
    for (file, texts) in entities(&analyses) {
        let path = out.join("entities").join(file);
        let mut text = draft_text(&path)?.unwrap_or_default();
        let is_new = |name: &str| !text.contains(&format!("name = {}\n", quoted(name)));
        let added: Vec<&(String, String)> = texts.iter().filter(|(name, _)| is_new(name)).collect();
        let added: String = added.into_iter().map(|(_, block)| block.as_str()).collect();
        text.push_str(&added);
        files.push((path, text));
    }
    for (path, text) in &files {
        write_new(path, text)?;
    }
    let existing = existing_blocks(&files[1].1).unwrap_or_default();
    let count = |key: &str| existing.iter().filter(|one| one.key == key).count();
    Ok(DraftSummary {
        report: report::report(&analyses),
        facts: count("fact"),
        additions: count("add"),
        unfilled: files[..2].iter().map(|(_, text)| unfilled(text)).sum(),
        slug,
    })
}

/// The blocks of the entities that may be new, by the file they belong to; each with its name.
fn entities(analyses: &[ParagraphAnalysis<'_>]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut files: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let stating = analyses.iter().filter(|analysis| analysis.passage.may_state_facts());
    for new in stating.flat_map(|analysis| &analysis.new) {
        let blocks = files.entry(entity_file(new.kind)).or_default();
        if blocks.iter().any(|(name, _)| *name == new.name) {
            continue;
        }
        let text = format!(
            "[[{}]]\nslug = {}\nname = {}\ntype = {}\n\n",
            new.kind.key(),
            quoted(&slug_of(&new.name)),
            quoted(&new.name),
            quoted(new.entity_type.unwrap_or(UNFILLED))
        );
        blocks.push((new.name.clone(), text));
    }
    files
}

/// The number that each paragraph has now, by the number that it had before.
fn moved(analyses: &[ParagraphAnalysis<'_>], before: Option<&str>) -> BTreeMap<u16, u16> {
    let old = before.map(source::numbers_by_digest).unwrap_or_default();
    let now: BTreeMap<String, u16> = analyses
        .iter()
        .map(|one| (Paragraph::digest_of(&one.passage.text), one.passage.number))
        .collect();
    old.into_iter().filter_map(|(digest, number)| Some((number, *now.get(&digest)?))).collect()
}

/// The codes that no fact has or had, in the seeds or in the draft, one after the other.
fn free_codes(seeds: &Seeds, out: &Path) -> Result<impl Iterator<Item = Code>, DraftError> {
    let retired = seeds.retired.iter().filter_map(|retirement| match retirement.what {
        RecordId::Fact(code) => Some(code),
        _ => None,
    });
    let published = seeds.editions.iter().flat_map(|edition| &edition.facts);
    let mut used: BTreeSet<Code> = seeds.facts.iter().map(|fact| fact.code).collect();
    used.extend(published.map(|changed| changed.record.code));
    used.extend(retired);
    for (_, text) in toml_files(&out.join("facts"))? {
        used.extend(existing_blocks::codes(&text));
    }
    let first = used.last().map_or(1, |code| code.number() + 1);
    Ok((first..).map_while(Code::from_number))
}

/// How many places of a text are left to a person.
fn unfilled(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.map(|line| line.matches(&quoted(UNFILLED)).count()).sum()
}
