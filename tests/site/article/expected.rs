//! What a careful reader of the article writes down, by hand, independent of the seeds: which
//! events carry which date and status, which numbers are given, who and what is named, who agreed
//! with whom, and which paragraphs hold nothing. Names, numbers and dates only; no sentence of the
//! article is copied. The article appeared in 2018, so "last year" is 2017 and "this year" 2018.

/// A dated event: paragraph, EDTF date (`../2025` is "by 2025"), status key, and words that must all occur in the fact's
/// title, statement or names of what it is about (spaces are ignored when comparing).
pub const DATED: &[(u16, &str, &str, &[&str])] = &[
    (6, "2017-01", "done", &["4차산업혁명", "지시"]),
    (6, "2017-02", "done", &["5대전략산업", "기본계획"]),
    (6, "2017-03", "done", &["기업연구소장"]),
    (6, "2017-04", "done", &["추진협의체"]),
    (6, "2017-07", "done", &["전담부서"]),
    (8, "2017-12", "done", &["컨퍼런스"]),
    (9, "2016-12", "done", &["탄소산업클러스터", "통과"]),
    (9, "2017-06", "done", &["탄소성형부품", "선정"]),
    (10, "2018-01", "done", &["탄소복합재기술연구조합", "인가"]),
    (12, "2017-12", "done", &["AMRC", "MOA"]),
    (12, "2018-40", "planned", &["AMRC", "설립"]),
    (15, "2017-12", "done", &["IGS", "MOU"]),
    (23, "../2025", "forecast", &["청색기술", "시장"]),
    // The year is the report's; that it was given in that year is likely, not said.
    (24, "2018?", "done", &["환경부", "청색기술"]),
    (25, "2017-05", "done", &["지식융합연구소"]),
    (25, "2017-10", "done", &["클러스터", "예비타당성"]),
    (26, "2018-41", "planned", &["국제심포지엄"]),
];

/// Every number: paragraph, value, qualifier key ("" exact, "over" for 여), and a word that the
/// unit contains. Where the article writes no counter, the ordinary one stands here (명, 개); the
/// 대 of 5대 is no counter, so its unit is left open. Ordinals (4차, 1·2·3·4) are parts of names.
pub const NUMBERS: &[(u16, f64, &str, &str)] = &[
    (6, 5.0, "", ""),
    (6, 20.0, "over", "차례"),
    (10, 135.0, "", "개"),
    (15, 100.0, "", "개"),
    (18, 10_409_000.0, "", "㎡"),
    (18, 3_000.0, "over", "개"),
    (19, 10.0, "", "개"),
    (19, 120_000.0, "", "명"),
    (23, 10.0, "", "%"),
    (23, 1_000_000_000_000.0, "", "달러"),
    (27, 50.0, "over", "개"),
];

