//! The entities of a sample. Names, slugs and types are computed from a number, so that none need to be stored. A
//! name is made of words in an order that is shuffled once and does not repeat.

use std::fmt::Write as _;

use super::words::{FIELDS, FIRST, INDUSTRIES, LAST, REGIONS, TRADES, Word};
use gyeongsan::domain::{
    AgreementType, EntityType, IndustryType, InstitutionType, Kind, ProjectType, SiteType,
};

/// The pool of entities that the facts of a sample are about: how many there are of each kind.
#[derive(Debug, Clone, Copy)]
pub struct EntityPool {
    counts: [usize; Kind::ALL.len()],
}

/// An entity by its kind and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub kind: Kind,
    pub number: usize,
}

/// An entity of the sample with its name, slug and type.
pub struct SampleEntity {
    pub name: String,
    pub slug: String,
    pub entity_type: EntityType,
    pub alias: Option<String>,
}

/// This is prime, and so coprime to the number of names in every pattern. Counting in its steps therefore meets each
/// name once.
const STEP: usize = 1_000_003;

const INSTITUTES: &[Word] =
    &[("연구원", "institute"), ("연구소", "lab"), ("기술원", "technology"), ("진흥원", "agency")];

const UNIONS: &[Word] = &[("협회", "association"), ("조합", "union"), ("협의회", "council")];

const PROJECTS: &[(&str, &str, ProjectType)] = &[
    ("기반 구축 사업", "base", ProjectType::Programme),
    ("육성 사업", "growth", ProjectType::Programme),
    ("인력 양성 사업", "training", ProjectType::Programme),
    ("클러스터 조성", "cluster", ProjectType::Complex),
    ("실증 단지 조성", "test-bed", ProjectType::Complex),
    ("지원센터 건립", "centre", ProjectType::Centre),
    ("중장기 발전 계획", "plan", ProjectType::Plan),
    ("박람회", "fair", ProjectType::Event),
];

const SITES: &[(&str, &str, SiteType)] = &[
    ("일반산업단지", "complex", SiteType::Complex),
    ("지식산업지구", "district", SiteType::District),
    ("특화단지", "special", SiteType::Specialised),
    ("소재벨트", "belt", SiteType::Belt),
];

impl EntityPool {
    /// Entities in proportion to a number of facts: for a million facts there are few industries, but tens of
    /// thousands of institutions and projects.
    pub fn of(facts: usize) -> Self {
        let one_in = |share: usize| (facts / share).max(1);
        let mut counts = [0; Kind::ALL.len()];
        for (count, kind) in counts.iter_mut().zip(Kind::ALL) {
            *count = match kind {
                Kind::Industry => one_in(4).min(INDUSTRIES.len()),
                Kind::Project => one_in(40),
                Kind::Agreement => one_in(100),
                Kind::Institution => one_in(33),
                Kind::Site => one_in(2000).max(one_in(20).min(8)),
            };
        }
        Self { counts }
    }

    pub const fn count(&self, kind: Kind) -> usize {
        self.counts[kind as usize]
    }

    pub fn members(&self) -> impl Iterator<Item = Member> {
        Kind::ALL
            .iter()
            .flat_map(|kind| (0..self.count(*kind)).map(|number| Member { kind: *kind, number }))
    }
}

/// Picks a word from each list by one number. Two numbers share all their words only after every combination was
/// used.
struct Picker {
    number: usize,
    rest: usize,
    patterns: usize,
}

impl Picker {
    const fn new(number: usize) -> Self {
        Self { number, rest: number.wrapping_mul(STEP), patterns: 1 }
    }

    fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let position = self.rest % list.len();
        self.rest /= list.len();
        self.patterns *= list.len();
        &list[position]
    }

    /// How many times every combination was already used, once all words are picked.
    const fn rounds(&self) -> usize {
        self.number / self.patterns
    }
}

