//! Lists under filters and the counts beside their values, held against a plain reading of the seeds: values of a
//! facet are alternatives, and a value's count is how many records there would be with it alone of its facet, all
//! other filters kept.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use fastrand::Rng;
use gyeongsan::domain::{Entity, Facet, FacetValue, Fact, Filters, List, PlanState, Role, Status};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{FacetCounts, Store};
use tempfile::TempDir;

/// How many sets of filters are tried on each list.
const TRIED: usize = 25;

/// The most entities of a kind that a list offers.
const OFFERED: usize = 8;

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

/// The values that a fact has, whatever the list.
fn values(fact: &Fact) -> BTreeSet<FacetValue> {
    let mut values: BTreeSet<FacetValue> = years(fact).map(FacetValue::Year).collect();
    values.insert(FacetValue::Status(fact.status));
    values.extend(state(fact).map(FacetValue::State));
    values.extend(fact.theme.clone().map(FacetValue::Theme));
    values.extend(fact.quantity().map(|quantity| FacetValue::Unit(quantity.unit.clone())));
    values.extend(fact.sources().into_iter().cloned().map(FacetValue::Source));
    for about in &fact.about {
        let entity = &about.entity;
        values.insert(FacetValue::About(entity.kind, entity.slug.clone()));
        if about.role == Role::Subject {
            values.insert(FacetValue::Subject(entity.kind));
        }
    }
    values
}

/// A fact with its values.
type Known<'s> = (&'s Fact, BTreeSet<FacetValue>);

/// Whether a fact is in a list and fits what filters want of facts.
fn fits(list: List, filters: &Filters, (fact, own): &Known<'_>) -> bool {
    let is_listed = match list {
        List::Plans => fact.is_plan(),
        List::Timeline => !fact.dates.is_empty(),
        List::Figures => !fact.quantities.is_empty(),
        List::Facts | List::Entities(_) => true,
    };
    let mut facets = list.facets().into_iter().filter(|facet| *facet != Facet::Type);
    is_listed
        && facets.all(|facet| {
            let wanted: Vec<&FacetValue> = filters.of(facet).collect();
            wanted.is_empty() || wanted.iter().any(|value| own.contains(value))
        })
}

/// How many records of a list fit filters.
fn count(list: List, filters: &Filters, seeds: &Seeds, facts: &[Known<'_>]) -> u64 {
    let facts: Vec<&Known<'_>> = facts.iter().filter(|fact| fits(list, filters, fact)).collect();
    let List::Entities(kind) = list else { return facts.len() as u64 };
    let about = |entity: &Entity| FacetValue::About(kind, entity.slug.clone());
    let is_of_type = |entity: &Entity| {
        let wanted: Vec<&FacetValue> = filters.of(Facet::Type).collect();
        wanted.is_empty() || wanted.contains(&&FacetValue::Type(entity.entity_type))
    };
    let passes = |entity: &&Entity| {
        entity.kind() == kind
            && is_of_type(entity)
            && facts.iter().any(|(_, values)| values.contains(&about(entity)))
    };
    seeds.entities.iter().filter(passes).count() as u64
}

/// The values that records of the seeds have of a facet of a list.
fn known(list: List, facet: Facet, seeds: &Seeds, facts: &[Known<'_>]) -> BTreeSet<FacetValue> {
    let own = |entity: &&Entity| list == List::Entities(entity.kind());
    let types = seeds.entities.iter().filter(own).map(|entity| entity.entity_type);
    let of_facts = facts.iter().flat_map(|(_, values)| values.iter().cloned());
    let all = types.map(FacetValue::Type).chain(of_facts);
    all.filter(|value| value.facet() == facet).collect()
}

/// Filters with up to three values of a facet, of which one is some fact's, so that most leave something.
fn some_filters(list: List, seeds: &Seeds, facts: &[Known<'_>], random: &mut Rng) -> Filters {
    let (_, own) = &facts[random.usize(..facts.len())];
    let mut filters = Filters::default();
    for facet in list.facets() {
        if random.u8(..4) > 0 {
            continue;
        }
        let all: Vec<FacetValue> = known(list, facet, seeds, facts).into_iter().collect();
        filters.values.extend(own.iter().find(|value| value.facet() == facet).cloned());
        for _ in 0..random.usize(..3) {
            filters.values.insert(all[random.usize(..all.len())].clone());
        }
    }
    filters
}

fn check(list: List, filters: &Filters, counts: &FacetCounts, seeds: &Seeds, facts: &[Known<'_>]) {
    let told = format!("{list:?} {filters:?}");
    let shown = list.facets();
    assert!(counts.iter().all(|(value, _)| shown.contains(&value.facet())), "{told}");
    for facet in shown {
        let offered: Vec<&(FacetValue, u64)> =
            counts.iter().filter(|(value, _)| value.facet() == facet).collect();
        let with_alone = |value: &FacetValue| {
            let mut alone = filters.clone();
            alone.values.retain(|other| other.facet() != facet);
            alone.values.insert(value.clone());
            count(list, &alone, seeds, facts)
        };
        let is_bounded = matches!(facet, Facet::Source | Facet::Unit | Facet::About(_));
        let least = if is_bounded && offered.len() == OFFERED { offered[OFFERED - 1].1 } else { 0 };
        for value in known(list, facet, seeds, facts) {
            let expected = with_alone(&value);
            match offered.iter().find(|(other, _)| *other == value) {
                Some((_, count)) => assert_eq!(*count, expected, "{told} {value:?}"),
                None => assert!(expected <= least, "{told} {value:?}: {expected}"),
            }
        }
        if is_bounded {
            let is_in_force = |value: &FacetValue| filters.values.contains(value);
            let others = offered.iter().skip_while(|(value, _)| is_in_force(value));
            assert!(others.is_sorted_by(|one, other| one.1 >= other.1), "{told}: {offered:?}");
        } else if facet != Facet::Theme {
            assert!(offered.iter().is_sorted_by_key(|(value, _)| value), "{told}: {offered:?}");
        }
    }
}

#[tokio::test]
async fn every_count_is_what_choosing_the_value_leaves() {
    let folder = TempDir::new().expect("a folder");
    sample::write(&folder.path().join("s"), 300, 2018).expect("a sample");
    let source = SeedSource::Folder(folder.path().join("s"));
    let seeds = Seeds::read(&source).expect("right seeds");
    let facts: Vec<Known<'_>> = seeds.facts.iter().map(|fact| (fact, values(fact))).collect();
    let store = Store::build(&seeds).await.expect("a database");
    let mut random = Rng::with_seed(300);
    for list in List::all() {
        for tried in 0..TRIED {
            let filters = match tried {
                0 => Filters::default(),
                _ => some_filters(list, &seeds, &facts, &mut random),
            };
            let narrowed = store.narrowed(list, &filters, today()).await.expect("a list");
            assert_eq!(
                narrowed.total(),
                count(list, &filters, &seeds, &facts),
                "{list:?} {filters:?}"
            );
            check(list, &filters, &narrowed.facet_counts(), &seeds, &facts);
        }
    }
}
