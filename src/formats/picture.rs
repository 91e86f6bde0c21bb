//! Pictures: draws an SVG as a PNG with the fonts in `fonts/`, and measures text and breaks it into lines for those
//! fonts, because SVG does not wrap text.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use thiserror::Error;

/// The fonts of the pictures.
static REGULAR: &[u8] = include_bytes!("../../fonts/GyeongsanCard-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/GyeongsanCard-Bold.ttf");

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    // The timeline's SVG is also served as a file, so it names no font.
    fonts.set_sans_serif_family("Gyeongsan Card");
    Arc::new(fonts)
});

/// Why a picture could not be drawn. It is always a fault of our own.
#[derive(Debug, Error)]
pub enum PictureError {
    #[error("the picture is no SVG: {0}")]
    Svg(#[from] resvg::usvg::Error),
    #[error("the picture has no size")]
    Size,
    #[error("the picture could not be written: {0}")]
    Png(String),
}

/// Draws an SVG as a PNG of its own size, which takes one core tens of milliseconds.
pub fn png(svg: &str) -> Result<Vec<u8>, PictureError> {
    let options = Options { fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(PictureError::Size)?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PictureError::Png(error.to_string()))
}

/// The weights of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// The width of a text in pixels, in a weight and at a size in pixels. A letter that the font lacks counts as wide as
/// the size.
#[expect(clippy::expect_used, reason = "a test reads both fonts")]
pub fn width(text: &str, weight: Weight, size: f32) -> f32 {
    let data = match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    let font = FontRef::new(data).expect("the fonts in the program are whole");
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let letters = font.charmap();
    let advance = |c| letters.map(c).and_then(|glyph| metrics.advance_width(glyph));
    text.chars().map(|c| advance(c).unwrap_or(size)).sum()
}

/// The text in at most `most` lines of at most `room` pixels, broken at spaces. A word that is too long for a line is
/// broken inside, and a text that does not fit ends with `…`.
pub fn lines(text: &str, weight: Weight, size: f32, room: f32, most: usize) -> Vec<String> {
    let fits = |line: &str| width(line, weight, size) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if !fits(&line) {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && !fits(&format!("{last}…")) {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The syllables of KS X 1001 as EUC-KR writes them: rows 16 to 40, 94 cells each.
    fn syllables() -> Vec<char> {
        let cells = (0xb0..=0xc8u8).flat_map(|row| (0xa1..=0xfeu8).map(move |cell| [row, cell]));
        let decoded = cells.map(|bytes| encoding_rs::EUC_KR.decode(&bytes).0.into_owned());
        decoded.flat_map(|text| text.chars().collect::<Vec<_>>()).collect()
    }

    #[test]
    fn the_fonts_draw_every_syllable_of_ks_x_1001() {
        let syllables = syllables();
        assert_eq!(syllables.len(), 2350);
        for (name, data) in [("Gyeongsan Card", REGULAR), ("Gyeongsan Card", BOLD)] {
            let font = FontRef::new(data).expect("a font");
            let missing: String =
                syllables.iter().filter(|c| font.charmap().map(**c).is_none()).collect();
            assert_eq!(missing, "");
            let names = font.localized_strings(skrifa::string::StringId::FAMILY_NAME);
            let families: Vec<String> = names.map(|text| text.to_string()).collect();
            assert_eq!(families, [name], "the licence keeps the name Nanum for its owner");
        }
    }

    #[test]
    fn lines_break_at_spaces_and_never_run_over() {
        let text = "하이테크 빌리지 조성을 위한 기본계획 수립 연구용역 완료 예정";
        let broken = lines(text, Weight::Bold, 40.0, 300.0, 9);
        assert!(broken.len() > 3 && broken.join(" ") == text, "{broken:?}");
        for line in &broken {
            assert!(width(line, Weight::Bold, 40.0) <= 300.0, "{line}");
        }
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let cut = lines(&"가나다라마바사".repeat(20), Weight::Bold, 40.0, 300.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…') && width(&cut[1], Weight::Bold, 40.0) <= 300.0, "{cut:?}");
    }

    #[test]
    fn a_text_with_marks_of_xml_is_drawn() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'><text>&amp;&lt;</text></svg>";
        let bytes = png(svg).expect("a picture");
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    }
}
