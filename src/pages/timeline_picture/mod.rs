//! The timeline as a picture: one axis of time, a lane for each theme, plans joined to what became of them. Beside it
//! a list says all of it in words.
//!
//! A page asks for one of three sizes, each made from the facts as they are on the day:
//!
//! - `TimelinePicture::full(context, &filters).await?` has labels and a link for each fact, for the timeline;
//! - `TimelinePicture::lane(context, theme).await?` has the lane of one theme, with larger labels;
//! - `TimelinePicture::small(context).await?` has marks alone, to be a link to the timeline as a whole.
//!
//! Kept as a field `picture: TimelinePicture`, the first two are shown with
//! `{% include "parts/timeline_picture.html" %}`, the last with `{% include "parts/timeline_small.html" %}`, in a page
//! that has the marks of `parts/marks.html`. A picture without lanes (`picture.is_empty()`) shows nothing.

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
