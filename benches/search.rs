//! How long a search and a suggestion take over many synthetic facts, through the store as the site uses
//! it: `cargo bench --bench search -- 10000 FILE` (the number of facts, 1,000 without one; where to keep
//! the database for another run, which need not be given). Prints a table row.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fastrand::Rng;
use gyeongsan::domain::{
    About, Code, Entity, EntityRef, EntityType, Evidence, Fact, Kind, Slug, Standing, Status,
};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{Count, Store, ensure};

const SYLLABLES: &str = "가경계고공과관교구국권그금기나남내네년농능다단대도동두디라래력로료류리마만매면명모목무문물미\
    민바반발방배법벨변보복본부북분비사산상생서석선설성세소속송수술시식신실심아안압약양어업에여연열영예오온완왕외용우운\
    원위유육융은음의이인일임자장재전점정제조종주중지직진차창책천철첨청체초최추축출치친카컨케코콘크클타탄터테토통투트특\
    파판팩평포품플피하학한합해핵행향현협형혜호화환활회후";

/// A word list whose first words are as common as those of real texts.
struct Words(Vec<String>);

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
    fn pick(&self, random: &mut Rng) -> &str {
        let skewed = random.f64().powi(3);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a short list"
        )]
        let place = (skewed * self.0.len() as f64) as usize;
        &self.0[place.min(self.0.len() - 1)]
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

/// The project's seeds with other records: a name for every fifty facts.
fn synthetic(facts: u32, random: &mut Rng) -> (Seeds, Words) {
    let mut seeds = Seeds::read(&SeedSource::Embedded).expect("the project's own seeds are right");
    let words = Words::new(random, 20_000);
    let entities = (facts / 50).max(10);
    seeds.entities = (0..entities)
        .map(|number| Entity {
            slug: Slug::parse(&format!("e{number}")).expect("a slug"),
            name: words.text(random, 2),
            aliases: Vec::new(),
            entity_type: EntityType::Industry(Standing::Promoted),
            note: None,
        })
        .collect();
    let source = seeds.sources[0].slug.clone();
    let fact = |number: u32| {
        let entity = &seeds.entities[random.usize(..seeds.entities.len())];
        let slug = entity.slug.clone();
        Fact {
            code: Code::from_number(number).expect("a number"),
            title: words.text(random, 4),
            statement: format!("{}년 {}", random.u32(2010..2030), words.text(random, 12)),
            status: Status::Done,
            inferred: None,
            date: None,
            quantity: None,
            about: vec![About {
                entity: EntityRef { kind: Kind::Industry, slug, name: entity.name.clone() },
                role: gyeongsan::domain::Role::Field,
                inferred: None,
            }],
            evidence: vec![Evidence {
                source: source.clone(),
                paragraph: 1,
                phrases: vec!["근거".to_owned()],
            }],
        }
    };
    seeds.facts = (1..=facts).map(fact).collect();
    seeds.digest = format!("synthetic {facts}");
    seeds.published = gyeongsan::seeds::Published::default();
    seeds.editions.clear();
    (seeds, words)
}

/// What readers type: common and rare words, pieces, two words, particles, spaces left out, consonants,
/// the wrong keyboard, and what is nowhere.
fn queries(words: &Words, random: &mut Rng, count: usize) -> Vec<String> {
    let query = |kind: usize| {
        let word = words.pick(random).to_owned();
        match kind % 10 {
            0 | 1 => word,
            2 => format!("{word} {}", words.pick(random)),
            3 => word.chars().take(1).collect(),
            4 => word.chars().take(2).collect(),
            5 => format!("{word}을"),
            6 => format!("{word}{}", words.pick(random)),
            7 => gyeongsan::hangul::initials(&format!("{word}{}", words.pick(random))),
            8 => gyeongsan::hangul::to_latin(&word).unwrap_or(word),
            _ => words.0[10 + random.usize(..words.0.len() - 10)].clone(),
        }
    };
    (0..count).map(query).collect()
}

fn percentile(times: &mut [Duration], hundredth: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() * hundredth / 100).min(times.len() - 1)].as_secs_f64() * 1000.0
}

async fn measure(store: &Store, queries: &[String]) -> [f64; 4] {
    let (mut searches, mut suggestions) = (Vec::new(), Vec::new());
    let (mut cut_short, mut many) = (0, 0);
    for query in queries {
        let asked = Instant::now();
        let found = store.search(query, 20).await.expect("an answer");
        searches.push(asked.elapsed());
        cut_short += usize::from(found.cut_short);
        many += usize::from(matches!(found.count, Count::AtLeast(_)));
        let asked = Instant::now();
        black_box(store.suggest(query, 8).await.expect("an answer"));
        suggestions.push(asked.elapsed());
    }
    println!(
        "{} queries, {many} of them with 1,000 hits and more, {cut_short} cut short",
        queries.len()
    );
    [
        percentile(&mut searches, 50),
        percentile(&mut searches, 99),
        percentile(&mut suggestions, 50),
        percentile(&mut suggestions, 99),
    ]
}

fn main() {
    let facts = std::env::args().find_map(|argument| argument.parse().ok());
    let facts: u32 = facts.unwrap_or(1000);
    let mut random = Rng::with_seed(2018);
    let (seeds, words) = synthetic(facts, &mut random);
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::args().find(|argument| argument.ends_with(".sqlite")).map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("bench.sqlite"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let begun = Instant::now();
    let (store, _) = runtime.block_on(ensure(&seeds, &path)).expect("a store");
    let built = begun.elapsed();
    drop(seeds);
    let queries = queries(&words, &mut random, 2000);
    let size = std::fs::metadata(&path).expect("the file").len() / 1024;
    // The first round fills the caches.
    runtime.block_on(measure(&store, &queries[..200]));
    let [search_50, search_99, suggest_50, suggest_99] =
        runtime.block_on(measure(&store, &queries));
    println!("records | build | file | search p50 | p99 | suggest p50 | p99");
    println!(
        "{facts} | {:.1} s | {size} KiB | {search_50:.2} ms | {search_99:.2} ms | {suggest_50:.2} ms | {suggest_99:.2} ms",
        built.as_secs_f64()
    );
}
