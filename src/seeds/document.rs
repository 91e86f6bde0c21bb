//! A TOML table read field by field, with the place of every value. Notes a mistake for each missing
//! field, wrong type, unknown key and empty text, and goes on, so that one run shows them all.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Located, Mistakes, Place, SeedFile};
use crate::domain::nearest;

/// The fields of one table, read one after another and then [`finish`](Fields::finish)ed.
pub struct Fields<'a, 'm> {
    file: &'a Arc<SeedFile>,
    table: &'a DeTable<'a>,
    /// The table's own place, shown when a field is missing.
    place: Place,
    /// What the table is, in the reader's words: 기록, 출처 …
    what: &'static str,
    known: Vec<&'static str>,
    mistakes: &'m mut Mistakes,
}

/// Parses a file and hands its top-level table to `read`. A syntax error is noted, and then nothing
/// of the file is read, for what a parser recovers is not what the author meant. Returns whether the
/// file was read.
pub fn read_document<'m>(
    file: &Arc<SeedFile>,
    what: &'static str,
    mistakes: &'m mut Mistakes,
    read: impl FnOnce(&mut Fields<'_, 'm>),
) -> bool {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let place = place_of(file, error.span().unwrap_or(0..0));
        let message = format!("TOML 문법 오류: {}", error.message());
        mistakes.at(&place, message, "따옴표, 괄호, 쉼표, 같은 키의 되풀이를 살펴보세요");
    }
    if errors.is_empty() {
        let mut fields = Fields::new(file, table.get_ref(), table.span(), what, mistakes);
        read(&mut fields);
        fields.finish();
    }
    errors.is_empty()
}

fn place_of(file: &Arc<SeedFile>, span: Range<usize>) -> Place {
    let end = file.text.ceil_char_boundary(span.end);
    Place { file: Arc::clone(file), span: file.text.floor_char_boundary(span.start.min(end))..end }
}

impl<'a, 'm> Fields<'a, 'm> {
    fn new(
        file: &'a Arc<SeedFile>,
        table: &'a DeTable<'a>,
        span: Range<usize>,
        what: &'static str,
        mistakes: &'m mut Mistakes,
    ) -> Self {
        Self { file, table, place: place_of(file, span), what, known: Vec::new(), mistakes }
    }

    /// Where the table stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Where further mistakes are noted.
    pub fn mistakes(&mut self) -> &mut Mistakes {
        self.mistakes
    }

    fn take(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.table.get(key)
    }

    fn require(&mut self, key: &'static str, example: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.take(key);
        if value.is_none() {
            let message = format!("{}에 '{key}' 항목이 없습니다", self.what);
            self.mistakes.at(
                &self.place,
                message,
                format!("이렇게 적어 주세요: {key} = {example}"),
            );
        }
        value
    }

