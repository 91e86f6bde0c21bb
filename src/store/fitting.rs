//! Which facts fit filters, and which would without one of them.

use super::columns::{Columns, FactSet};
use crate::domain::{Facet, Filters, List};

/// The facts of a list under filters.
#[derive(Debug)]
pub struct Fitting {
    /// Those that fit all.
    pub whole: FactSet,
    /// For each facet in force those that fit all the others, whatever they have there.
    but: Vec<(Facet, FactSet)>,
}

impl Fitting {
    /// The facts of a list that fit; `with_words` are those that have the words of the filters' text.
    pub fn of(
        columns: &Columns,
        list: List,
        filters: &Filters,
        with_words: Option<&FactSet>,
    ) -> Self {
        let conditions = conditions(columns, filters);
        let mut base = columns.facts_of(list).clone();
        if let Some(facts) = with_words {
            base.intersect_with(facts);
        }
        let but = |left_out: usize| {
            let mut facts = base.clone();
            let others = conditions.iter().enumerate().filter(|(at, _)| *at != left_out);
            others.for_each(|(_, (_, condition))| facts.intersect_with(condition));
            facts
        };
        let facets = conditions.iter().map(|(facet, _)| *facet);
        Self {
            whole: but(conditions.len()),
            but: facets.enumerate().map(|(at, facet)| (facet, but(at))).collect(),
        }
    }

    /// The facts that fit all filters but that of a facet.
    pub fn under_others(&self, facet: Facet) -> &FactSet {
        let but = self.but.iter().find(|(own, _)| *own == facet);
        but.map_or(&self.whole, |(_, facts)| facts)
    }

    /// The facets in force.
    pub fn in_force(&self) -> impl Iterator<Item = Facet> {
        self.but.iter().map(|(facet, _)| *facet)
    }
}

/// The facts that have what is wanted of each facet in force.
fn conditions(columns: &Columns, filters: &Filters) -> Vec<(Facet, FactSet)> {
    let none = || FactSet::with_capacity(columns.all.len());
    let mut conditions = Vec::new();
    if let Some(year) = filters.year {
        conditions.push((Facet::Year, columns.of_year.get(&year).cloned().unwrap_or_else(none)));
    }
    if let Some(status) = filters.status {
        conditions.push((Facet::Status, columns.of_status[&status].clone()));
    }
    if let Some(kind) = filters.subject {
        conditions.push((Facet::Subject, columns.of_subject[&kind].clone()));
    }
    for (kind, slug) in &filters.about {
        conditions.push((Facet::About(*kind), columns.facts_tied_to(*kind, slug)));
    }
    conditions
}
