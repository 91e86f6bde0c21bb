//! The number of plans in each state: as a bar with a cell for each plan, coloured by its theme and filled by its
//! state, and as a sentence.

use crate::address::{Address, Listing};
use crate::domain::{Facet, FacetValue, Filters, List, PlanState, SUBJECT_YEAR, Slug};
use crate::pages::Context;
use crate::store::{PlanCount, StoreError};
use crate::wording::{StateCount, inferred_text, state_label, tally_sentence};

/// A bar of more plans shows only numbers, because its cells would be too small to see.
const MOST_CELLS: u64 = 200;

/// The width of a cell with the gap after it, and of the gap alone, in units of the picture.
const PITCH: usize = 12;
const GAP: usize = 2;

/// The plans that fit some filters, by state.
#[derive(Debug)]
pub struct Tally {
    pub total: u64,
    pub groups: Vec<StateGroup>,
    /// Whether links open outside the frame that the bar is in.
    pub leaves_frame: bool,
    has_cells: bool,
}

/// The plans in one state.
#[derive(Debug)]
pub struct StateGroup {
    pub state: PlanState,
    pub label: &'static str,
    pub count: u64,
    /// Those of which an editor concluded that the outcome is theirs.
    pub inferred: u64,
    /// Those that became known after the year of the site's subject.
    later: u64,
    /// The list narrowed to this state; if it is already narrowed to it, the list without that filter.
    pub address: Address,
    pub in_force: bool,
    /// The cells in the order of the themes: where each begins, and its theme.
    pub cells: Vec<(usize, Option<Slug>)>,
}

impl Tally {
    /// Counts the plans that fit the filters. A filter by state only marks its groups, so that the bar keeps all
    /// states.
    pub async fn load(context: Context<'_>, filters: &Filters) -> Result<Self, StoreError> {
        let any_state = filters.without(Facet::State);
        let mut groups: Vec<StateGroup> = Vec::new();
        for counted in context.store.plan_counts(&any_state, context.today).await? {
            let state = counted.state;
            // Readers see one state where a plan's time has passed and where it never had a time.
            let label = state_label(state);
            let known = groups.iter().position(|group| group.label == label);
            let at = known.unwrap_or_else(|| {
                groups.push(StateGroup::new(state, label, filters));
                groups.len() - 1
            });
            groups[at].add(&counted);
        }
        let total = groups.iter().map(|group| group.count).sum();
        for group in &mut groups {
            group.arrange(context);
        }
        Ok(Self { total, groups, leaves_frame: false, has_cells: total <= MOST_CELLS })
    }

    /// The counts as a sentence or two.
    pub fn sentence(&self) -> String {
        tally_sentence("", &self.counts())
    }

    /// The states that the list is narrowed to, or every state if it is not narrowed.
    fn shown(&self) -> impl Iterator<Item = &StateGroup> {
        let is_narrowed = self.groups.iter().any(|group| group.in_force);
        self.groups.iter().filter(move |group| group.in_force || !is_narrowed)
    }

    /// The number of plans in each of these states.
    pub fn counts(&self) -> Vec<StateCount> {
        self.shown().map(StateGroup::counted).collect()
    }

    /// What the counts rest on: `그 뒤를 확인한 31건 가운데 26건은 같은 계획으로 추정했습니다. 9건은 2019년 이후의 계획입니다.`
    /// Empty where all plans are of the site's year and no outcome was concluded.
    pub fn basis(&self) -> Vec<String> {
        let sum = |of: fn(&StateGroup) -> u64| self.shown().map(of).sum::<u64>();
        let resolved = sum(|group| if group.state.has_outcome() { group.count } else { 0 });
        let (inferred, later) = (sum(|group| group.inferred), sum(|group| group.later));
        let inferred = (inferred > 0).then(|| {
            let which = match resolved {
                1 => "1건은".to_owned(),
                _ if inferred == resolved => format!("{resolved}건 모두"),
                _ => format!("{resolved}건 가운데 {inferred}건은"),
            };
            format!("그 뒤를 확인한 {which} 같은 계획으로 추정했습니다.")
        });
        let later =
            (later > 0).then(|| format!("{later}건은 {}년 이후의 계획입니다.", SUBJECT_YEAR + 1));
        inferred.into_iter().chain(later).collect()
    }

    /// The counts in a line: `이루어짐 5건 · 일부 이루어짐 2건`.
    pub fn line(&self) -> String {
        let counts = self.groups.iter().map(|group| format!("{} {}건", group.label, group.count));
        counts.collect::<Vec<_>>().join(" · ")
    }

    pub fn has_cells(&self) -> bool {
        self.has_cells
    }

    /// The number of plans in a state; `None` if there are none.
    pub fn count(&self, state: PlanState) -> Option<StateCount> {
        self.groups.iter().find(|group| group.state == state).map(StateGroup::counted)
    }

    /// How many plans came true: `3건(추정 1건)`; `None` if none did.
    pub fn done_text(&self) -> Option<String> {
        let StateCount { count, inferred, .. } = self.count(PlanState::Done)?;
        Some(format!("{count}건{}", inferred_text(count, inferred)))
    }

    /// All cells in one row: the state, place and theme of each.
    pub fn strip(&self) -> Vec<(&'static str, usize, Option<&Slug>)> {
        let cells = self.groups.iter().flat_map(|group| {
            group.cells.iter().map(|(_, theme)| (group.state.key(), theme.as_ref()))
        });
        cells.enumerate().map(|(at, (key, theme))| (key, at * PITCH, theme)).collect()
    }

    /// The width of the strip.
    pub fn strip_width(&self) -> usize {
        width(self.groups.iter().map(|group| group.cells.len()).sum())
    }
}

impl StateGroup {
    fn new(state: PlanState, label: &'static str, filters: &Filters) -> Self {
        // One filter finds both kinds of plans without an outcome.
        let shown = if state.is_unresolved() { PlanState::Passed } else { state };
        let own = filters.toggled(&FacetValue::State(shown));
        let address = Address::List(Listing::from(List::Plans).narrowed(own));
        let in_force = filters.values.contains(&FacetValue::State(shown));
        let (count, inferred, later, cells) = (0, 0, 0, Vec::new());
        Self { state: shown, label, count, inferred, later, address, in_force, cells }
    }

    fn add(&mut self, counted: &PlanCount) {
        self.count += counted.count;
        self.inferred += counted.inferred;
        self.later += counted.later;
        for _ in 0..counted.count.min(MOST_CELLS) {
            self.cells.push((0, counted.theme.clone()));
        }
    }

    const fn counted(&self) -> StateCount {
        StateCount { state: self.state, count: self.count, inferred: self.inferred }
    }

    /// Sorts the cells by theme and gives each its place.
    fn arrange(&mut self, context: Context<'_>) {
        let themes = &context.site.themes;
        self.cells.sort_by_key(|(_, theme)| {
            themes.iter().position(|known| Some(&known.slug) == theme.as_ref())
        });
        for (at, cell) in self.cells.iter_mut().enumerate() {
            cell.0 = at * PITCH;
        }
    }

    /// The width of the group's cells.
    pub fn width(&self) -> usize {
        width(self.cells.len())
    }
}

fn width(cells: usize) -> usize {
    (cells * PITCH).saturating_sub(GAP)
}
