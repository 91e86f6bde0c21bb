//! The timeline as a picture: one axis of time, a lane for each theme, and plans joined to their outcomes. The list
//! on the page says the same in words.
//!
//! A page asks for one of three sizes, each made from the facts as they are on that day:
//!
//! - `TimelinePicture::full(context, &filters).await?` has labels and a link for each fact, for the timeline;
//! - `TimelinePicture::lane(context, theme).await?` has the lane of one theme, with larger labels;
//! - `TimelinePicture::small(context).await?` has only marks, and is one link to the timeline.
//!
//! A page keeps it as a field `picture: TimelinePicture`. It shows the first two with
//! `{% include "parts/timeline_picture.html" %}` and the last with `{% include "parts/timeline_small.html" %}`, and
//! it needs the marks of `parts/marks.html`. A picture without lanes (`picture.is_empty()`) shows nothing.

mod axis;
mod colours;
mod picture;
mod rows;
mod shapes;
mod tracks;

#[cfg(test)]
mod tests;

pub use picture::{TimelinePicture, first_article};
pub use shapes::Num;
