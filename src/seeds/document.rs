//! Reads a TOML table field by field, with the place of every value. Each missing field, wrong type, unknown key and
//! empty text is noted as a mistake and reading goes on, so that one run shows them all.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Located, Mistakes, SeedFile, Span};
use crate::domain::nearest;

/// What stands in a draft where only a person can say what belongs there.
pub const UNFILLED: &str = "?";

/// The message and the help for a key that was left unfilled.
pub fn unfilled(key: &str) -> (String, &'static str) {
    (format!("아직 채우지 않은 칸입니다: {key}"), "내용을 적으세요")
}

/// The fields of one table. Each is asked for by its key; the keys that nothing asked for are mistakes.
pub struct Fields<'a, 'm> {
    table: &'a DeTable<'a>,
    /// The table's own place, shown when a field is missing.
    pub span: Span,
    /// What the table is, in the reader's words: 기록, 출처 …
    what: &'static str,
    known: Vec<&'static str>,
    /// Where further mistakes are noted.
    pub mistakes: &'m mut Mistakes,
}

/// One value of a table, and where to note what is wrong with it.
pub struct FieldValue<'a, 'm> {
    key: &'a str,
    toml: &'a DeValue<'a>,
    pub span: Span,
    pub mistakes: &'m mut Mistakes,
}

/// A type that a TOML value can be read as.
pub trait FromToml: Sized {
    /// The value; `None` once its mistake is noted.
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self>;
}

impl<T: FromToml> FromToml for Located<T> {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let span = value.span.clone();
        Some(Self { value: T::from_toml(value)?, span })
    }
}

/// The table of a file. A syntax error is noted, and then nothing of the file is read, because what a parser recovers
/// may not be what the author meant.
pub fn parsed<'f>(
    file: &'f Arc<SeedFile>,
    mistakes: &mut Mistakes,
) -> Option<Spanned<DeTable<'f>>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    for error in &errors {
        let span = Span::new(file, &error.span().unwrap_or(0..0));
        let message = format!("TOML 문법 오류: {}", error.message());
        mistakes.at(&span, message, "따옴표, 괄호, 쉼표, 같은 키의 되풀이를 살펴보세요");
    }
    errors.is_empty().then_some(table)
}

/// Parses a file and hands its top-level table to `read`. Returns whether the file was read.
pub fn read_document(
    file: &Arc<SeedFile>,
    what: &'static str,
    mistakes: &mut Mistakes,
    read: impl FnOnce(&mut Fields<'_, '_>),
) -> bool {
    let table = parsed(file, mistakes);
    if let Some(table) = &table {
        Fields::read(table.get_ref(), Span::new(file, &table.span()), what, mistakes, read);
    }
    table.is_some()
}