/// Names that must be known as an entity's name or alias: kind key, and the name as the article
/// writes it (without the legal form). The "five strategic industries" are a group of which the
/// article names two, no industry; they stand among the numbers and as the plan.
pub const NAMES: &[(&str, &str)] = &[
    ("industry", "청색기술산업"),
    ("industry", "신소재융복합산업"),
    ("industry", "자동차부품산업"),
    ("industry", "탄소산업"),
    ("industry", "탄소복합재산업"),
    ("industry", "타이타늄산업"),
    ("industry", "콘텐츠산업"),
    ("industry", "게임산업"),
    ("industry", "소재산업"),
    ("industry", "뿌리 산업"),
    ("project", "미래형 고부가가치 신산업 육성"),
    ("project", "5대 전략산업 기본계획"),
    ("project", "4차 산업혁명 대응 컨퍼런스"),
    ("project", "경북 탄소산업 클러스터"),
    ("project", "지역 거점사업"),
    ("project", "탄소성형부품 설계해석과 상용화 기반구축사업"),
    ("project", "경산 탄소 협동화단지 조성"),
    ("project", "기능성 타이타늄 소재기반 융복합산업 생태계 조성사업"),
    ("project", "AMRC ASIA센터"),
    ("project", "AMRC ASIA Industry4.0센터"),
    ("project", "첨단소재기반 플랫폼 구축사업"),
    ("project", "경북 지역기반 게임산업 육성사업"),
    ("project", "콘텐츠 전문인력 양성사업"),
    ("project", "청색기술 융합산업 클러스터 조성사업"),
    ("project", "첨단 성형가공기술 상용화 실증센터"),
    ("project", "청색기술 국제심포지엄"),
    ("institution", "경산시"),
    ("institution", "기업연구소장 협의회"),
    ("institution", "산학연 추진협의체"),
    ("institution", "산업부"),
    ("institution", "과학기술정보통신부"),
    ("institution", "환경부"),
    ("institution", "탄소복합재기술연구조합"),
    ("institution", "케이피씨엠"),
    ("institution", "AMRC"),
    ("institution", "보잉"),
    ("institution", "롤스로이스"),
    ("institution", "IGS"),
    ("institution", "경북테크노파크"),
    ("institution", "경북IT융합산업기술원"),
    ("institution", "한국섬유기계융합연구원"),
    ("institution", "그린카부품기술연구소"),
    ("institution", "티포엘"),
    ("institution", "FBEI"),
    ("institution", "지식융합연구소"),
    ("institution", "청색기술기업협의회"),
    ("institution", "청색기술자문위원회"),
    ("institution", "한국기계연구원"),
    ("institution", "KIMM"),
    ("institution", "포스텍"),
    ("institution", "포항가속기연구소"),
    ("institution", "양성자 가속기연구센터"),
    ("institution", "재료연구소"),
    ("institution", "KIMS"),
    ("institution", "대구경북과학기술원"),
    ("institution", "DGIST"),
    ("site", "경산지식산업지구"),
    ("site", "경산1·2·3·4일반산업단지"),
    ("site", "화장품 특화단지"),
    ("site", "자동차부품산업밸리"),
];

/// Agreements: paragraph, form ("mou" or "moa"), EDTF date, counterpart's name.
pub const AGREEMENTS: &[(u16, &str, &str, &str)] = &[
    (12, "moa", "2017-12", "AMRC"),
    (15, "mou", "2017-12", "IGS"),
    (25, "mou", "2017-05", "지식융합연구소"),
];

/// Undated facts that must be there: paragraph, status key, words as in [`DATED`].
pub const UNDATED: &[(u16, &str, &[&str])] = &[
    (5, "ongoing", &["신산업", "육성"]),
    (6, "done", &["전략회의"]),
    (7, "planned", &["신소재융복합산업"]),
    (9, "ongoing", &["협동화단지"]),
    (10, "done", &["탄소복합재기술연구조합", "창립"]),
    (10, "forecast", &["탄소복합재"]),
    (11, "ongoing", &["타이타늄", "조성사업"]),
    (12, "planned", &["플랫폼구축사업"]),
    (13, "forecast", &["보잉", "롤스로이스"]),
    (13, "forecast", &["경쟁력"]),
    (14, "ongoing", &["게임산업육성사업"]),
    (14, "ongoing", &["콘텐츠전문인력양성사업"]),
    (15, "planned", &["IGS", "지사"]),
    (17, "state", &["자동차부품산업밸리"]),
    (18, "state", &["경산지식산업지구"]),
    (18, "state", &["기업"]),
    (19, "state", &["대학"]),
    (19, "state", &["경북테크노파크"]),
    (20, "done", &["티포엘"]),
    (23, "state", &["청색기술", "세계시장"]),
    (23, "ongoing", &["미국", "독일", "일본"]),
    (26, "ongoing", &["실증센터"]),
    (27, "done", &["청색기술기업협의회"]),
    (27, "ongoing", &["지원"]),
    (28, "ongoing", &["청색기술자문위원회"]),
];

/// Paragraphs that hold nothing to extract: headline, subheading, byline and copyright line. (3 and
/// 16 hold no event, but a judgement of the article's own.)
pub const EMPTY: &[u16] = &[1, 21, 29, 30, 31, 32];
