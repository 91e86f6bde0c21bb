//! Facts as lists see them, packed: what `fact` and `about` say of status, dates, numbers and ties, some
//! thousands of facts to a row, in the order of their ids. Written while the facts are, and read whole when
//! the database is opened; a part that is no such thing reads as damage.

use bytes::{Buf, BufMut};
use chrono::{Datelike, NaiveDate};

use super::insert::{Filled, Insert};
use super::write::Ids;
use crate::domain::{About, Fact, Role, Status};

/// Facts in a row of the table.
const TOGETHER: usize = 5000;

/// Bits of what a fact has.
const DATE: u8 = 1;
const NUMBER: u8 = 2;

/// A fact as lists see it.
#[derive(Debug, PartialEq, Eq)]
pub struct PackedFact {
    pub id: u32,
    pub status: Status,
    /// The first and the last day of its date, as numbers (20180131).
    pub days: Option<(i32, i32)>,
    pub has_number: bool,
    /// What it is about: ids of entities, and whether each is its subject.
    pub ties: Vec<(i64, bool)>,
}

impl PackedFact {
    fn of(fact: &Fact, ids: &Ids) -> Result<Self, sqlx::Error> {
        let tie = |about: &About| Ok((ids.entity(&about.entity)?, about.role == Role::Subject));
        let edtf = fact.date.as_ref().map(|date| &date.edtf);
        Ok(Self {
            id: fact.code.number(),
            status: fact.status,
            days: edtf.map(|edtf| (number_of(edtf.earliest()), number_of(edtf.latest()))),
            has_number: fact.quantity.is_some(),
            ties: fact.about.iter().map(tie).collect::<Result<_, sqlx::Error>>()?,
        })
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        let has = if self.days.is_some() { DATE } else { 0 };
        bytes.put_u32(self.id);
        bytes.put_u8(self.status as u8);
        bytes.put_u8(has | if self.has_number { NUMBER } else { 0 });
        if let Some((earliest, latest)) = self.days {
            bytes.put_i32(earliest);
            bytes.put_i32(latest);
        }
        bytes.put_u32(u32::try_from(self.ties.len()).unwrap_or(u32::MAX));
        for (entity, is_subject) in &self.ties {
            bytes.put_i64(*entity << 1 | i64::from(*is_subject));
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let id = bytes.try_get_u32().ok()?;
        let status = *Status::ALL.get(usize::from(bytes.try_get_u8().ok()?))?;
        let has = bytes.try_get_u8().ok()?;
        let days = match has & DATE {
            0 => None,
            _ => Some((bytes.try_get_i32().ok()?, bytes.try_get_i32().ok()?)),
        };
        let count = bytes.try_get_u32().ok()?;
        let mut tie = |_| bytes.try_get_i64().ok().map(|tie| (tie >> 1, tie & 1 == 1));
        let ties = (0..count).map(&mut tie).collect::<Option<_>>()?;
        Some(Self { id, status, days, has_number: has & NUMBER != 0, ties })
    }
}

/// The facts of a part; nothing in place of what cannot be read, and then no more.
pub fn facts(mut part: &[u8]) -> impl Iterator<Item = Option<PackedFact>> {
    std::iter::from_fn(move || {
        let fact = (!part.is_empty()).then(|| PackedFact::read(&mut part));
        if fact == Some(None) {
            part = &[];
        }
        fact
    })
}

/// Facts on their way into the table.
#[derive(Default)]
pub struct PackedRows {
    bytes: Vec<u8>,
    /// Where each fact's bytes begin and end, by its id.
    places: Vec<(u32, usize, usize)>,
}

impl PackedRows {
    /// Packs a fact; in any order.
    pub fn add(&mut self, fact: &Fact, ids: &Ids) -> Result<(), sqlx::Error> {
        let fact = PackedFact::of(fact, ids)?;
        self.add_packed(&fact);
        Ok(())
    }

