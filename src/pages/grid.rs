//! Which institution has what part in which project or agreement, as a table: a row for each
//! institution, a column for each of the others, in each cell the roles, each leading to its fact.

use crate::address::Address;
use crate::domain::{Code, Entity, Role};
use crate::store::Tie;
use crate::wording::role_label;

/// The table.
#[derive(Debug)]
pub struct Grid {
    /// Name and link of each column.
    pub columns: Vec<(String, Address)>,
    pub rows: Vec<GridRow>,
}

/// What one institution has a part in.
#[derive(Debug)]
pub struct GridRow {
    pub name: String,
    pub address: Address,
    /// One for each column.
    pub cells: Vec<Vec<Part>>,
}

/// A role in a fact.
#[derive(Debug)]
pub struct Part {
    role: Role,
    pub inferred: bool,
    fact: Code,
}

impl Grid {
    /// The table of these ties, with a column for each of `subjects` that has one.
    pub fn new(subjects: &[&Entity], ties: Vec<Tie>) -> Self {
        let has_one = |entity: &&&Entity| {
            ties.iter().any(|tie| tie.subject == (entity.kind(), entity.slug.clone()))
        };
        let subjects: Vec<&Entity> = subjects.iter().filter(has_one).copied().collect();
        let mut rows: Vec<GridRow> = Vec::new();
        for tie in ties {
            let column = subjects.iter().position(|entity| {
                (entity.kind(), &entity.slug) == (tie.subject.0, &tie.subject.1)
            });
            let Some(column) = column else { continue };
            let address = Address::Entity(tie.partner.kind, tie.partner.slug);
            if rows.last().is_none_or(|row| row.address != address) {
                let cells = subjects.iter().map(|_| Vec::new()).collect();
                rows.push(GridRow { name: tie.partner.name, address, cells });
            }
            let part = Part { role: tie.role, inferred: tie.inferred, fact: tie.fact };
            if let Some(cell) = rows.last_mut().and_then(|row| row.cells.get_mut(column)) {
                // One role in several facts of one column is said once.
                if cell.iter().all(|other: &Part| other.role != part.role) {
                    cell.push(part);
                }
            }
        }
        let columns = subjects.into_iter().map(|entity| {
            (entity.name.clone(), Address::Entity(entity.kind(), entity.slug.clone()))
        });
        Self { columns: columns.collect(), rows }
    }
}

impl Part {
    pub fn label(&self) -> &'static str {
        role_label(self.role)
    }

    pub fn address(&self) -> Address {
        Address::Fact(self.fact)
    }
}
