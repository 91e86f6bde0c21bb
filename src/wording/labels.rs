//! The Korean names of the domain's vocabularies, and what each means in a sentence.

use super::{date_text, quantity_text};
use crate::domain::{
    Absence, AgreementType, ChangeKind, Edtf, EntityType, Facet, InstitutionType, Kind, List,
    ParagraphRole, Point, ProjectType, Role, SiteType, Standing, Status,
};

/// What a kind of entity is called.
pub const fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry => "산업",
        Kind::Project => "사업",
        Kind::Agreement => "협약",
        Kind::Institution => "기관·기업",
        Kind::Site => "산업입지",
    }
}

/// What a list is called.
pub const fn list_label(list: List) -> &'static str {
    match list {
        List::Plans => "계획",
        List::Timeline => "연표",
        List::Facts => "기록",
        List::Figures => "수치",
        List::Entities(kind) => kind_label(kind),
    }
}

/// What a facet is called.
pub const fn facet_label(facet: Facet) -> &'static str {
    match facet {
        Facet::Year => "연도",
        Facet::Status => "구분",
        Facet::State => "상태",
        Facet::Theme => "분야",
        Facet::Source => "출처",
        Facet::Subject => "무엇에 대한 기록",
        Facet::Type => "종류",
        Facet::About(kind) => kind_label(kind),
    }
}

/// What a kind of change is called, before what was changed.
pub const fn change_label(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Added => "더한",
        ChangeKind::Changed => "고친",
        ChangeKind::Withdrawn => "거둔",
    }
}

/// The word with which entities of a kind are counted.
pub const fn kind_counter(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry | Kind::Project => "개",
        Kind::Agreement => "건",
        Kind::Institution | Kind::Site => "곳",
    }
}

/// What a status is called.
pub const fn status_label(status: Status) -> &'static str {
    match status {
        Status::Done => "완료",
        Status::Ongoing => "추진 중",
        Status::Planned => "계획",
        Status::Forecast => "전망",
        Status::State => "현황",
        Status::Assessment => "평가",
    }
}

/// What a status means.
pub const fn status_meaning(status: Status) -> &'static str {
    match status {
        Status::Done => "출처가 이미 있었던 일로 전했습니다.",
        Status::Ongoing => "출처가 나온 때에 하고 있던 일입니다. 지금도 하고 있다는 뜻이 아닙니다.",
        Status::Planned => "출처가 나온 때에 하려던 일입니다. 이루어졌다는 뜻이 아닙니다.",
        Status::Forecast => {
            "출처가 나온 때에 내다보거나 기대한 일입니다. 이루어졌다는 뜻이 아닙니다."
        }
        Status::State => "출처가 나온 때의 모습입니다. 지금과 다를 수 있습니다.",
        Status::Assessment => "출처가 내린 평가입니다. 확인된 사실이 아닙니다.",
    }
}

/// What a role is called.
pub const fn role_label(role: Role) -> &'static str {
    match role {
        Role::Subject => "주제",
        Role::Field => "분야",
        Role::Lead => "추진 주체",
        Role::Party => "당사자",
        Role::Partner => "협력",
        Role::Authority => "결정 기관",
        Role::Participant => "참여·거론",
        Role::Member => "포함",
        Role::Target => "대상",
        Role::Basis => "바탕",
        Role::Outcome => "만들려는 것",
        Role::Location => "소재지",
        Role::Speaker => "밝힌 곳",
        Role::Provider => "제공",
    }
}

/// What a role means.
pub const fn role_meaning(role: Role) -> &'static str {
    match role {
        Role::Subject => "기록이 주로 다루는 대상입니다.",
        Role::Field => "기록이 속하는 산업입니다.",
        Role::Lead => "일을 벌이거나 맡은 기관입니다.",
        Role::Party => "협약을 맺은 쪽입니다.",
        Role::Partner => "함께 일하는 기관입니다.",
        Role::Authority => "심사, 선정, 인가를 하거나 신청을 받은 기관입니다.",
        Role::Participant => "일에 참여하거나 참여할 곳으로 거론된 기관입니다.",
        Role::Member => "기록이 묶어 말하는 것 가운데 이름이 나온 대상입니다.",
        Role::Target => "일이 향하는 대상이나 찾아간 곳입니다.",
        Role::Basis => "일의 바탕이 된 사업이나 협약입니다.",
        Role::Outcome => "협약이나 계획으로 만들려는 것입니다. 만들어졌다는 뜻이 아닙니다.",
        Role::Location => "있는 곳입니다.",
        Role::Speaker => "내용을 밝히거나 추정한 기관입니다.",
        Role::Provider => "사진을 제공한 기관입니다.",
    }
}

