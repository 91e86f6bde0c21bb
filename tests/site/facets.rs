//! The counts beside the values of filters, held against a plain reading of the seeds: a value's count is how
//! many records there would be if it were chosen, all other filters kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use fastrand::Rng;
use gyeongsan::domain::{
    Entity, EntityRef, Facet, Fact, Filters, Kind, List, PlanState, Role, Status,
};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{FacetCounts, Store};
use tempfile::TempDir;

/// How many sets of filters are tried on each list.
const TRIED: usize = 25;

/// The most entities of a kind that a list offers.
const OFFERED: usize = 40;

fn years(fact: &Fact) -> impl Iterator<Item = i32> {
    let date = fact.date().map(|date| &date.edtf);
    date.into_iter().flat_map(|edtf| edtf.earliest().year()..=edtf.latest().year())
}

/// The day on which plans are looked at.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 7, 1).expect("a day")
}

/// How a plan of the sample, of which nothing became, stands on the day.
fn state(fact: &Fact) -> Option<PlanState> {
    let due = fact.is_plan().then(|| fact.date().map(|date| date.edtf))?;
    let due =
        due.filter(|edtf| fact.status != Status::Ongoing || edtf.is_by() || edtf.end().is_some());
    let is_due = due.is_some_and(|edtf| edtf.latest() >= today());
    // Those without a time count with those whose time has passed.
    Some(if is_due { PlanState::NotDue } else { PlanState::Passed })
}

fn subjects(fact: &Fact) -> impl Iterator<Item = Kind> {
    fact.about.iter().filter(|about| about.role == Role::Subject).map(|about| about.entity.kind)
}

fn is_about(fact: &Fact, kind: Kind, slug: &str) -> bool {
    fact.about.iter().any(|about| about.entity.kind == kind && about.entity.slug.as_str() == slug)
}

/// Whether a fact is in a list and fits what filters want of facts.
fn fits(list: List, filters: &Filters, fact: &Fact) -> bool {
    let is_listed = match list {
        List::Plans => fact.is_plan(),
        List::Timeline => !fact.dates.is_empty(),
        List::Figures => !fact.quantities.is_empty(),
        List::Facts | List::Entities(_) => true,
    };
    is_listed
        && filters.year.is_none_or(|year| years(fact).any(|own| own == year))
        && filters.status.is_none_or(|status| fact.status == status)
        && filters.state.is_none_or(|state| self::state(fact) == Some(state))
        && filters.theme.as_ref().is_none_or(|theme| fact.theme.as_ref() == Some(theme))
        && filters.source.as_ref().is_none_or(|source| fact.sources().contains(&source))
        && filters.subject.is_none_or(|kind| subjects(fact).any(|own| own == kind))
        && filters.about.iter().all(|(kind, slug)| is_about(fact, *kind, slug.as_str()))
}

/// How many records of a list fit filters.
fn count(list: List, filters: &Filters, seeds: &Seeds) -> u64 {
    let facts: Vec<&Fact> = seeds.facts.iter().filter(|fact| fits(list, filters, fact)).collect();
    let List::Entities(kind) = list else { return facts.len() as u64 };
    let passes = |entity: &&Entity| {
        entity.kind() == kind
            && filters.entity_type.is_none_or(|wanted| entity.entity_type == wanted)
            && facts.iter().any(|fact| is_about(fact, kind, entity.slug.as_str()))
    };
    seeds.entities.iter().filter(passes).count() as u64
}

/// Filters that some fact fits, so that most leave something.
fn some_filters(list: List, seeds: &Seeds, random: &mut Rng) -> Filters {
    let fact = &seeds.facts[random.usize(..seeds.facts.len())];
    let mut filters = Filters::default();
    for facet in list.facets() {
        if random.u8(..4) > 0 {
            continue;
        }
        match facet {
            Facet::Year => filters.year = years(fact).next(),
            Facet::Status => filters.status = Some(fact.status),
            Facet::State => filters.state = state(fact),
            Facet::Theme => filters.theme.clone_from(&fact.theme),
            Facet::Source => filters.source = fact.sources().first().map(|slug| (*slug).clone()),
            Facet::Subject => filters.subject = subjects(fact).next(),
            Facet::Type => {
                let own = |entity: &&Entity| list == List::Entities(entity.kind());
                let entities: Vec<&Entity> = seeds.entities.iter().filter(own).collect();
                filters.entity_type = Some(entities[random.usize(..entities.len())].entity_type);
            }
            Facet::About(kind) => {
                let about = fact.about.iter().find(|about| about.entity.kind == kind);
                filters.about.extend(about.map(|about| (kind, about.entity.slug.clone())));
            }
        }
    }
    filters
}

