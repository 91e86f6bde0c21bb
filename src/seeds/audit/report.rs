//! The findings of an audit, and the text in which the editor reads them: first what is wrong, under the fact it is
//! about, and then how each paragraph is used.

use std::fmt;

use crate::domain::{Code, ParagraphRole, Slug};
use crate::wording::paragraph_role_label;

/// The result of an audit.
#[derive(Debug, Default)]
pub struct Audit {
    /// Every source that was checked against its text, in the order of the seeds.
    pub sources: Vec<SourceAudit>,
    /// What is wrong with the entities, over all texts.
    pub findings: Vec<Finding>,
    /// How many facts rest on these sources.
    pub facts: usize,
    /// A message, in the words shown to the editor, for each text that is not that of its source.
    pub others: Vec<String>,
    /// The sources that have no text at hand.
    pub without_text: Vec<Slug>,
    /// The files that are of no audited source, in the words shown to the editor.
    pub strangers: Vec<String>,
}

/// The audit of one source.
#[derive(Debug)]
pub struct SourceAudit {
    /// The source, in the words shown to the editor.
    pub name: String,
    /// What does not agree with the text.
    pub findings: Vec<Finding>,
    /// Every paragraph, in order.
    pub coverage: Vec<ParagraphCoverage>,
    /// Whether the text says who published it, so that the publisher could be checked.
    pub has_publisher: bool,
}

/// Something in the seeds that does not agree with the texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about; this and what does not hold are in the words shown to the editor.
    pub subject: String,
    pub what: String,
}

/// How a paragraph is used.
#[derive(Debug)]
pub struct ParagraphCoverage {
    pub number: u16,
    pub role: ParagraphRole,
    pub facts: Vec<Code>,
    pub unused: Option<String>,
}

impl Finding {
    /// What does not hold of one thing.
    pub fn all(subject: &str, faults: Vec<String>) -> Vec<Self> {
        faults.into_iter().map(|what| Self { subject: subject.to_owned(), what }).collect()
    }
}

impl Audit {
    /// How many faults there are; none when the seeds are proved.
    pub fn faults(&self) -> usize {
        let of_sources: usize = self.sources.iter().map(|source| source.findings.len()).sum();
        of_sources + self.findings.len() + self.others.len()
    }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for source in &self.sources {
            writeln!(f, "{source}")?;
        }
        write_findings(f, &self.findings)?;
        for other in &self.others {
            writeln!(f, "{other}")?;
        }
        for stranger in &self.strangers {
            writeln!(f, "{stranger}")?;
        }
        if !self.without_text.is_empty() {
            let slugs: Vec<&str> = self.without_text.iter().map(Slug::as_str).collect();
            let (count, slugs) = (slugs.len(), slugs.join(", "));
            writeln!(f, "원문이 없어 대조하지 못한 출처 {count}건: {slugs}")?;
        }
        match self.faults() {
            0 => write!(
                f,
                "원문과 모두 맞습니다. 출처 {}건, 기록 {}건을 대조했습니다.",
                self.sources.len(),
                self.facts
            ),
            faults => write!(f, "원문과 다른 곳이 {faults}곳 있습니다."),
        }
    }
}

/// Writes the findings, each under what it is about.
fn write_findings(f: &mut fmt::Formatter<'_>, findings: &[Finding]) -> fmt::Result {
    let mut subject = None;
    for finding in findings {
        if subject != Some(&finding.subject) {
            writeln!(f, "{}", finding.subject)?;
            subject = Some(&finding.subject);
        }
        writeln!(f, "  - {}", finding.what)?;
    }
    if findings.is_empty() { Ok(()) } else { writeln!(f) }
}

impl fmt::Display for SourceAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        write_findings(f, &self.findings)?;
        if !self.has_publisher {
            writeln!(f, "신문 이름은 글에 없어 맞추어 보지 못했습니다.")?;
        }
        writeln!(f, "문단  구실         기록")?;
        for paragraph in &self.coverage {
            let role = paragraph_role_label(paragraph.role);
            let width = 12_usize.saturating_sub(role.chars().count());
            write!(f, "{:>4}  {role}{:width$}", paragraph.number, "")?;
            if let Some(reason) = &paragraph.unused {
                writeln!(f, "없음: {reason}")?;
            } else {
                let codes: Vec<_> = paragraph.facts.iter().map(ToString::to_string).collect();
                writeln!(f, "{}건 {}", codes.len(), codes.join(" "))?;
            }
        }
        Ok(())
    }
}
