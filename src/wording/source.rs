//! Sources as one names them: `경산뉴스 2018년 9월 12일 기사`.

use super::date_text;
use crate::domain::{Evidence, Seen, Source, SourceKind};
use crate::hangul::{Particle, with_particle};

/// When a source was published, marked where the date was concluded: `2018년(추정)`.
pub fn published_text(source: &Source) -> String {
    let date = date_text(source.published.edtf);
    // A date that is in doubt says so itself.
    let marked = source.published.is_concluded() && !source.published.edtf.is_uncertain();
    if marked { format!("{date}(추정)") } else { date }
}

/// A source in words: publisher, day and kind.
pub fn source_text(source: &Source) -> String {
    let kind = source_kind_label(source.kind);
    format!("{} {} {kind}", source.publisher, published_text(source))
}

/// A source as the speaker of a sentence: `경북일보`. Nobody can read a name in small Latin letters aloud, so a noun
/// that takes the particle stands behind it: `watermaeil.com 기사`.
pub fn speaker_text(source: &Source) -> String {
    let publisher = &source.publisher;
    if publisher.ends_with(|letter: char| letter.is_ascii_lowercase()) {
        format!("{publisher} {}", source_kind_label(source.kind))
    } else {
        publisher.clone()
    }
}

/// A source with its title, as pages head it: `경북일보 「…」`, or without one `아주경제 2017년 12월 22일 기사(제목 미확인)`.
pub fn source_title(source: &Source) -> String {
    match &source.title {
        Some(title) => format!("{} 「{title}」", source.publisher),
        None => format!("{}(제목 미확인)", source_text(source)),
    }
}

/// Where a piece of evidence stands. A source that no longer exists is called by its slug.
pub fn place_text(piece: &Evidence, source: Option<&Source>) -> String {
    let publisher = source.map_or(piece.source.as_str(), |source| source.publisher.as_str());
    match (piece.paragraph, source) {
        (Some(paragraph), _) => format!("{publisher} {paragraph}번째 문단"),
        (None, Some(source)) => format!("{publisher} {}", source_kind_label(source.kind)),
        (None, None) => publisher.to_owned(),
    }
}

/// What a paragraph begins with: `‘지난해 12월 영국의’로 시작`.
pub fn opening_text(opening: &str) -> String {
    format!("{} 시작", with_particle(&format!("‘{opening}’"), Particle::Towards))
}

/// What a kind of source is called.
pub const fn source_kind_label(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Article => "기사",
        SourceKind::Release => "보도자료",
        SourceKind::Official => "자료",
    }
}

/// How a source was read, as a mark.
pub const fn reading_mark(source: &Source) -> &'static str {
    match source.seen {
        None => "원문 대조함",
        Some(Seen::Whole) => "원문 읽음",
        Some(Seen::Beginning) => "앞부분만 읽음",
    }
}

/// How a source was read, in a sentence or two.
pub const fn reading_text(source: &Source) -> &'static str {
    match source.seen {
        None => {
            "편집자가 원문을 갖고 있습니다. 인용한 표현과 수, 날짜, 이름을 프로그램으로 원문과 대조했습니다."
        }
        Some(Seen::Whole) => {
            "편집자가 공개된 원문을 모두 읽고 적었습니다. 프로그램으로 대조하지는 않았습니다."
        }
        Some(Seen::Beginning) => {
            "편집자가 공개된 원문의 앞부분만 읽고 적었습니다. 뒤에 다른 내용이 있을 수 있습니다. 프로그램으로 \
             대조하지는 않았습니다."
        }
    }
}
