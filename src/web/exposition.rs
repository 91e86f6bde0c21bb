//! The text format that Prometheus reads (version 0.0.4): families with their help and type, samples with
//! labels. Knows the form alone, not what is counted.

use std::fmt::{Display, Write};
use std::time::Duration;

/// A text being written, family after family.
#[derive(Debug, Default)]
pub struct Exposition {
    text: String,
    family: &'static str,
}

/// What a label's value must not have as it is.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

impl Exposition {
    pub fn counter(&mut self, family: &'static str, help: &str) {
        self.begin(family, help, "counter");
    }

    pub fn gauge(&mut self, family: &'static str, help: &str) {
        self.begin(family, help, "gauge");
    }

    pub fn histogram(&mut self, family: &'static str, help: &str) {
        self.begin(family, help, "histogram");
    }

    fn begin(&mut self, family: &'static str, help: &str, kind: &str) {
        self.family = family;
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "# HELP {family} {help}\n# TYPE {family} {kind}");
    }

    /// One sample of the family that was begun last.
    pub fn sample(&mut self, labels: &[(&str, &str)], value: impl Display) {
        self.line("", labels, value);
    }

    /// The buckets of a histogram for one label: each bound in microseconds with how many lie between it
    /// and the one before, then how many there are in all and what they sum up to.
    pub fn buckets(
        &mut self,
        label: (&str, &str),
        buckets: &[(u64, u64)],
        total: u64,
        sum: Duration,
    ) {
        let mut below = 0;
        for (bound, count) in buckets {
            below += count;
            let bound = Duration::from_micros(*bound).as_secs_f64().to_string();
            self.line("_bucket", &[label, ("le", &bound)], below);
        }
        self.line("_bucket", &[label, ("le", "+Inf")], total);
        self.line("_sum", &[label], sum.as_secs_f64());
        self.line("_count", &[label], total);
    }

    fn line(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl Display) {
        let family = self.family;
        let labels: Vec<String> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels =
            if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{family}{suffix}{labels} {value}");
    }

    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_adds_up_as_its_readers_expect() {
        let mut text = Exposition::default();
        text.histogram("took_seconds", "Time.");
        text.buckets(("route", "/a\"b"), &[(1_000, 2), (2_500, 1)], 4, Duration::from_millis(13));
        let expected = "# HELP took_seconds Time.\n# TYPE took_seconds histogram\n\
            took_seconds_bucket{route=\"/a\\\"b\",le=\"0.001\"} 2\n\
            took_seconds_bucket{route=\"/a\\\"b\",le=\"0.0025\"} 3\n\
            took_seconds_bucket{route=\"/a\\\"b\",le=\"+Inf\"} 4\n\
            took_seconds_sum{route=\"/a\\\"b\"} 0.013\n\
            took_seconds_count{route=\"/a\\\"b\"} 4\n";
        assert_eq!(text.finish(), expected);
    }
}