impl Member {
    /// The entity with its name, slug and type.
    pub fn entity(self) -> SampleEntity {
        let mut picker = Picker::new(self.number);
        let mut entity = match self.kind {
            Kind::Industry => {
                let (name, slug) = INDUSTRIES[self.number % INDUSTRIES.len()];
                let industry = IndustryType::ALL[self.number % IndustryType::ALL.len()];
                return SampleEntity::new(name, slug, EntityType::Industry(industry));
            }
            Kind::Institution if self.number == 0 => {
                let city = EntityType::Institution(InstitutionType::LocalGovernment);
                return SampleEntity::new("경산시", "gyeongsan-city", city);
            }
            Kind::Institution => institution(self.number, &mut picker),
            Kind::Project => {
                let (region, field) = (picker.pick(REGIONS), picker.pick(FIELDS));
                let (what, slug, project) = picker.pick(PROJECTS);
                SampleEntity::new(
                    &format!("{} {} {what}", region.0, field.0),
                    &format!("{}-{}-{slug}", region.1, field.1),
                    EntityType::Project(*project),
                )
            }
            Kind::Agreement => {
                let (company, field) = (company(&mut picker), picker.pick(FIELDS));
                let agreement = AgreementType::ALL[self.number % 2];
                let what =
                    if agreement == AgreementType::Mou { "업무협약" } else { "합의각서" };
                SampleEntity::new(
                    &format!("{} {} {what}", company.0, field.0),
                    &format!("{}-{}", company.1, agreement.key()),
                    EntityType::Agreement(agreement),
                )
            }
            Kind::Site => {
                let (region, (what, slug, site)) = (picker.pick(REGIONS), picker.pick(SITES));
                let name = format!("{}{what}", region.0);
                SampleEntity::new(&name, &format!("{}-{slug}", region.1), EntityType::Site(*site))
            }
        };
        // Two slugs may have the same English words, so the number makes each unique.
        let _ = write!(entity.slug, "-{}", self.number);
        let again = picker.rounds() + 1;
        let _ = match self.kind {
            _ if again == 1 => Ok(()),
            Kind::Project => write!(entity.name, " {again}단계"),
            Kind::Institution => write!(entity.name, " 제{again}분원"),
            Kind::Industry | Kind::Agreement | Kind::Site => write!(entity.name, " {again}차"),
        };
        entity
    }
}

impl SampleEntity {
    fn new(name: &str, slug: &str, entity_type: EntityType) -> Self {
        Self { name: name.to_owned(), slug: slug.to_owned(), entity_type, alias: None }
    }
}

/// Most institutions are companies; the others are those that a city works with.
fn institution(number: usize, picker: &mut Picker) -> SampleEntity {
    let of = EntityType::Institution;
    match number % 10 {
        0..=5 => {
            let (name, slug) = company(picker);
            let alias = format!("㈜{name}");
            SampleEntity {
                alias: Some(alias),
                ..SampleEntity::new(&name, &slug, of(InstitutionType::Company))
            }
        }
        6 | 7 => {
            let (region, field) = (picker.pick(REGIONS), picker.pick(FIELDS));
            let (what, slug) = picker.pick(INSTITUTES);
            let name = format!("{}{}{what}", region.0, field.0);
            let slug = format!("{}-{}-{slug}", region.1, field.1);
            SampleEntity::new(&name, &slug, of(InstitutionType::Research))
        }
        8 => {
            let (region, field) = (picker.pick(REGIONS), picker.pick(FIELDS));
            let (what, slug) = picker.pick(UNIONS);
            let own = if *what == "협의회" {
                InstitutionType::Council
            } else {
                InstitutionType::Association
            };
            let name = format!("{}{}{what}", region.0, field.0);
            SampleEntity::new(&name, &format!("{}-{}-{slug}", region.1, field.1), of(own))
        }
        _ => {
            let (region, field) = (picker.pick(REGIONS), picker.pick(FIELDS));
            let (name, slug, own) = match number / 10 % 4 {
                0 => (
                    format!("{}시 {}과", region.0, field.0),
                    "division",
                    InstitutionType::Department,
                ),
                1 => (format!("{}{}청", region.0, field.0), "office", InstitutionType::Government),
                2 => (
                    format!("{}{}컨설팅", region.0, field.0),
                    "consulting",
                    InstitutionType::Consulting,
                ),
                _ => (
                    format!("{}{}회의소", region.0, field.0),
                    "chamber",
                    InstitutionType::Association,
                ),
            };
            SampleEntity::new(&name, &format!("{}-{}-{slug}", region.1, field.1), of(own))
        }
    }
}

fn company(picker: &mut Picker) -> (String, String) {
    let (first, last, trade) = (picker.pick(FIRST), picker.pick(LAST), picker.pick(TRADES));
    let middle = picker.pick(LAST);
    (
        format!("{}{}{}{}", first.0, middle.0, last.0, trade.0),
        format!("{}{}{}-{}", first.1, middle.1, last.1, trade.1),
    )
}
