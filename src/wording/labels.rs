//! The Korean names of the domain's vocabularies, and what each means in a sentence.

use chrono::Datelike;

use crate::domain::{
    AgreementType, ChangeKind, EntityType, Facet, IndustryType, InstitutionType, Kind, List,
    ParagraphRole, ProjectType, RecordKind, Role, SiteType, Source, SourceKind, Status,
};

/// What a kind of entity is called.
pub const fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Industry => "산업",
        Kind::Project => "사업",
        Kind::Agreement => "협약",
        Kind::Institution => "기관·기업",
        Kind::Site => "산업단지",
    }
}

/// An edition in words; what has none is not published.
pub fn edition_text(edition: Option<u32>) -> String {
    edition.map_or("미발행".to_owned(), |edition| format!("제{edition}판"))
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
        Facet::Subject => "무엇을 다룬 기록",
        Facet::Unit => "단위",
        Facet::Type | Facet::Record => "종류",
        Facet::About(kind) => kind_label(kind),
    }
}

/// What a kind of record in a search is called.
pub const fn record_kind_label(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Fact => "기록",
        RecordKind::Entity(kind) => kind_label(kind),
        RecordKind::Term => "용어",
        RecordKind::Source => "출처",
    }
}

/// What a kind of change is called, before what was changed.
pub const fn change_label(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Added => "새로 실은",
        ChangeKind::Changed => "고친",
        ChangeKind::Withdrawn => "내린",
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

/// What the list of a kind holds, in a sentence or two.
pub fn kind_introduction(kind: Kind, total: u64) -> String {
    match kind {
        Kind::Industry => format!("출처에 나온 산업 {total}개입니다."),
        Kind::Project => {
            format!("사업과 시설, 단지, 행사 {total}개입니다. 정부와 다른 기관의 것도 있습니다.")
        }
        Kind::Agreement => {
            format!("협약 {total}건입니다. 무엇을 하기로 했고 그 뒤 어떻게 되었는지 적었습니다.")
        }
        Kind::Institution => format!("출처에 나온 기관과 기업 {total}곳입니다."),
        Kind::Site => format!("산업단지와 산업지구 {total}곳입니다."),
    }
}

/// What the list of a kind shows, for readers who find its link elsewhere.
pub fn kind_description(kind: Kind, total: u64) -> String {
    match kind {
        Kind::Industry => {
            format!("경산의 산업 {total}개가 어떤 계획에 나오고 그 뒤 어떻게 되었는지 보여 줍니다.")
        }
        Kind::Project => format!(
            "2018년 무렵 경산의 사업과 시설, 단지, 행사 {total}개가 무엇이고 어떻게 되었는지 보여 줍니다."
        ),
        Kind::Agreement => {
            format!("경산시와 기업, 기관이 맺은 협약 {total}건의 내용과 그 뒤입니다.")
        }
        Kind::Institution => {
            format!(
                "경산의 계획에 이름이 나온 기관과 기업 {total}곳이 무엇을 맡았는지 보여 줍니다."
            )
        }
        Kind::Site => {
            format!("경산의 산업단지와 산업지구 {total}곳의 위치와 넓이, 조성 과정입니다.")
        }
    }
}

/// What a status is called, said as of the day the source came out.
pub const fn status_label(status: Status) -> &'static str {
    match status {
        Status::Done => "있었던 일",
        Status::Ongoing => "당시 추진 중",
        Status::Planned => "당시 계획",
        Status::Forecast => "당시 전망",
        Status::State => "당시 현황",
        Status::Assessment => "기사의 평가",
    }
}

/// A status with the year of the source, so that nobody takes what was so then for what is so now.
pub fn status_text(status: Status, source: Option<&Source>) -> String {
    let label = status_label(status);
    let Some(source) = source else { return label.to_owned() };
    match status {
        Status::Assessment if source.kind != SourceKind::Article => "기관의 평가".to_owned(),
        Status::Done | Status::Assessment => label.to_owned(),
        Status::Ongoing | Status::Planned | Status::Forecast | Status::State => {
            format!("{}년 {label}", source.published.edtf.earliest().year())
        }
    }
}

/// What stands in brackets behind the date of something still to come: `2018년 상반기(계획)`.
pub const fn prospect_label(status: Status) -> &'static str {
    match status {
        Status::Forecast => "전망",
        _ => "계획",
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
        Role::Field => "관련 산업",
        Role::Lead => "맡은 기관",
        Role::Party => "협약 기관",
        Role::Partner => "협력 기관",
        Role::Authority => "심사·승인 기관",
        Role::Participant => "참여·언급된 기관",
        Role::Member => "포함",
        Role::Target => "지원·방문 대상",
        Role::Basis => "바탕",
        Role::Outcome => "설립·조성할 곳",
        Role::Location => "위치",
        Role::Speaker => "발표 기관",
        Role::Provider => "사진 제공",
    }
}

/// What a role means.
pub const fn role_meaning(role: Role) -> &'static str {
    match role {
        Role::Subject => "기록이 주로 다루는 대상입니다.",
        Role::Field => "기록이 속하는 산업입니다.",
        Role::Lead => "일을 이끌거나 맡은 기관입니다.",
        Role::Party => "협약을 맺은 쪽입니다.",
        Role::Partner => "함께 일하는 기관입니다.",
        Role::Authority => "심사, 선정, 인가를 하거나 신청을 받은 기관입니다.",
        Role::Participant => "일에 참여하거나 참여할 곳으로 거론된 기관입니다.",
        Role::Member => "여럿을 묶어 말할 때 이름이 나온 것입니다.",
        Role::Target => "지원을 받거나 방문을 받은 곳입니다.",
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
        EntityType::Industry(industry) => match industry {
            IndustryType::Strategic => "5대 전략산업",
            IndustryType::Promoted => "키우려던 산업",
            IndustryType::Base => "지역 기반 산업",
        },
        EntityType::Project(project) => match project {
            ProjectType::Programme => "지원 사업",
            ProjectType::Plan => "계획",
            ProjectType::Complex => "단지·클러스터",
            ProjectType::Centre => "센터",
            ProjectType::Event => "행사",
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
            InstitutionType::Consulting => "컨설팅 회사",
            InstitutionType::Association => "조합",
            InstitutionType::Council => "협의회·위원회",
        },
        EntityType::Site(site) => match site {
            SiteType::District => "산업지구",
            SiteType::Complex => "산업단지",
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

/// Which names of a counted group the record has: none, or only these.
pub fn names_text(named: &[impl AsRef<str>]) -> String {
    if named.is_empty() {
        return "하나하나의 이름은 따로 정리하지 않았습니다.".to_owned();
    }
    let named: Vec<&str> = named.iter().map(AsRef::as_ref).collect();
    format!("{}만 따로 정리했습니다.", named.join(", "))
}
