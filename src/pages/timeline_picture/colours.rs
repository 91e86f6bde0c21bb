//! The colours of pictures that stand alone, without a stylesheet. They are read from the site's stylesheet, as it
//! has them for a light screen, so that each colour is written once.

use std::collections::HashMap;
use std::sync::LazyLock;

static LIGHT: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let sheet = include_str!("../../../static/site.css/1-base.css");
    sheet.lines().filter_map(|line| colour(line.trim())).collect()
});

/// Reads a token or a theme with its colour from a line such as `--ink: light-dark(#1d1a17, …);` or
/// `.theme-carbon { --theme: light-dark(#3d4249, …); }`.
fn colour(line: &'static str) -> Option<(&'static str, &'static str)> {
    let (name, rest) = line.split_once(": light-dark(")?;
    let name = name.split_once(" {").map_or(name, |(class, _)| class);
    Some((name, rest.split_once(',')?.0))
}

/// The colour of a token (`--paper`) or of a theme's class (`.theme-carbon`) on a light screen; if the stylesheet
/// does not have it, the colour of ink.
pub fn light(name: &str) -> &'static str {
    LIGHT.get(name).or_else(|| LIGHT.get("--ink")).copied().unwrap_or("#000")
}

#[cfg(test)]
mod tests {
    use super::light;

    #[test]
    fn the_colours_are_those_of_the_stylesheet() {
        assert_eq!((light("--paper"), light(".theme-carbon")), ("#fbf8f2", "#3d4249"));
        assert_eq!(light(".theme-unknown"), light("--ink"));
        assert_ne!(light("--ink"), "#000");
    }
}