/// What an entity's classification is called.
pub const fn entity_type_label(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Industry(standing) => match standing {
            Standing::Strategic => "5대 전략산업",
            Standing::Promoted => "육성 산업",
            Standing::Base => "지역 기반 산업",
        },
        EntityType::Project(project) => match project {
            ProjectType::Programme => "지원·조성 사업",
            ProjectType::Plan => "계획",
            ProjectType::Complex => "단지·클러스터",
            ProjectType::Centre => "센터",
            ProjectType::Event => "회의·행사",
        },
        EntityType::Agreement(agreement) => match agreement {
            AgreementType::Mou => "업무협약(MOU)",
            AgreementType::Moa => "합의각서(MOA)",
        },
        EntityType::Institution(institution) => match institution {
            InstitutionType::LocalGovernment => "지방자치단체",
            InstitutionType::Government => "정부·부처",
            InstitutionType::Agency => "공공기관",
            InstitutionType::Department => "부서",
            InstitutionType::Company => "기업",
            InstitutionType::Research => "연구기관",
            InstitutionType::University => "대학",
            InstitutionType::Consulting => "컨설팅 기관",
            InstitutionType::Association => "조합",
            InstitutionType::Council => "협의회·위원회",
        },
        EntityType::Site(site) => match site {
            SiteType::District => "산업지구",
            SiteType::Complex => "일반산업단지",
            SiteType::Specialised => "특화단지",
            SiteType::Belt => "산업밸리",
        },
    }
}

/// What a paragraph's place in its source is called.
pub const fn paragraph_role_label(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::Headline => "제목",
        ParagraphRole::Subheading => "중간 제목",
        ParagraphRole::Body => "본문",
        ParagraphRole::Caption => "사진 설명",
        ParagraphRole::Byline => "기자 표시",
        ParagraphRole::Rights => "저작권 표시",
    }
}

/// What the source does not state, as a line of a list.
pub fn absence_text(absence: &Absence) -> String {
    match absence {
        Absence::AnyDate => "시기: 언제인지 나오지 않습니다.".to_owned(),
        Absence::ExactDay(edtf) => exact_day_text(*edtf),
        Absence::Money => "금액: 드는 돈이나 예산이 나오지 않습니다.".to_owned(),
        Absence::Lead => "추진 주체: 누가 맡는지 나오지 않습니다.".to_owned(),
        Absence::Field => "분야: 어느 산업에 드는지 나오지 않습니다.".to_owned(),
        Absence::Location => "장소: 어디인지 나오지 않습니다.".to_owned(),
        Absence::Parties { stated } if stated.is_empty() => {
            "서명한 쪽: 어느 기관이 서명했는지 나오지 않습니다.".to_owned()
        }
        Absence::Parties { stated } => {
            format!("서명한 쪽: 한쪽({})만 나옵니다.", stated.join(", "))
        }
        Absence::Outcome => "결과: 실제로 이루어졌는지 나오지 않습니다.".to_owned(),
        Absence::Companies => "기업 수: 이 산업의 기업이 몇 곳인지 나오지 않습니다.".to_owned(),
        Absence::Area => "면적: 이곳만의 넓이가 나오지 않습니다.".to_owned(),
        Absence::Size => "규모: 구성원이 몇인지 나오지 않습니다.".to_owned(),
        Absence::Names { quantity, named, .. } => {
            format!("이름({}): {}", quantity_text(quantity), names_text(named))
        }
    }
}

/// Which names of a counted group the source gives: none, or these.
pub fn names_text(named: &[impl AsRef<str>]) -> String {
    if named.is_empty() {
        return "하나하나의 이름은 나오지 않습니다.".to_owned();
    }
    let named: Vec<&str> = named.iter().map(AsRef::as_ref).collect();
    format!("{}만 나오고 나머지의 이름은 나오지 않습니다.", named.join(", "))
}

fn exact_day_text(edtf: Edtf) -> String {
    let known = match edtf.start() {
        _ if edtf.end().is_some() || edtf.is_by() => "기간만",
        Point::Year(_) => "해까지만",
        Point::HalfYear { .. } => "반기까지만",
        Point::Quarter { .. } => "분기까지만",
        Point::Month { .. } => "달까지만",
        Point::Day(_) => "날까지만",
    };
    format!("정확한 날: {known} 나옵니다({}).", date_text(edtf))
}
