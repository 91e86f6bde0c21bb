//! Seeds on their way into a database: what they are known by, at once, and then their records, a part at
//! a time. They come from files, or from memory where they have been read already.

use super::checking::Checking;
use super::{End, Frame, Mistakes, SeedSource, Seeds};
use crate::domain::Fact;

/// Where seeds to be loaded come from.
#[derive(Debug, Clone)]
pub struct Origin<'s> {
    place: Place<'s>,
}

#[derive(Debug, Clone)]
enum Place<'s> {
    Files(&'s SeedSource),
    Memory(&'s Seeds),
}

impl<'s> From<&'s SeedSource> for Origin<'s> {
    fn from(source: &'s SeedSource) -> Self {
        Self { place: Place::Files(source) }
    }
}

impl<'s> From<&'s Seeds> for Origin<'s> {
    fn from(seeds: &'s Seeds) -> Self {
        Self { place: Place::Memory(seeds) }
    }
}

impl Origin<'_> {
    /// The digest of the seeds, without understanding them.
    pub fn digest(&self) -> Result<String, Mistakes> {
        match self.place {
            Place::Files(source) => source.digest(),
            Place::Memory(seeds) => Ok(seeds.digest.clone()),
        }
    }

    /// Begins to read.
    pub fn read(&self) -> Result<Reading, Mistakes> {
        match self.place {
            Place::Files(source) => {
                let (frame, checking) = Checking::begin(source)?;
                Ok(Reading { frame, facts: Facts::Files(Box::new(checking)) })
            }
            Place::Memory(seeds) => Ok(Reading::of(seeds)),
        }
    }
}

/// Seeds that are being read: everything but facts at once, facts as one asks for more.
pub struct Reading {
    frame: Frame,
    facts: Facts,
}

enum Facts {
    Files(Box<Checking>),
    Memory { facts: Option<Vec<Fact>>, end: End },
}

impl Reading {
    fn of(seeds: &Seeds) -> Self {
        let frame = Frame {
            sources: seeds.sources.clone(),
            entities: seeds.entities.clone(),
            terms: seeds.terms.clone(),
            synonyms: seeds.synonyms.clone(),
            editions: seeds.editions.clone(),
        };
        let (retired, digest) = (seeds.retired.clone(), seeds.digest.clone());
        let end = End { retired, digest, unpublished: seeds.unpublished().len() };
        Self { frame, facts: Facts::Memory { facts: Some(seeds.facts.clone()), end } }
    }

    /// Everything but facts.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Reads what is left and looks at all together.
    pub fn finish(self) -> Result<End, Mistakes> {
        match self.facts {
            Facts::Files(checking) => Ok(checking.finish()?.0),
            Facts::Memory { end, .. } => Ok(end),
        }
    }
}

impl Iterator for Reading {
    type Item = Vec<Fact>;

    /// Some facts more, by code. There are none after the first mistake.
    fn next(&mut self) -> Option<Vec<Fact>> {
        match &mut self.facts {
            Facts::Files(checking) => checking.next(),
            Facts::Memory { facts, .. } => facts.take(),
        }
    }
}