fn check(list: List, filters: &Filters, counts: &FacetCounts, seeds: &Seeds) {
    let with = |change: &dyn Fn(&mut Filters)| {
        let mut filters = filters.clone();
        change(&mut filters);
        count(list, &filters, seeds)
    };
    let in_list = |facet: Facet| list.facets().contains(&facet);
    let told = format!("{list:?} {filters:?}");
    for state in [PlanState::Passed, PlanState::NotDue].iter().filter(|_| in_list(Facet::State)) {
        let offered = counts.states.iter().find(|(own, _)| own == state);
        let expected = with(&|filters| filters.state = Some(*state));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {state:?}");
    }
    for theme in seeds.themes.iter().filter(|_| in_list(Facet::Theme)) {
        let offered = counts.themes.iter().find(|(own, _)| *own == theme.slug);
        let expected = with(&|filters| filters.theme = Some(theme.slug.clone()));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {}", theme.slug);
    }
    for source in seeds.sources.iter().filter(|_| in_list(Facet::Source)) {
        let offered = counts.sources.iter().find(|(own, _)| *own == source.slug);
        let expected = with(&|filters| filters.source = Some(source.slug.clone()));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {}", source.slug);
    }
    let known: BTreeSet<i32> = seeds.facts.iter().flat_map(years).collect();
    let expected: BTreeMap<i32, u64> = known
        .into_iter()
        .filter(|_| in_list(Facet::Year))
        .map(|year| (year, with(&|filters| filters.year = Some(year))))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(counts.years, expected, "{told}");
    for status in Status::ALL.iter().filter(|_| in_list(Facet::Status)) {
        let offered = counts.statuses.iter().find(|(own, _)| own == status);
        let expected = with(&|filters| filters.status = Some(*status));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {status:?}");
    }
    for kind in Kind::ALL.iter().filter(|_| in_list(Facet::Subject)) {
        let offered = counts.subjects.iter().find(|(own, _)| own == kind);
        let expected = with(&|filters| filters.subject = Some(*kind));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {kind:?}");
    }
    let of_list = seeds.entities.iter().filter(|entity| list == List::Entities(entity.kind()));
    for own in of_list.map(|entity| entity.entity_type) {
        let offered = counts.types.iter().find(|(other, _)| *other == own);
        let expected = with(&|filters| filters.entity_type = Some(own));
        assert_eq!(offered.map_or(0, |(_, count)| *count), expected, "{told} {own:?}");
    }
    for kind in Kind::ALL.iter().filter(|kind| in_list(Facet::About(**kind))) {
        let of_kind = |(entity, _): &&(EntityRef, u64)| entity.kind == *kind;
        let offered: Vec<_> = counts.entities.iter().filter(of_kind).collect();
        for (entity, count) in &offered {
            let choose = |filters: &mut Filters| {
                filters.about.insert(*kind, entity.slug.clone());
            };
            assert_eq!(*count, with(&choose), "{told} {entity:?}");
        }
        let is_in_force = |entity: &EntityRef| filters.about.get(kind) == Some(&entity.slug);
        let others = offered.iter().skip_while(|(entity, _)| is_in_force(entity));
        assert!(others.is_sorted_by(|one, other| one.1 >= other.1), "{told}: {offered:?}");
        let least = if offered.len() < OFFERED { 0 } else { offered[OFFERED - 1].1 };
        let left_out = seeds.entities.iter().filter(|entity| {
            entity.kind() == *kind && offered.iter().all(|(other, _)| other.slug != entity.slug)
        });
        for entity in left_out {
            let choose = |filters: &mut Filters| {
                filters.about.insert(*kind, entity.slug.clone());
            };
            assert!(with(&choose) <= least, "{told} {}", entity.slug);
        }
    }
}

#[tokio::test]
async fn every_count_is_what_choosing_the_value_leaves() {
    let folder = TempDir::new().expect("a folder");
    sample::write(&folder.path().join("s"), 300, 2018).expect("a sample");
    let source = SeedSource::Folder(folder.path().join("s"));
    let seeds = Seeds::read(&source).expect("right seeds");
    let store = Store::build(&seeds).await.expect("a database");
    let mut random = Rng::with_seed(300);
    for list in List::all() {
        for tried in 0..TRIED {
            let filters = match tried {
                0 => Filters::default(),
                _ => some_filters(list, &seeds, &mut random),
            };
            let narrowed = store.narrowed(list, &filters, today()).await.expect("a list");
            assert_eq!(narrowed.total(), count(list, &filters, &seeds), "{list:?} {filters:?}");
            check(list, &filters, &narrowed.facet_counts(), &seeds);
        }
    }
}
