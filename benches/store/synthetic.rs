//! Many made-up records with the proportions of real ones: a few industries that very many facts are
//! about, projects and institutions of which the first are the most frequent, dates over twenty years.

use fastrand::Rng;
use gyeongsan::domain::{
    About, AgreementType, Code, Edtf, Entity, EntityRef, EntityType, Evidence, Fact, FactDate,
    InstitutionType, ProjectType, Quantity, Role, Slug, Standing, Status,
};
use gyeongsan::seeds::{Published, SeedSource, Seeds};

const SYLLABLES: &str = "가경계고공과관교구국권그금기나남내네년농능다단대도동두디라래력로료류리마만매면명모목무문물미\
    민바반발방배법벨변보복본부북분비사산상생서석선설성세소속송수술시식신실심아안압약양어업에여연열영예오온완왕외용우운\
    원위유육융은음의이인일임자장재전점정제조종주중지직진차창책천철첨청체초최추축출치친카컨케코콘크클타탄터테토통투트특\
    파판팩평포품플피하학한합해핵행향현협형혜호화환활회후";

/// A word list whose first words are as common as those of real texts.
pub struct Words(pub Vec<String>);

impl Words {
    fn new(random: &mut Rng, count: usize) -> Self {
        let syllables: Vec<char> = SYLLABLES.chars().filter(|c| !c.is_whitespace()).collect();
        let word = |random: &mut Rng| {
            let length = random.usize(2..=4);
            (0..length).map(|_| syllables[random.usize(..syllables.len())]).collect()
        };
        let known = [
            "산업",
            "사업",
            "탄소",
            "기술",
            "센터",
            "추진",
            "구축",
            "경산시",
            "청색기술",
            "클러스터",
        ];
        let known = known.into_iter().map(str::to_owned);
        let made: Vec<String> = (0..count).map(|_| word(random)).collect();
        Self(known.chain(made).collect())
    }

    /// A word, the earlier ones more often.
    pub fn pick(&self, random: &mut Rng) -> &str {
        &self.0[skewed(random, self.0.len())]
    }

    fn text(&self, random: &mut Rng, words: usize) -> String {
        let words: Vec<String> = (0..words)
            .map(|_| match random.usize(..4) {
                0 => format!("{}{}", self.pick(random), self.pick(random)),
                _ => self.pick(random).to_owned(),
            })
            .collect();
        words.join(" ")
    }
}

/// A place among so many, the earlier ones more often.
fn skewed(random: &mut Rng, count: usize) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a short list"
    )]
    let place = (random.f64().powi(3) * count as f64) as usize;
    place.min(count - 1)
}

/// Industries, which are few however many facts there are.
const INDUSTRIES: usize = 8;

/// The project's seeds with other records: a name for every fifty facts.
pub fn seeds(facts: u32, random: &mut Rng) -> (Seeds, Words) {
    let mut seeds = Seeds::read(&SeedSource::Embedded).expect("the project's own seeds are right");
    let words = Words::new(random, 20_000);
    let entities = (facts as usize / 50).max(2 * INDUSTRIES);
    seeds.entities = (0..entities).map(|number| entity(number, &words, random)).collect();
    let source = seeds.sources[0].slug.clone();
    let mut facts_of_it = Vec::with_capacity(facts as usize);
    for number in 1..=facts {
        facts_of_it.push(Fact {
            code: Code::from_number(number).expect("a number"),
            title: words.text(random, 4),
            statement: format!("{}년 {}", random.u32(2010..2030), words.text(random, 12)),
            status: Status::ALL[random.usize(..Status::ALL.len())],
            inferred: None,
            date: (random.u8(..10) < 7).then(|| date(random)),
            quantity: (random.u8(..10) < 3).then(|| quantity(random)),
            about: about(&seeds.entities, random),
            evidence: vec![Evidence {
                source: source.clone(),
                paragraph: 1,
                phrases: vec!["근거".to_owned()],
            }],
        });
    }
    seeds.facts = facts_of_it;
    seeds.digest = format!("synthetic {facts}");
    seeds.published = Published::default();
    seeds.editions.clear();
    (seeds, words)
}

fn entity(number: usize, words: &Words, random: &mut Rng) -> Entity {
    let entity_type = match number {
        ..INDUSTRIES => EntityType::Industry(Standing::Promoted),
        _ if number.is_multiple_of(10) => EntityType::Agreement(AgreementType::Mou),
        _ if number.is_multiple_of(2) => EntityType::Project(ProjectType::Programme),
        _ => EntityType::Institution(InstitutionType::Company),
    };
    Entity {
        slug: Slug::parse(&format!("e{number}")).expect("a slug"),
        name: words.text(random, 2),
        aliases: Vec::new(),
        entity_type,
        note: None,
    }
}

/// An industry and two others.
fn about(entities: &[Entity], random: &mut Rng) -> Vec<About> {
    let common = random.usize(..INDUSTRIES);
    let roles = [Role::Field, Role::Subject, Role::Party];
    let places = [common, skewed(random, entities.len()), skewed(random, entities.len())];
    let about = |(role, place): (Role, usize)| {
        let entity = &entities[place];
        let (kind, slug) = (entity.kind(), entity.slug.clone());
        About { entity: EntityRef { kind, slug, name: entity.name.clone() }, role, inferred: None }
    };
    roles.into_iter().zip(places).map(about).collect()
}

fn date(random: &mut Rng) -> FactDate {
    let (year, month) = (random.u32(2005..2025), random.u32(1..=12));
    let text = match random.u8(..4) {
        0 => format!("{year}"),
        1 => format!("{year}-{}", random.u32(40..=41)),
        2 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{:02}", random.u32(1..=28)),
    };
    let edtf = Edtf::parse(&text).expect("a date");
    FactDate { edtf, phrase: text, basis: None }
}

fn quantity(random: &mut Rng) -> Quantity {
    Quantity {
        value: f64::from(random.u32(1..10_000)),
        unit: "억원".to_owned(),
        qualifier: None,
        phrase: "억원".to_owned(),
        counts: None,
        equivalent: None,
    }
}