    fn wrong_type(&mut self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "글",
            DeValue::Integer(_) | DeValue::Float(_) => "수",
            DeValue::Boolean(_) => "참/거짓",
            DeValue::Datetime(_) => "날짜",
            DeValue::Array(_) => "배열",
            DeValue::Table(_) => "표",
        };
        let place = place_of(self.file, value.span());
        let message = format!("'{key}'의 값의 종류가 다릅니다: {found}");
        let help = format!("이런 값을 적어 주세요: {expected}. 글은 큰따옴표로 감쌉니다");
        self.mistakes.at(&place, message, help);
    }

    /// A text that must be there, not blank.
    pub fn text(&mut self, key: &'static str, example: &str) -> Option<Located<String>> {
        let value = self.require(key, example)?;
        self.as_text(key, value)
    }

    /// A text that may be left out, but not left blank.
    pub fn optional_text(&mut self, key: &'static str) -> Option<Located<String>> {
        let value = self.take(key)?;
        self.as_text(key, value)
    }

    fn as_text(&mut self, key: &str, value: &Spanned<DeValue<'a>>) -> Option<Located<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, "글", value);
            return None;
        };
        let place = place_of(self.file, value.span());
        if text.trim().is_empty() {
            self.mistakes.at(
                &place,
                format!("'{key}'의 값이 비어 있습니다"),
                "내용을 적거나 항목을 지우세요",
            );
            None
        } else if text.trim() != text || text.chars().any(char::is_control) {
            let message = format!("'{key}'의 값 앞뒤에 빈칸이 있거나 제어 문자가 들어 있습니다");
            self.mistakes.at(&place, message, "앞뒤 빈칸, 줄바꿈, 탭을 지우세요");
            None
        } else {
            Some(Located { value: text.to_owned(), place })
        }
    }

    /// A text that must be one of a closed list of keys.
    pub fn choice<T>(
        &mut self,
        key: &'static str,
        from_key: impl Fn(&str) -> Option<T>,
        keys: &[&str],
    ) -> Option<Located<T>> {
        let text = self.text(key, &format!("\"{}\"", keys.first().copied().unwrap_or_default()))?;
        self.as_choice(key, text, from_key, keys)
    }

    /// As [`choice`](Self::choice), but may be left out.
    pub fn optional_choice<T>(
        &mut self,
        key: &'static str,
        from_key: impl Fn(&str) -> Option<T>,
        keys: &[&str],
    ) -> Option<Located<T>> {
        let text = self.optional_text(key)?;
        self.as_choice(key, text, from_key, keys)
    }

    fn as_choice<T>(
        &mut self,
        key: &str,
        text: Located<String>,
        from_key: impl Fn(&str) -> Option<T>,
        keys: &[&str],
    ) -> Option<Located<T>> {
        if let Some(value) = from_key(&text.value) {
            return Some(Located { value, place: text.place });
        }
        let message = format!("'{key}'에 쓸 수 없는 값입니다: '{}'", text.value);
        self.mistakes.at(&text.place, message, allowed("쓸 수 있는 값", &text.value, keys));
        None
    }

    /// A number that must be there: a TOML integer or finite float, not negative.
    pub fn number(&mut self, key: &'static str, example: &str) -> Option<Located<f64>> {
        let value = self.require(key, example)?;
        let text = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => {
                self.wrong_type(key, "수", value);
                return None;
            }
        };
        let place = place_of(self.file, value.span());
        match text.replace('_', "").parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 => {
                Some(Located { value: number, place })
            }
            _ => {
                let message = format!("'{key}'의 값은 0 이상의 수여야 합니다");
                self.mistakes.at(&place, message, format!("이렇게 적어 주세요: {key} = {example}"));
                None
            }
        }
    }

    /// A counting number that must be there, from 1 to 65535.
    pub fn ordinal(&mut self, key: &'static str) -> Option<Located<u16>> {
        let value = self.require(key, "12")?;
        let integer = value.get_ref().as_integer().filter(|integer| integer.radix() == 10);
        let Some(integer) = integer else {
            self.wrong_type(key, "십진 정수", value);
            return None;
        };
        let place = place_of(self.file, value.span());
        match integer.as_str().replace('_', "").parse::<u16>() {
            Ok(number) if number > 0 => Some(Located { value: number, place }),
            _ => {
                let message = format!("'{key}'의 값은 1 이상의 정수여야 합니다");
                self.mistakes.at(&place, message, format!("이렇게 적어 주세요: {key} = 12"));
                None
            }
        }
    }

    /// A list of texts; an absent list is an empty one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, "글의 배열", value);
            return Vec::new();
        };
        array.iter().filter_map(|item| self.as_text(key, item)).collect()
    }

    /// The place of the value under `key`, or of the table when there is none.
    pub fn place_of(&self, key: &str) -> Place {
        let value = self.table.get(key);
        value.map_or_else(|| self.place.clone(), |value| place_of(self.file, value.span()))
    }

    /// The table under `key`, if it is there.
    pub fn optional_table<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> T,
    ) -> Option<T> {
        let value = self.take(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, "표 { … }", value);
            return None;
        };
        Some(self.read_table(table, value.span(), what, read))
    }

    /// Every table of the array under `key`; an absent array is an empty one.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Fields<'_, '_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, "표의 배열", value);
            return Vec::new();
        };
        let mut records = Vec::with_capacity(array.len());
        for item in array {
            if let Some(table) = item.get_ref().as_table() {
                records.push(self.read_table(table, item.span(), what, &mut read));
            } else {
                self.wrong_type(key, "표 { … }", item);
            }
        }
        records
    }

    fn read_table<T>(
        &mut self,
        table: &DeTable<'_>,
        span: Range<usize>,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> T,
    ) -> T {
        let mut fields = Fields::new(self.file, table, span, what, self.mistakes);
        let record = read(&mut fields);
        fields.finish();
        record
    }

    /// Notes every key that nothing asked for.
    fn finish(&mut self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let place = place_of(self.file, key.span());
            let message = format!("{}에 '{name}'이라는 항목은 없습니다", self.what);
            self.mistakes.at(&place, message, allowed("쓸 수 있는 항목", name, &self.known));
        }
    }
}

/// What may stand in the place of `word`, the nearest first.
fn allowed(label: &str, word: &str, words: &[&str]) -> String {
    let list = format!("{label}: {}", words.join(", "));
    match nearest(word, words.iter().copied(), 1).first() {
        Some(near) => format!("혹시 '{near}'인가요? {list}"),
        None => list,
    }
}
