//! The picture of the timeline in its three sizes, made from the facts that fit some filters on a day.

use std::collections::HashMap;

use super::axis::{Axis, DaySpan};
use super::colours::light;
use super::rows::{Sizes, lanes};
use super::shapes::{ArticleMarker, BreakView, Grid, LaneView, Num, Style};
use super::tracks::{Shape, tracks};
use crate::domain::{Code, FacetValue, Fact, Filters, List, PlanState, Slug, Source, Theme};
use crate::pages::Context;
use crate::pages::layout::Site;
use crate::pages::records::FactItem;
use crate::store::{Selection, StoreError};
use crate::wording::state_label;

/// The most facts in a picture.
const MOST: u64 = 150;

/// The picture of some facts.
#[derive(Debug)]
pub struct TimelinePicture {
    pub width: Num,
    pub height: Num,
    /// Where the lanes begin and end.
    pub top: Num,
    pub bottom: Num,
    /// Where the axis begins and ends.
    pub left: Num,
    pub right: Num,
    pub label_size: Num,
    pub lanes: Vec<LaneView>,
    pub grid: Grid,
    pub article_marker: Option<ArticleMarker>,
    pub breaks: Vec<BreakView>,
    /// The number of facts that fit, if the picture does not have them all.
    pub cut_from: Option<u64>,
    /// The beginning of each address: empty on a page of the site.
    pub base: String,
    /// Whether links open outside the frame that the picture is in.
    pub leaves_frame: bool,
    /// The first and the last year that its facts touch.
    pub years: Option<(i32, i32)>,
    states: Vec<PlanState>,
}

const FULL: Style = Style {
    width: 1152.0,
    left: 128.0,
    head: 66.0,
    foot: 26.0,
    sizes: Sizes { row: 24.0, label: Some(13.0), radius: 7.0 },
    half: 8.0,
    air: 10.0,
    name: Some(15.0),
};

const LANE: Style = Style {
    left: 20.0,
    sizes: Sizes { row: 30.0, label: Some(14.5), radius: 8.0 },
    half: 9.0,
    air: 12.0,
    name: None,
    ..FULL
};

const SMALL: Style = Style {
    width: 960.0,
    left: 116.0,
    head: 22.0,
    foot: 22.0,
    sizes: Sizes { row: 10.0, label: None, radius: 4.0 },
    half: 3.0,
    air: 8.0,
    name: Some(13.0),
};

impl TimelinePicture {
    /// The dated facts that fit the filters, with labels.
    pub async fn full(context: Context<'_>, filters: &Filters) -> Result<Self, StoreError> {
        Self::load(context, filters, FULL).await
    }

    /// All dated facts, as marks without labels.
    pub async fn small(context: Context<'_>) -> Result<Self, StoreError> {
        Self::load(context, &Filters::default(), SMALL).await
    }

    /// The dated facts of a theme, with larger labels.
    pub async fn lane(context: Context<'_>, theme: &Slug) -> Result<Self, StoreError> {
        let filters = Filters::from(FacetValue::Theme(theme.clone()));
        Self::load(context, &filters, LANE).await
    }

    async fn load(
        context: Context<'_>,
        filters: &Filters,
        style: Style,
    ) -> Result<Self, StoreError> {
        let (store, site) = (context.store, context.site);
        let narrowed = store.narrowed(List::Timeline, filters, context.today).await?;
        let part = narrowed.facts(0..MOST).await?;
        let cut_from = (part.total > MOST).then_some(part.total);
        let codes = outcome_targets(&part.items);
        let undated: Vec<Fact> = store.facts(Selection::Codes(&codes)).await?;
        let undated = undated.into_iter().filter(|fact| fact.is_plan() && fact.date().is_none());
        let undated = FactItem::list(context, undated.collect()).await?;
        let items = FactItem::list(context, part.items).await?;
        let article = first_article(site).map(|source| {
            let published = source.published.edtf;
            let text = format!("{} 기사가 나온 무렵", source.publisher);
            ((published.earliest(), published.latest()), text)
        });
        let years = items.iter().filter_map(|item| Some(item.fact.date()?.edtf.years()));
        let years = years.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
        let picture = Self::draw(&items, &undated, &site.themes, article, style);
        Ok(Self { cut_from, years, ..picture })
    }