impl<'a> Fields<'a, '_> {
    /// Reads a table, and notes every key that nothing asked for.
    fn read<T>(
        table: &'a DeTable<'a>,
        span: Span,
        what: &'static str,
        mistakes: &mut Mistakes,
        read: impl FnOnce(&mut Fields<'_, '_>) -> T,
    ) -> T {
        let mut fields = Fields { table, span, what, known: Vec::new(), mistakes };
        let record = read(&mut fields);
        for (key, _) in table {
            let name: &str = key.get_ref();
            if !fields.known.contains(&name) {
                let message = format!("{what}에 '{name}'이라는 항목은 없습니다");
                let help = allowed("쓸 수 있는 항목", name, &fields.known);
                let span = Span::new(&fields.span.file, &key.span());
                fields.mistakes.at(&span, message, help);
            }
        }
        record
    }

    /// The place of the value under `key`, or of the table when there is none.
    pub fn span_of(&self, key: &str) -> Span {
        let value = self.table.get(key);
        value.map_or_else(|| self.span.clone(), |value| Span::new(&self.span.file, &value.span()))
    }

    /// Whether there is a value under `key`.
    pub fn has(&mut self, key: &'static str) -> bool {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.contains_key(key)
    }

    /// Whether nothing stands in the list under `key`.
    pub fn is_empty(&self, key: &str) -> bool {
        let array = self.table.get(key).and_then(|value| value.get_ref().as_array());
        array.is_none_or(|array| array.is_empty())
    }

    /// The value under `key`, as `read` reads it. A value that must be there has an example, which is shown where it
    /// is missing.
    fn get<T>(
        &mut self,
        key: &'static str,
        example: Option<&str>,
        read: impl FnOnce(FieldValue<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key)
            && let Some(example) = example
        {
            let message = format!("{}에 '{key}' 항목이 없습니다", self.what);
            let help = format!("이렇게 적으세요: {key} = {example}");
            self.mistakes.at(&self.span, message, help);
        }
        read(FieldValue::new(key, self.table.get(key)?, &self.span.file, self.mistakes))
    }

    /// A value that must be there.
    pub fn required<T: FromToml>(&mut self, key: &'static str, example: &str) -> Option<T> {
        self.get(key, Some(example), T::from_toml)
    }

    /// A value that may be left out.
    pub fn optional<T: FromToml>(&mut self, key: &'static str) -> Option<T> {
        self.get(key, None, T::from_toml)
    }

    /// A text that must be there and be one of a closed list of keys.
    pub fn choice<T>(
        &mut self,
        key: &'static str,
        keys: &[&str],
        from_key: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let example = format!("\"{}\"", keys.join("\" 또는 \""));
        self.get(key, Some(&example), |value| value.choice(keys, from_key))
    }

    /// A list of values; an absent list is an empty one.
    pub fn list<T: FromToml>(&mut self, key: &'static str) -> Vec<T> {
        self.get(key, None, |value| value.items("글의 배열", T::from_toml)).unwrap_or_default()
    }

    /// The table under `key`, if it is there.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        self.get(key, None, |value| value.table(what, read)?)
    }

    /// The table under `key`, or every table of the array there; an absent one is an empty list.
    pub fn table_or_tables<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Fields<'_, '_>) -> T,
    ) -> Vec<T> {
        let mut table = |value: FieldValue<'_, '_>| value.table(what, &mut read);
        let read = |value: FieldValue<'_, '_>| match value.toml.as_array() {
            Some(_) => value.items("표의 배열", table),
            None => table(value).map(|one| vec![one]),
        };
        self.get(key, None, read).unwrap_or_default()
    }

    /// The table under `key`, which must be there.
    pub fn required_table<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        example: &str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        self.get(key, Some(example), |value| value.table(what, read)?)
    }

    /// Every table of the array under `key`; an absent array is an empty one.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Fields<'_, '_>) -> T,
    ) -> Vec<T> {
        let table = |value: FieldValue<'_, '_>| value.table(what, &mut read);
        self.get(key, None, |value| value.items("표의 배열", table)).unwrap_or_default()
    }
}

impl<'a, 'm> FieldValue<'a, 'm> {
    fn new(
        key: &'a str,
        value: &'a Spanned<DeValue<'a>>,
        file: &Arc<SeedFile>,
        mistakes: &'m mut Mistakes,
    ) -> Self {
        Self { key, toml: value.get_ref(), span: Span::new(file, &value.span()), mistakes }
    }

    /// Notes what is wrong with the value.
    pub fn refuse<T>(self, message: impl Into<String>, help: impl Into<String>) -> Option<T> {
        self.mistakes.at(&self.span, message, help);
        None
    }

    fn wrong_type<T>(self, expected: &str) -> Option<T> {
        let found = match self.toml {
            DeValue::String(_) => "글",
            DeValue::Integer(_) | DeValue::Float(_) => "수",
            DeValue::Boolean(_) => "참/거짓",
            DeValue::Datetime(_) => "날짜",
            DeValue::Array(_) => "배열",
            DeValue::Table(_) => "표",
        };
        let message = format!("'{}'의 값의 종류가 다릅니다: {found}", self.key);
        self.refuse(message, format!("이런 값을 적으세요: {expected}. 글은 큰따옴표로 감쌉니다"))
    }

