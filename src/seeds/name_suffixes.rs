//! The suffixes that mark a Korean word as the name of an institution, a project or a place, and the type that each of
//! them tells.

use crate::domain::Kind;

/// What the suffix of a name tells of the named entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameSuffix {
    pub kind: Kind,
    pub entity_type: Option<&'static str>,
}

/// Latin words that are no names.
pub const LATIN_WORDS: &[&str] = &[
    "MOU", "MOA", "ICT", "IoT", "CEO", "LED", "GPS", "GDP", "R&D", "PPT", "FTA", "USB", "CCTV",
    "SNS", "TV", "DNA", "ESG", "SOC", "PDF",
];

/// Suffixes by the kind and type that they tell; a longer suffix stands before those that it ends with.
const SUFFIXES: &[(Kind, Option<&str>, &str)] = &[
    (Kind::Institution, Some("research"), "연구소|연구원|연구센터|기술원"),
    (Kind::Institution, Some("university"), "대학교"),
    (Kind::Institution, Some("agency"), "진흥원|재단|공사|공단|테크노파크"),
    (Kind::Institution, Some("council"), "협의회|협의체|위원회"),
    (Kind::Institution, Some("association"), "상공회의소|조합|협회|학회"),
    (Kind::Institution, Some("government"), "교육청"),
    (Kind::Institution, Some("company"), "그룹|은행"),
    (Kind::Institution, Some("local-government"), "광역시|특별시|시청"),
    (Kind::Institution, Some("department"), "부서"),
    (Kind::Site, Some("specialised"), "특화단지"),
    (Kind::Site, Some("complex"), "산업단지"),
    (Kind::Site, Some("district"), "지구"),
    (Kind::Site, Some("belt"), "밸리"),
    (Kind::Project, Some("complex"), "단지|클러스터"),
    (Kind::Project, Some("centre"), "센터"),
    (Kind::Project, Some("event"), "심포지엄|컨퍼런스|포럼|박람회"),
    (Kind::Project, Some("programme"), "사업"),
    (Kind::Industry, None, "산업"),
];

/// Provinces, and the cities and counties around. They are listed because many common words have their suffixes
/// (시, 도, 군).
const PLACES: &str = "경상북도|경북도|경상남도|경남도|전라북도|전북도|충청북도|충북도|경기도|강원도|\
    대구시|영천시|포항시|경주시|구미시|안동시|김천시|영주시|상주시|문경시|칠곡군|청도군|성주군|고령군";

/// Words with such a suffix that name nothing of their own.
const COMMON: &str = "신산업|지역산업|전략산업|주력산업|핵심산업|산업단지|지원사업|조성사업|육성사업|구축사업|\
    양성사업|국책사업|개발사업|추진사업|대상사업|공모사업|시범사업|지원센터|연구조합|일반산업단지";

/// What the suffix of a word tells, if the word is a name: something stands before the suffix.
pub fn of(word: &str) -> Option<NameSuffix> {
    let is_in = |words: &str| words.split('|').any(|known| known == word);
    if is_in(COMMON) {
        return None;
    }
    if is_in(PLACES) {
        return Some(NameSuffix { kind: Kind::Institution, entity_type: Some("local-government") });
    }
    let (suffix, before) = split(word)?;
    (before.chars().count() >= 2).then_some(suffix)
}

/// The suffix of a word, and what stands before it.
pub fn split(word: &str) -> Option<(NameSuffix, &str)> {
    SUFFIXES.iter().find_map(|(kind, entity_type, suffixes)| {
        let before = suffixes.split('|').find_map(|suffix| word.strip_suffix(suffix))?;
        Some((NameSuffix { kind: *kind, entity_type: *entity_type }, before))
    })
}
