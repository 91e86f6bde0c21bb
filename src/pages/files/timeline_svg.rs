//! The picture of the timeline as a file of its own: with a heading, a legend, and a foot that names the site, the
//! sources and the edition. It names no font, so that readers see it in their own.

use askama::Template;

use crate::address::Address;
use crate::domain::{Filters, List};
use crate::formats::{Weight, text_width};
use crate::pages::timeline_picture::{Num, TimelinePicture};
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/timeline.svg", escape = "html")]
struct TimelineSvg {
    picture: TimelinePicture,
    title: String,
    source: String,
    url: String,
}

/// The drawing, which is served as it is and also drawn as pixels.
pub async fn timeline_svg(context: Context<'_>) -> Result<String, PageError> {
    let site = context.site;
    let mut picture = TimelinePicture::full(context, &Filters::default()).await?;
    picture.base = site.public_url.to_string();
    let url = site.public_url.of(&Address::list(List::Timeline));
    let edition = match &site.edition {
        Some(edition) => format!("제{}판 기준", edition.number),
        None => "미발행".to_owned(),
    };
    let drawing = TimelineSvg {
        picture,
        title: "경산 산업정책 연표".to_owned(),
        source: format!("출처: {}, {edition}", site.credits.all),
        url,
    };
    Ok(drawing.render()?)
}

impl TimelineSvg {
    /// The margin around the picture, and the space above it for the heading.
    const MARGIN: f32 = 32.0;
    const TOP: f32 = 112.0;

    fn width(&self) -> Num {
        self.picture.width + 2.0 * Self::MARGIN
    }

    /// The entries of the legend with their places: from left to right, in as many rows as they need.
    fn legend(&self) -> Vec<(Num, Num, &'static str, &'static str)> {
        let (mut x, mut y) = (Self::MARGIN, self.below(20.0));
        let mut placed = Vec::new();
        for (key, text) in self.picture.legend() {
            let width = Self::text_at(key) + text_width(text, Weight::Regular, 14.0) * 1.06;
            if x + width > self.picture.width.0 + Self::MARGIN {
                (x, y) = (Self::MARGIN, y + 28.0);
            }
            placed.push((Num(x), y, key, text));
            x += width + 26.0;
        }
        placed
    }

    /// Where the text of an entry begins, which depends on the width of its mark.
    fn text_at(key: &str) -> f32 {
        if ["hatched", "within", "by", "thread", "late"].contains(&key) { 38.0 } else { 20.0 }
    }

    /// A position below the picture.
    fn below(&self, more: f32) -> Num {
        self.picture.height + (Self::TOP + more)
    }
}