    fn table<T>(
        self,
        what: &'static str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> T,
    ) -> Option<T> {
        match self.toml.as_table() {
            Some(table) => Some(Fields::read(table, self.span, what, self.mistakes, read)),
            None => self.wrong_type("표 { … }"),
        }
    }

    fn items<T>(
        self,
        expected: &str,
        mut read: impl FnMut(FieldValue<'_, '_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(array) = self.toml.as_array() else { return self.wrong_type(expected) };
        let item = |item| read(FieldValue::new(self.key, item, &self.span.file, self.mistakes));
        Some(array.iter().filter_map(item).collect())
    }

    /// The value as a text that is not blank and has no control characters or outer white space, and the value itself
    /// for further checks.
    pub fn text(self) -> Option<(&'a str, Self)> {
        let Some(text) = self.toml.as_str() else { return self.wrong_type("글") };
        let key = self.key;
        if text == UNFILLED {
            let (message, help) = unfilled(key);
            return self.refuse(message, help);
        }
        if text.trim().is_empty() {
            let message = format!("'{key}'의 값이 비어 있습니다");
            return self.refuse(message, "내용을 적거나 항목을 지우세요");
        }
        if text.trim() != text || text.chars().any(char::is_control) {
            let message = format!("'{key}'의 값 앞뒤에 빈칸이 있거나 제어 문자가 들어 있습니다");
            return self.refuse(message, "앞뒤 빈칸, 줄바꿈, 탭을 지우세요");
        }
        Some((text, self))
    }

    /// A text that is one of a closed list of keys.
    pub fn choice<T>(self, keys: &[&str], from_key: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (text, value) = self.text()?;
        from_key(text).or_else(|| {
            let message = format!("'{}'에 쓸 수 없는 값입니다: '{text}'", value.key);
            value.refuse(message, allowed("쓸 수 있는 값", text, keys))
        })
    }
}

impl FromToml for String {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        value.text().map(|(text, _)| text.to_owned())
    }
}

/// A number that is zero or more: a TOML integer or a finite float.
impl FromToml for f64 {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let text = match value.toml {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            _ => return value.wrong_type("수"),
        };
        let number = text.replace('_', "").parse().ok();
        let fits = number.filter(|number: &Self| number.is_finite() && *number >= 0.0);
        fits.or_else(|| {
            let key = value.key;
            let message = format!("'{key}'의 값은 0 이상의 수여야 합니다");
            value.refuse(message, format!("이렇게 적으세요: {key} = 135"))
        })
    }
}

impl FromToml for bool {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        match value.toml.as_bool() {
            Some(truth) => Some(truth),
            None => value.wrong_type("true 또는 false"),
        }
    }
}

/// A counting number, from 1 to 65535.
impl FromToml for u16 {
    fn from_toml(value: FieldValue<'_, '_>) -> Option<Self> {
        let integer = value.toml.as_integer().filter(|integer| integer.radix() == 10);
        let Some(integer) = integer else { return value.wrong_type("십진 정수") };
        let number = integer.as_str().replace('_', "").parse().ok();
        number.filter(|number| *number > 0).or_else(|| {
            let key = value.key;
            let message = format!("'{key}'의 값은 1 이상의 정수여야 합니다");
            value.refuse(message, format!("이렇게 적으세요: {key} = 12"))
        })
    }
}

/// The help that lists what may stand in the place of `word`, with the nearest first.
fn allowed(label: &str, word: &str, words: &[&str]) -> String {
    let list = format!("{label}: {}", words.join(", "));
    match nearest(word, words.iter().copied(), 1).first() {
        Some(near) => format!("혹시 '{near}'인가요? {list}"),
        None => list,
    }
}
