//! The addresses that the site once had and dropped. Links to them must not end in a 404, so each leads to the
//! address that serves its reader now, or says that there is none.

use super::parameters::Parameters;
use super::{Address, AddressError, ListFormat, Listing};
use crate::domain::{FacetValue, Filters, Kind, List, PlanState};

impl Address {
    /// The path of every dropped address, except the cards of dropped pages.
    pub const FORMER: [&str; 4] =
        ["/relations", "/facts.atom", "/timeline.ics", "/timeline/overdue"];

    /// The paths of the dropped pages that had a card.
    pub const FORMER_WITH_CARD: [&str; 2] = ["/relations", "/timeline/overdue"];
}

/// What became of a dropped address; `None` for a path that was never an address.
pub(super) fn at(path: &str, parameters: Parameters<'_>) -> Option<AddressError> {
    let moved = |address| AddressError::Moved(Box::new(address));
    Some(match path {
        "/relations" => moved(Address::list(List::Entities(Kind::Institution))),
        // Both lists have the same filters, so the feed of the timeline takes the same parameters.
        "/facts.atom" => match Listing::parse(List::Timeline, ListFormat::Atom, parameters) {
            Ok(listing) => moved(Address::List(listing)),
            Err(error) => error.into(),
        },
        "/timeline.ics" => AddressError::Dropped,
        "/timeline/overdue" => {
            let filters = Filters::from(FacetValue::State(PlanState::Passed));
            moved(Address::List(Listing::from(List::Plans).narrowed(filters)))
        }
        _ => return None,
    })
}
