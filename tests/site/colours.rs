//! The colours of the stylesheet: every text is at least 7:1 against every ground it stands on (WCAG 2.2,
//! 1.4.6), lines that tell something at least 3:1 (1.4.11), in both schemes.

use std::collections::BTreeMap;

/// The schemes, as a token has their colours.
const LIGHT: usize = 0;
const DARK: usize = 1;

/// The colour tokens, light and dark.
fn tokens() -> BTreeMap<&'static str, [[f64; 3]; 2]> {
    let sheet = include_str!("../../static/site.css/1-base.css");
    let mut tokens = BTreeMap::new();
    for line in sheet.lines() {
        // A token of the page, or of a theme: `.theme-carbon { --theme: light-dark(…); }`.
        let Some((name, rest)) = line.trim().split_once(": light-dark(") else { continue };
        let name = name.strip_suffix(" { --theme").unwrap_or(name);
        let rest = rest.trim_end_matches([')', ';', ' ', '}']);
        let (light, dark) = rest.split_once(", ").expect("two colours");
        tokens.insert(name, [colour(light), colour(dark)]);
    }
    tokens
}

fn colour(text: &str) -> [f64; 3] {
    let digits = text.strip_prefix('#').expect("a hexadecimal colour");
    assert_eq!(digits.len(), 6, "{text}");
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("a byte")))
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_measured_as_the_standard_measures_it() {
    assert!((contrast(colour("#000000"), colour("#ffffff")) - 21.0).abs() < 0.01);
    // The lightest grey that is 4.5:1 on white.
    assert!((contrast(colour("#767676"), colour("#ffffff")) - 4.54).abs() < 0.01);
}

#[test]
fn every_text_is_easy_to_read_in_both_schemes() {
    let tokens = tokens();
    assert!(tokens.len() >= 15, "{tokens:?}");
    let grounds = ["--paper", "--card", "--tint"];
    let texts = ["--ink", "--soft", "--accent"]
        .iter()
        .flat_map(|text| grounds.map(|ground| (*text, ground)));
    // A chosen chip and a button.
    for (text, ground) in texts.chain([("--paper", "--ink")]) {
        for scheme in [LIGHT, DARK] {
            let ratio = contrast(tokens[text][scheme], tokens[ground][scheme]);
            assert!(ratio >= 7.0, "{text} on {ground}, scheme {scheme}: {ratio:.2}");
        }
    }
}

#[test]
fn what_is_drawn_stands_out_in_both_schemes() {
    let tokens = tokens();
    let themes: Vec<&str> =
        tokens.keys().copied().filter(|name| name.starts_with(".theme-")).collect();
    assert_eq!(themes.len(), 7);
    for line in themes.into_iter().chain(["--accent", "--soft", "--edge"]) {
        for scheme in [LIGHT, DARK] {
            let ratio = contrast(tokens[line][scheme], tokens["--paper"][scheme]);
            assert!(ratio >= 3.0, "{line}, scheme {scheme}: {ratio:.2}");
        }
    }
}
