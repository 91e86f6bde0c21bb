//! What an audit finds, and how the editor reads it: what does not hold, under the fact it is about, and then how
//! each paragraph is used.

use std::fmt;

use crate::domain::{Code, Kind, ParagraphRole, Slug};
use crate::wording::paragraph_role_label;

/// The result of an audit.
#[derive(Debug)]
pub struct Audit {
    /// What does not hold; empty when the seeds are proved.
    pub findings: Vec<Finding>,
    /// Every paragraph of the source, in order.
    pub coverage: Vec<ParagraphCoverage>,
    /// How many facts rest on the source.
    pub facts: usize,
}

/// Something that does not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub subject: Subject,
    /// What does not hold, in the words shown to the editor.
    pub what: String,
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Fact(Code),
    Entity(Kind, Slug),
    Term(Slug),
    Paragraph(u16),
    Article,
}

/// How a paragraph is used.
#[derive(Debug)]
pub struct ParagraphCoverage {
    pub number: u16,
    pub role: ParagraphRole,
    pub facts: Vec<Code>,
    pub unused: Option<String>,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(code) => write!(f, "기록 {code}"),
            Self::Entity(kind, slug) => write!(f, "대상 {} {slug}", kind.key()),
            Self::Term(slug) => write!(f, "용어 {slug}"),
            Self::Paragraph(number) => write!(f, "문단 {number}"),
            Self::Article => f.write_str("기사"),
        }
    }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut subject = None;
        for finding in &self.findings {
            if subject != Some(&finding.subject) {
                writeln!(f, "{}", finding.subject)?;
                subject = Some(&finding.subject);
            }
            writeln!(f, "  - {}", finding.what)?;
        }
        if !self.findings.is_empty() {
            writeln!(f)?;
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
        let used = self.coverage.iter().filter(|paragraph| !paragraph.facts.is_empty()).count();
        write!(
            f,
            "\n문단 {}개 가운데 {used}개에 기록 {}건, 맞지 않는 곳 {}건",
            self.coverage.len(),
            self.facts,
            self.findings.len()
        )
    }
}
