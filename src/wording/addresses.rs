//! The Korean names of addresses: of pages and files, and of the formats that a thing comes in.

use super::{facet_label, kind_label, list_label};
use crate::address::{
    Address, Download, EmbeddedPage, FactFormat, FixedFile, FixedPage, ListFormat, TableFormat,
    facet_name,
};
use crate::domain::{Facet, Kind, List};

/// What a page is called.
pub const fn page_label(page: FixedPage) -> &'static str {
    match page {
        FixedPage::Home => "홈",
        FixedPage::Themes => "분야",
        FixedPage::Sources => "출처",
        FixedPage::Terms => "용어",
        FixedPage::About => "소개",
        FixedPage::Accessibility => "접근성",
        FixedPage::Data => "데이터",
        FixedPage::Editions => "발행 이력",
    }
}

/// What a page is called where it stands in a frame on another site.
pub const fn embedded_title(page: EmbeddedPage) -> &'static str {
    match page {
        EmbeddedPage::Plans => "2018년 경산의 계획과 그 뒤",
        EmbeddedPage::Timeline => "경산 정책기록 연표",
    }
}

/// What a download is called.
pub const fn download_label(download: Download) -> &'static str {
    match download {
        Download::Database => "데이터베이스(SQLite)",
        Download::Package => "전체 묶음(ZIP)",
        Download::Catalog => "데이터 목록(DCAT)",
        Download::FactSchema => "기록 형식(JSON 스키마)",
        Download::EntitySchema => "산업·사업·기관 형식(JSON 스키마)",
        Download::Digests => "확인값(SHA-256)",
    }
}

/// What a format of a fact is called.
pub const fn fact_format_label(format: FactFormat) -> &'static str {
    match format {
        FactFormat::Bib => "BibLaTeX",
        FactFormat::Ris => "RIS",
        FactFormat::CslJson => "CSL JSON",
        FactFormat::Txt => "텍스트",
        FactFormat::Json => "JSON",
        FactFormat::Card => "공유용 이미지",
        FactFormat::Qr => "QR 코드",
        FactFormat::Embed => "삽입 화면",
    }
}

/// What a format of a list is called.
pub const fn list_format_label(format: ListFormat) -> &'static str {
    match format {
        ListFormat::Html => "페이지",
        ListFormat::Json => "JSON",
        ListFormat::Table(table) => table_format_label(table),
        ListFormat::Atom => "새 소식 받기(Atom)",
    }
}

/// What a format of a table is called.
pub const fn table_format_label(format: TableFormat) -> &'static str {
    match format {
        TableFormat::Csv { .. } => "CSV",
        TableFormat::Xlsx => "엑셀",
    }
}

/// A parameter of an address in Korean, with its own name: `검색어(q)`. One that no address has keeps its own name
/// alone.
pub fn parameter_label(name: &str) -> String {
    let mut facets = List::all().into_iter().flat_map(List::facets);
    let word = match (facets.find(|facet| facet_name(*facet) == name), name) {
        (Some(Facet::Subject), _) => "대상",
        (Some(Facet::About(Kind::Institution)), _) => "기관",
        (Some(facet), _) => facet_label(facet),
        (None, "q") => "검색어",
        (None, "page") => "페이지",
        (None, "format") => "형식",
        (None, "header") => "머리글",
        (None, "bom") => "바이트 순서 표시",
        (None, "url") => "페이지 주소",
        (None, "maxwidth") => "너비",
        (None, "maxheight") => "높이",
        (None, _) => return name.to_owned(),
    };
    format!("{word}({name})")
}

/// What is at an address, for programmers who read the description of the API.
pub fn address_summary(address: &Address) -> String {
    let of_fact = |edition: &Option<u32>| match edition {
        None => "기록 하나",
        Some(_) => "어느 판의 기록 하나",
    };
    match address {
        Address::Page(page) => page_label(*page).to_owned(),
        Address::Embed(page) => format!("{}: 삽입용 페이지", embedded_title(*page)),
        Address::File(file) => match file {
            FixedFile::OpenApi => "이 문서",
            FixedFile::EditionsFeed => "발행 이력: 새 소식 받기(Atom)",
            FixedFile::TimelineSvg => "연표 그림(SVG)",
            FixedFile::TimelinePng => "연표 그림(PNG)",
            FixedFile::Sources => "출처: JSON",
            FixedFile::Sitemap => "검색 엔진을 위한 지도",
            FixedFile::Robots => "로봇 안내",
            FixedFile::Security => {
                "보안 문제를 알릴 곳(RFC 9116). 운영자가 정한 곳이 없으면 없습니다"
            }
        }
        .to_owned(),
        Address::Download(download) => format!("전체 데이터: {}", download_label(*download)),
        Address::List(listing) => {
            format!("{}: {}", list_label(listing.list), list_format_label(listing.format))
        }
        Address::Fact(_, edition) => of_fact(edition).to_owned(),
        Address::FactIn(_, edition, format) => {
            format!("{}: {}", of_fact(edition), fact_format_label(*format))
        }
        Address::Entity(kind, _) => format!("{} 하나", kind_label(*kind)),
        Address::EntityData(kind, _) => format!("{} 하나: JSON", kind_label(*kind)),
        Address::Theme(_) => "분야 하나".to_owned(),
        Address::ThemeData(_) => "분야 하나: JSON".to_owned(),
        Address::Source(_) | Address::Paragraph(..) => "출처 하나".to_owned(),
        Address::SourceData(_) => "출처 하나: JSON".to_owned(),
        Address::SourceTable(format) => format!("출처: {}", table_format_label(*format)),
        Address::Term(_) => page_label(FixedPage::Terms).to_owned(),
        Address::Edition(_) => "판 하나".to_owned(),
        Address::SitemapPart(_) => "지도의 일부. 지도가 한 파일에 들어가면 없습니다".to_owned(),
        Address::Search(_) => "검색".to_owned(),
        Address::SearchData(_) => "검색: JSON".to_owned(),
        Address::Suggestions(_) => "추천 검색어".to_owned(),
        Address::Card(..) => "페이지의 공유용 이미지".to_owned(),
        Address::Embedding(_) => "이 사이트의 페이지를 삽입하는 법(oEmbed 1.0)".to_owned(),
        Address::Asset(_) => "페이지를 꾸미는 파일".to_owned(),
    }
}