    fn add_packed(&mut self, fact: &PackedFact) {
        let from = self.bytes.len();
        fact.write(&mut self.bytes);
        self.places.push((fact.id, from, self.bytes.len()));
    }

    /// All of them, by id.
    pub fn remaining(self) -> impl Iterator<Item = Result<Filled, sqlx::Error>> {
        self.parts().filter_map(|(first_id, packed)| {
            let mut rows = Insert::new("fact_columns (first_id, packed)");
            let added = rows.add(first_id).and_then(|row| row.add(packed)).map(|_| ());
            added.map(|()| rows.remaining()).transpose()
        })
    }

    /// The first id and the bytes of each part, by id.
    fn parts(mut self) -> impl Iterator<Item = (u32, Vec<u8>)> {
        self.places.sort_unstable();
        let mut from = 0;
        std::iter::from_fn(move || {
            let part = self.places.get(from..)?;
            let part = &part[..part.len().min(TOGETHER)];
            from += TOGETHER;
            let bytes = part.iter().map(|(_, from, to)| &self.bytes[*from..*to]);
            Some((part.first()?.0, bytes.collect::<Vec<_>>().concat()))
        })
    }
}

/// A day as a number: 20180131.
pub fn number_of(day: NaiveDate) -> i32 {
    day.year() * 10_000 + i32::try_from(day.month() * 100 + day.day()).unwrap_or_default()
}

/// The day that a number stands for.
pub fn day_of(number: i32) -> Option<NaiveDate> {
    let part = |part: i32| u32::try_from(part).ok();
    NaiveDate::from_ymd_opt(number / 10_000, part(number / 100 % 100)?, part(number % 100)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_number_and_back() {
        let day = NaiveDate::from_ymd_opt(2018, 1, 31);
        assert_eq!(day.map(number_of), Some(20_180_131));
        assert_eq!(day_of(20_180_131), day);
        assert_eq!((day_of(20_180_230), day_of(-1)), (None, None));
    }

    fn some_facts() -> [PackedFact; 2] {
        let plain = PackedFact {
            id: 1,
            status: Status::State,
            days: None,
            has_number: false,
            ties: vec![],
        };
        let dated = PackedFact {
            id: 4_000_000,
            status: Status::Planned,
            days: Some((20_180_101, 20_180_630)),
            has_number: true,
            ties: vec![(7, true), (90_000, false)],
        };
        [plain, dated]
    }

    fn packed() -> Vec<u8> {
        let mut bytes = Vec::new();
        for fact in some_facts() {
            fact.write(&mut bytes);
        }
        bytes
    }

    #[test]
    fn what_was_packed_is_read_again() {
        let read: Option<Vec<PackedFact>> = facts(&packed()).collect();
        assert_eq!(read, Some(Vec::from(some_facts())));
    }

    #[test]
    fn a_part_that_breaks_off_is_damage() {
        let bytes = packed();
        let first = 4 + 1 + 1 + 4;
        for length in (1..bytes.len()).filter(|length| *length != first) {
            assert!(facts(&bytes[..length]).any(|fact| fact.is_none()), "{length}");
        }
        let mut no_status = bytes;
        no_status[4] = 200;
        assert_eq!(facts(&no_status).collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn parts_run_by_id_however_the_facts_came() {
        let mut rows = PackedRows::default();
        let last = u32::try_from(TOGETHER).expect("a number") + 2;
        for id in (1..=last).rev() {
            let [fact, _] = some_facts();
            rows.add_packed(&PackedFact { id, ..fact });
        }
        let parts: Vec<(u32, Vec<u8>)> = rows.parts().collect();
        let ids: Option<Vec<u32>> =
            parts.iter().flat_map(|part| facts(&part.1)).map(|fact| Some(fact?.id)).collect();
        assert_eq!(ids, Some((1..=last).collect()));
        assert_eq!(parts.iter().map(|part| part.0).collect::<Vec<_>>(), [1, last - 1]);
    }
}