    /// Draws a picture of facts, and of the undated plans whose outcome some of them tell.
    fn draw(
        items: &[FactItem],
        undated: &[FactItem],
        themes: &[Theme],
        article: Option<(DaySpan, String)>,
        style: Style,
    ) -> Self {
        let positions: HashMap<&Slug, usize> =
            themes.iter().enumerate().map(|(at, theme)| (&theme.slug, at)).collect();
        let position = |fact: &Fact| {
            let position = fact.theme.as_ref().and_then(|slug| positions.get(slug));
            position.copied().unwrap_or(themes.len())
        };
        let tracks = tracks(items, undated, position);
        let entries = || tracks.iter().flat_map(|track| &track.entries);
        let spans: Vec<DaySpan> =
            entries().flat_map(|entry| entry.marks.iter().map(|mark| mark.days)).collect();
        let mut states: Vec<PlanState> = entries()
            .flat_map(|entry| &entry.marks)
            .filter_map(|mark| match mark.shape {
                Shape::State(state) => Some(state),
                _ => None,
            })
            .collect();
        states.sort_unstable();
        states.dedup();
        let days = article.as_ref().filter(|_| !spans.is_empty()).map(|(days, _)| *days);
        let right = style.width - 12.0;
        let Some(axis) = Axis::new(&spans, days, (style.left, right)) else {
            return Self::empty(style);
        };
        let article_marker =
            article.map(|(days, text)| ArticleMarker::new(&axis, days, text, style.width));
        let mut grid = Grid::new(&axis);
        // The line needs the place of the month's label.
        let is_free = |x: f32| {
            article_marker.as_ref().is_none_or(|one| one.x.0 < x - 4.0 || x + 24.0 < one.x.0)
        };
        grid.month_names.retain(|(x, _)| is_free(x.0));
        let lines: Vec<f32> = article_marker
            .iter()
            .map(|marker| marker.x.0)
            .chain(axis.breaks().iter().flat_map(|one| [one.x - 6.0, one.x + 6.0]))
            .collect();
        let mut top = style.head;
        let mut views = Vec::new();
        for lane in lanes(tracks, &axis, &lines, style.sizes) {
            let view = LaneView::new(&lane, themes.get(lane.theme), top, style);
            top = view.end.0;
            views.push(view);
        }
        let foot = if axis.breaks().is_empty() && style.name.is_none() { 4.0 } else { style.foot };
        Self {
            height: Num(top + foot),
            bottom: Num(top),
            right: Num(axis.end()),
            grid,
            breaks: axis
                .breaks()
                .iter()
                .map(|one| BreakView::new(one, (style.head, top)))
                .collect(),
            article_marker,
            lanes: views,
            states,
            ..Self::empty(style)
        }
    }

    fn empty(style: Style) -> Self {
        Self {
            width: Num(style.width),
            height: Num(style.head),
            top: Num(style.head),
            bottom: Num(style.head),
            left: Num(style.left),
            right: Num(style.width),
            label_size: Num(style.sizes.label.unwrap_or_default()),
            lanes: Vec::new(),
            grid: Grid::default(),
            article_marker: None,
            breaks: Vec::new(),
            cut_from: None,
            base: String::new(),
            leaves_frame: false,
            years: None,
            states: Vec::new(),
        }
    }

    pub const fn is_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// The shapes with their meanings: those explained for every picture, then those in this one.
    pub fn legend(&self) -> Vec<(&'static str, &'static str)> {
        let mut legend = vec![
            ("dot", "있었던 일"),
            ("ring", "계획"),
            ("hatched", "결과를 확인하지 못한 계획"),
            ("within", "그 기간 중"),
            ("by", "그때까지"),
            ("thread", "계획과 그 뒤를 이은 선"),
        ];
        if self.lanes.iter().any(|lane| !lane.late.is_empty()) {
            legend.push(("late", "늦어진 동안"));
        }
        // A plan that came true has the mark of an event, and one without a known outcome the look of its due time.
        let is_own = |state: &PlanState| !matches!(state, PlanState::Done | PlanState::Passed);
        let states = self.states.iter().copied().filter(is_own);
        legend.extend(states.map(|state| (state.key(), state_label(state))));
        legend
    }

    /// The text alternative of the picture. In a frame there is no list to point to.
    pub const fn alt(&self) -> &'static str {
        if self.leaves_frame {
            "연표 그림"
        } else {
            "연표 그림. 같은 내용이 아래 목록에 있습니다."
        }
    }

    /// The colour of a token for a picture that stands alone. On a page the stylesheet has the colours.
    pub fn light(&self, token: &str) -> &'static str {
        light(token)
    }

    /// The size of a mark, and half of it.
    pub fn mark_size(&self) -> (u8, u8) {
        if self.label_size.0 > 14.0 { (16, 8) } else { (14, 7) }
    }
}

/// The article with which the record began: the earliest audited source.
pub fn first_article(site: &Site) -> Option<&Source> {
    let audited = site.sources.iter().filter(|source| source.is_audited());
    audited.min_by_key(|source| source.published.edtf.earliest()).map(AsRef::as_ref)
}

/// The facts whose outcome these facts tell.
fn outcome_targets(facts: &[Fact]) -> Vec<Code> {
    let mut codes: Vec<Code> =
        facts.iter().flat_map(|fact| fact.outcome_of.iter().map(|outcome| outcome.fact)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
