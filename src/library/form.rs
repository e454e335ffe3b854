//! Reading the fields of a file one by one, each with the sentence that says what would be right.
//!
//! Knows texts, numbers and lists; knows nothing of exercises. Every problem is noted and
//! reading goes on with a stand-in, so that a file's problems are found all at once. A stand-in is
//! never seen: a file with a problem is not handed out ([`Notes::finish`]).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use crate::domain::programme::exercise::Evidence;
use crate::domain::text::hidden::is_hidden;
use crate::domain::text::suggest::closest;
use crate::domain::text::suggest::either;

use super::fields::{Fields, Placed, Value};
use super::ids::{ID_RIGHT, id_right, is_id, not_among};
use super::notes::{Notes, Rank, WHOLE};
use super::problem::{FILL_IN, shown};

/// The longest text of a field, in characters.
const TEXT_MAX: usize = 2_000;

/// One group of fields: the file itself, or a heading such as `[dose]` in it.
pub(super) struct Form<'a> {
    notes: &'a Notes<'a>,
    fields: &'a Fields<'a>,
    /// Where the group begins; a missing field is told there.
    span: Range<usize>,
    /// What the group is called in a sentence: `an exercise`, `a dose`.
    called: &'static str,
    /// Fields that were asked for; any other is a mistake. Few, so they are looked through in turn.
    asked: RefCell<Vec<&'static str>>,
}

/// An id and where it stands.
pub(super) type IdAt = (String, Range<usize>);

/// A value and where it stands.
pub(super) type SpannedValue<'a> = &'a Placed<'a>;

impl<'a> Form<'a> {
    /// The fields of a whole file.
    pub fn new(notes: &'a Notes<'a>, fields: &'a Fields<'a>, called: &'static str) -> Self {
        Self::with_span(notes, fields, WHOLE, called)
    }

    fn with_span(
        notes: &'a Notes<'a>,
        fields: &'a Fields<'a>,
        span: Range<usize>,
        called: &'static str,
    ) -> Self {
        Self { notes, fields, span, called, asked: RefCell::default() }
    }

    /// Where the group begins.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where a field's value stands, or the group when the field is absent.
    pub fn span_of(&self, field: &str) -> Range<usize> {
        self.fields.get(field).map_or_else(|| self.span(), |value| value.span.clone())
    }

    /// Notes a problem with a field.
    pub fn add(&self, field: &str, what: impl Into<String>, right: impl Into<String>) {
        self.notes.add(self.span_of(field), what, right);
    }

    /// Whether the field stands there at all.
    pub fn contains(&self, field: &str) -> bool {
        self.fields.contains(field)
    }

    /// Whether the field stands there and is this text.
    pub fn equals(&self, field: &str, text: &str) -> bool {
        self.fields.get(field).is_some_and(|value| value.text() == Some(text))
    }

    /// Notes a missing field.
    pub fn require(&self, field: &'static str, right: impl Display) {
        if !self.contains(field) {
            self.notes.add(self.span(), format!("{field} is missing"), right.to_string());
        }
    }

    /// Notes every field that nobody asked for. Call it when all others have been read.
    pub fn done(self) {
        let mut asked = self.asked.into_inner();
        let mut unknown =
            self.fields.0.iter().filter(|field| !asked.contains(&field.name.as_ref())).peekable();
        // Nearly every file is well, and the list is put in order only for one that is not.
        if unknown.peek().is_none() {
            return;
        }
        let unknown: Vec<_> = unknown.collect();
        asked.sort_unstable();
        asked.dedup();
        for field in unknown {
            let name = field.name.as_ref();
            let near = closest(name, asked.iter().copied());
            let right = if near.is_empty() {
                format!("its fields are {}", asked.join(", "))
            } else {
                format!("did you mean {}?", either(near))
            };
            let what = format!("“{}” is not a field of {}", shown(name), self.called);
            self.notes.push(Rank::Misspelt, field.named_at.clone(), what, right);
        }
    }

    /// Leaves a field to another reader.
    pub fn leave(&self, field: &'static str) {
        self.asked.borrow_mut().push(field);
    }

    fn value(&self, field: &'static str) -> Option<SpannedValue<'a>> {
        // Also when it is absent: what was asked for is what the file may have.
        self.leave(field);
        self.fields.get(field)
    }

    /// A field's value, noted when it is missing.
    fn required(&self, field: &'static str, right: impl Display) -> Option<SpannedValue<'a>> {
        let value = self.value(field);
        if value.is_none() {
            self.notes.add(self.span(), format!("{field} is missing"), right.to_string());
        }
        value
    }

    fn wrong(&self, field: impl Display, value: SpannedValue<'a>, right: &str) {
        self.notes.add(value.span.clone(), format!("{field} is {}", seen(&value.value)), right);
    }

    /// A line of text that must be there.
    pub fn text(&self, field: &'static str, right: &str) -> String {
        self.required(field, right)
            .and_then(|value| self.line(field, value, right))
            .unwrap_or_default()
    }

    /// A line of text, where there is one.
    pub fn text_maybe(&self, field: &'static str, right: &str) -> Option<String> {
        let value = self.value(field)?;
        self.line(field, value, right)
    }

    /// A line of text that may be left empty.
    pub fn text_or_empty(&self, field: &'static str, right: &str) -> String {
        match self.value(field) {
            Some(value) if value.text() == Some("") => String::new(),
            Some(value) => self.line(field, value, right).unwrap_or_default(),
            None => String::new(),
        }
    }

    /// Checks one line of text of a field.
    fn line(&self, field: impl Display, value: SpannedValue<'a>, right: &str) -> Option<String> {
        let Some(text) = value.text() else {
            // Quotes would not make a text of a list.
            let quoted = if matches!(value.value, Value::List(_) | Value::Group(_)) {
                ""
            } else {
                ", in quotes"
            };
            self.wrong(field, value, &format!("{right}{quoted}"));
            return None;
        };
        // Whoever left it would hand it on to a person.
        if text.contains(FILL_IN) {
            let what = format!("{field} is still to be filled in");
            self.notes.add(value.span.clone(), what, right);
            return Some(text.to_owned());
        }
        if is_plain_line(text) {
            return Some(text.to_owned());
        }
        if text.trim().is_empty() {
            self.notes.add(value.span.clone(), format!("{field} is empty"), right);
        } else if text.contains(['\n', '\r']) {
            self.notes.add(
                value.span.clone(),
                format!("{field} runs over several lines"),
                "keep it to one line",
            );
        } else if text.chars().any(is_hidden) {
            let what = format!("{field} has a hidden control character in it");
            self.notes.add(value.span.clone(), what, "type the text again, as plain text");
        } else if text.chars().count() > TEXT_MAX {
            let what = format!("{field} is {} characters long", text.chars().count());
            self.notes.add(value.span.clone(), what, "2,000 is the most");
        }
        // Told, and handed on all the same: a list keeps its length, and what is compared with the
        // text later on would otherwise be told as missing.
        Some(text.to_owned())
    }

    /// The items of a value that has to be a list, each read by `item`.
    fn items<T>(
        &self,
        field: &str,
        value: SpannedValue<'a>,
        right: &str,
        item: impl FnMut(SpannedValue<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(items) = value.items() else {
            self.wrong(field, value, &format!("{right}, as a list between [ and ]"));
            return Vec::new();
        };
        items.iter().filter_map(item).collect()
    }

    /// A list of texts that must be there and have at least one.
    pub fn texts(&self, field: &'static str, right: &str) -> Vec<String> {
        let Some(value) = self.required(field, right) else { return Vec::new() };
        if value.items().is_some_and(|items| items.is_empty()) {
            self.add(field, format!("{field} is an empty list"), right);
        }
        self.text_items(field, value, right)
    }

    /// A list of texts, where there is one.
    pub fn texts_maybe(&self, field: &'static str, right: &str) -> Vec<String> {
        self.value(field).map_or_else(Vec::new, |value| self.text_items(field, value, right))
    }

    fn text_items(&self, field: &str, value: SpannedValue<'a>, right: &str) -> Vec<String> {
        self.items(field, value, right, |item| {
            self.line(format_args!("an item of {field}"), item, right)
        })
    }

    /// A list of ids, each once, where there is one.
    pub fn ids_maybe(&self, field: &'static str, right: &str) -> Vec<String> {
        self.value(field).map_or_else(Vec::new, |value| self.id_items(field, value, right))
    }

    fn id_items(&self, field: &str, value: SpannedValue<'a>, right: &str) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.items(field, value, right, |item| {
            let id = self.id_value(format_args!("an item of {field}"), item, right)?;
            if !seen.insert(item.text()) {
                self.notes.add(
                    item.span.clone(),
                    format!("{field} names “{id}” twice"),
                    "name it once",
                );
            }
            Some(id)
        })
    }

    /// Lists of ids within a list, each id with its place, where there are any.
    pub fn id_lists_maybe(&self, field: &'static str, right: &str) -> Vec<Vec<IdAt>> {
        let Some(value) = self.value(field) else { return Vec::new() };
        self.items(field, value, right, |item| Some(self.entry_ids(field, item, right)))
    }

    /// A list of ids that must be there, and may be empty.
    pub fn ids(&self, field: &'static str, right: &str) -> Vec<String> {
        self.required(field, right)
            .map_or_else(Vec::new, |value| self.id_items(field, value, right))
    }

    /// Notes every id of a field that is not one of `known`, which are called `called` (`a tag`).
    pub fn among(
        &self,
        field: &str,
        ids: &[String],
        known: &BTreeSet<&str>,
        called: &str,
        list: &str,
    ) {
        let items = self.fields.get(field).and_then(|value| value.items());
        let told = |id: &&String| known.contains(id.as_str()) || id.contains(FILL_IN);
        for id in ids.iter().filter(|id| !told(id)) {
            // The item itself where it can be found, so that the mark stands under the wrong word.
            let at = items.and_then(|items| items.iter().find(|item| item.text() == Some(id)));
            let span = at.map_or_else(|| self.span_of(field), |item| item.span.clone());
            self.notes.add(
                span,
                format!("“{}” is not {called}", shown(id)),
                not_among(id, known, list),
            );
        }
    }

    /// An id that must be there.
    pub fn id(&self, field: &'static str) -> String {
        self.required(field, ID_RIGHT)
            .and_then(|value| self.id_value(field, value, ID_RIGHT))
            .unwrap_or_default()
    }

    /// Checks the shape of one id.
    fn id_value(
        &self,
        field: impl Display,
        value: SpannedValue<'a>,
        right: &str,
    ) -> Option<String> {
        let id = self.line(&field, value, right)?;
        // An empty text has been told as empty.
        if !is_id(&id) && !id.trim().is_empty() && !id.contains(FILL_IN) {
            let what = format!("{field} is “{}”", shown(&id));
            self.notes.add(value.span.clone(), what, id_right(&id));
        }
        Some(id)
    }

    /// A whole number within a range, where there is one.
    pub fn whole_maybe(
        &self,
        field: &'static str,
        range: RangeInclusive<u32>,
        right: impl Display,
    ) -> Option<u32> {
        self.whole_value(field, self.value(field)?, range, right)
    }

    /// A whole number within a range, of a group whose names the file chooses itself.
    pub fn entry_whole(
        &self,
        name: &str,
        value: SpannedValue<'a>,
        range: RangeInclusive<u32>,
        right: &str,
    ) -> u32 {
        self.whole_value(name, value, range, right).unwrap_or_default()
    }

    /// Checks one whole number.
    fn whole_value(
        &self,
        field: &str,
        value: SpannedValue<'a>,
        range: RangeInclusive<u32>,
        right: impl Display,
    ) -> Option<u32> {
        let number = match &value.value {
            // A number that is negative or too large for the type is out of every range as well.
            Value::Whole(digits, radix) => u32::from_str_radix(digits, *radix).ok(),
            // 3.0 looks right to whoever wrote it, so it is told what is wrong with it.
            Value::Decimal(_) => {
                self.wrong(field, value, &format!("{right}, in whole numbers"));
                return None;
            }
            other => {
                let unquoted = if matches!(other, Value::Text(_)) {
                    ", written in digits and without quotes"
                } else {
                    ""
                };
                self.wrong(field, value, &format!("{right}{unquoted}"));
                return None;
            }
        };
        let within = number.filter(|number| range.contains(number));
        if within.is_none() {
            self.wrong(field, value, &right.to_string());
        }
        within
    }

    /// A whole number that must be there.
    pub fn whole(&self, field: &'static str, range: RangeInclusive<u32>, right: &str) -> u32 {
        let value = self.required(field, right);
        value.and_then(|value| self.whole_value(field, value, range, right)).unwrap_or_default()
    }

    /// A number within a range, where there is one.
    pub fn decimal_maybe(
        &self,
        field: &'static str,
        range: RangeInclusive<f64>,
        right: impl Display,
    ) -> Option<f64> {
        let value = self.value(field)?;
        self.decimal(field, value, range, right)
    }

    /// A number within a range, of a group whose names the file chooses itself.
    pub fn entry_decimal(
        &self,
        name: &str,
        value: SpannedValue<'a>,
        range: RangeInclusive<f64>,
        right: impl Display,
    ) -> Option<f64> {
        self.decimal(name, value, range, right)
    }

    fn decimal(
        &self,
        field: impl Display,
        value: SpannedValue<'a>,
        range: RangeInclusive<f64>,
        right: impl Display,
    ) -> Option<f64> {
        let number = match &value.value {
            // To whoever types it, 1 is as good a number as 1.0.
            Value::Whole(digits, radix) => {
                i64::from_str_radix(digits, *radix).ok().map(|number| number as f64)
            }
            Value::Decimal(digits) => digits.parse::<f64>().ok(),
            other => {
                let unquoted = if matches!(other, Value::Text(_)) {
                    ", written in digits and without quotes"
                } else {
                    ""
                };
                self.wrong(field, value, &format!("{right}{unquoted}"));
                return None;
            }
        };
        let within = number.filter(|number| range.contains(number));
        if within.is_none() {
            self.wrong(field, value, &right.to_string());
        }
        within
    }

    /// Exactly `N` numbers within a range.
    pub fn decimals<const N: usize>(
        &self,
        field: &'static str,
        range: RangeInclusive<f64>,
        right: &str,
    ) -> [f32; N] {
        let value = self.required(field, right);
        value.map_or([0.0; N], |value| self.decimals_value(field, value, range, right))
    }

    /// Exactly `N` numbers within a range, where there are any.
    pub fn decimals_maybe<const N: usize>(
        &self,
        field: &'static str,
        range: RangeInclusive<f64>,
        right: &str,
    ) -> Option<[f32; N]> {
        self.value(field).map(|value| self.decimals_value(field, value, range, right))
    }

    fn decimals_value<const N: usize>(
        &self,
        field: &str,
        value: SpannedValue<'a>,
        range: RangeInclusive<f64>,
        right: &str,
    ) -> [f32; N] {
        let mut read = [0.0; N];
        let numbers = self.items(field, value, right, |item| {
            self.decimal(format_args!("an item of {field}"), item, range.clone(), right)
        });
        if let Some(items) = value.items().filter(|items| items.len() != N) {
            self.add(field, format!("{field} has {} numbers", items.len()), right);
        }
        // The wrong count has been told; what is there is still checked, number by number.
        for (place, number) in read.iter_mut().zip(numbers) {
            *place = number as f32;
        }
        read
    }

    /// Yes or no, `false` where the field is absent.
    pub fn flag_or_false(&self, field: &'static str, right: &str) -> bool {
        self.value(field).is_some_and(|value| self.flag_value(field, value, right))
    }

    /// Yes or no; yes where nothing is said.
    pub fn flag_or_true(&self, field: &'static str, right: &str) -> bool {
        self.value(field).is_none_or(|value| self.flag_value(field, value, right))
    }

    fn flag_value(&self, field: &str, value: SpannedValue<'a>, right: &str) -> bool {
        if let Value::Flag(flag) = value.value {
            return flag;
        }
        let unquoted = if value.text().is_some() { ", written without quotes" } else { "" };
        self.wrong(field, value, &format!("{right}{unquoted}"));
        false
    }

    /// Yes or no, which must be said.
    pub fn flag(&self, field: &'static str, right: &str) -> bool {
        self.required(field, right).is_some_and(|value| self.flag_value(field, value, right))
    }

    /// One of a few words that must be there. The first is the stand-in.
    pub fn word<T: Copy>(&self, field: &'static str, words: &[(T, &'static str)]) -> T {
        let value = self.required(field, OneOf(words));
        value.and_then(|value| self.word_value(field, value, words)).unwrap_or(words[0].0)
    }

    /// One of a few words, where there is one.
    pub fn word_maybe<T: Copy>(
        &self,
        field: &'static str,
        words: &[(T, &'static str)],
    ) -> Option<T> {
        self.value(field).and_then(|value| self.word_value(field, value, words))
    }

    /// Checks that a value is one of a few words.
    pub fn word_value<T: Copy>(
        &self,
        field: impl Display,
        value: SpannedValue<'a>,
        words: &[(T, &'static str)],
    ) -> Option<T> {
        let Some(text) = value.text() else {
            self.wrong(field, value, &OneOf(words).to_string());
            return None;
        };
        let found = words.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
        if found.is_none() {
            // A near miss is answered with the one word; the whole list would hide it.
            let near = closest(text, words.iter().map(|(_, word)| *word));
            let right = if near.is_empty() {
                OneOf(words).to_string()
            } else {
                format!("did you mean {}?", either(near))
            };
            self.wrong(field, value, &right);
        }
        found
    }

    /// Some of a few words, where there are any.
    pub fn words_maybe<T: Copy>(&self, field: &'static str, words: &[(T, &'static str)]) -> Vec<T> {
        self.value(field).map_or_else(Vec::new, |value| self.word_items(field, value, words))
    }

    fn word_items<T: Copy>(
        &self,
        field: &str,
        value: SpannedValue<'a>,
        words: &[(T, &'static str)],
    ) -> Vec<T> {
        self.items(field, value, &OneOf(words).to_string(), |item| {
            self.word_value(format_args!("an item of {field}"), item, words)
        })
    }

    /// How many items a list has.
    pub fn list_length(&self, field: &str) -> Option<usize> {
        self.fields.get(field).and_then(|value| value.items()).map(|items| items.len())
    }

    /// Some of a few words.
    pub fn words<T: Copy>(&self, field: &'static str, words: &[(T, &'static str)]) -> Vec<T> {
        self.required(field, OneOf(words))
            .map_or_else(Vec::new, |value| self.word_items(field, value, words))
    }

    /// A claim's source, which must carry a mark.
    pub fn evidence(&self, field: &'static str) -> Evidence {
        const RIGHT: &str =
            "say where it comes from with a mark: [seen: …], [recalled: …] or design choice";
        let value = self.required(field, RIGHT);
        let text = value.and_then(|value| self.line(field, value, RIGHT)).unwrap_or_default();
        Evidence::new(&text).unwrap_or_else(|| {
            // A text that is missing or empty has been told as that.
            if !text.trim().is_empty() {
                self.add(field, format!("{field} has no evidence mark"), RIGHT);
            }
            Evidence::new("design choice").expect("the stand-in carries a mark")
        })
    }

    /// The group of fields under a heading that must be there.
    pub fn group(
        &self,
        field: &'static str,
        called: &'static str,
        right: &str,
    ) -> Option<Form<'a>> {
        self.required(field, right).and_then(|value| self.group_value(field, value, called, right))
    }

    /// The group of fields under a heading, where there is one.
    pub fn group_maybe(
        &self,
        field: &'static str,
        called: &'static str,
        right: &str,
    ) -> Option<Form<'a>> {
        let value = self.value(field)?;
        self.group_value(field, value, called, right)
    }

    /// Checks that a value is a group of fields.
    pub fn group_value(
        &self,
        field: &str,
        value: SpannedValue<'a>,
        called: &'static str,
        right: &str,
    ) -> Option<Form<'a>> {
        match &value.value {
            Value::Group(fields) => {
                Some(Form::with_span(self.notes, fields, value.span.clone(), called))
            }
            _ => {
                self.wrong(field, value, right);
                None
            }
        }
    }

    /// The groups of fields under a heading in double brackets, in their order.
    pub fn groups(&self, field: &'static str, called: &'static str, right: &str) -> Vec<Form<'a>> {
        let Some(value) = self.value(field) else { return Vec::new() };
        match &value.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.group_value(field, item, called, right))
                .collect(),
            _ => {
                self.wrong(field, value, right);
                Vec::new()
            }
        }
    }

    /// Where a field of each group under a heading in double brackets stands, in their order.
    pub fn parts(&self, field: &str, part: &str) -> Vec<Option<Range<usize>>> {
        let items = self.fields.get(field).and_then(|value| value.items());
        items
            .into_iter()
            .flat_map(|items| items.iter())
            .map(|item| Some(item.fields()?.get(part)?.span.clone()))
            .collect()
    }

    /// Every field of a group whose names the file chooses itself, by id.
    pub fn entries(&self) -> Vec<(String, Range<usize>, SpannedValue<'a>)> {
        let mut entries: Vec<_> = self
            .fields
            .0
            .iter()
            .map(|field| (field.name.to_string(), field.named_at.clone(), &field.value))
            .collect();
        // The parser sorts by name, and a person reads from top to bottom.
        entries.sort_by_key(|(_, span, _)| span.start);
        for (name, span, _) in &entries {
            if !is_id(name) {
                self.notes.add(
                    span.clone(),
                    format!("“{}” stands where an id should", shown(name)),
                    id_right(name),
                );
            }
        }
        entries
    }

    /// A line of text of a group whose names the file chooses itself.
    pub fn entry_line(&self, name: &str, value: SpannedValue<'a>, right: &str) -> String {
        self.line(name, value, right).unwrap_or_default()
    }

    /// A list of texts of a group whose names the file chooses itself.
    pub fn entry_texts(&self, name: &str, value: SpannedValue<'a>, right: &str) -> Vec<String> {
        self.text_items(name, value, right)
    }

    /// A list of ids of a group whose names the file chooses itself, each with its place.
    pub fn entry_ids(&self, name: &str, value: SpannedValue<'a>, right: &str) -> Vec<IdAt> {
        let Some(items) = value.items() else {
            self.wrong(name, value, &format!("{right}, as a list between [ and ]"));
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let mut ids = Vec::new();
        for item in items.iter() {
            let Some(id) = self.id_value(format_args!("an item of {name}"), item, right) else {
                continue;
            };
            if !seen.insert(item.text()) {
                self.notes.add(
                    item.span.clone(),
                    format!("{name} names “{id}” twice"),
                    "name it once",
                );
            }
            ids.push((id, item.span.clone()));
        }
        ids
    }

    /// Notes a problem at a place of its own.
    pub fn add_at(&self, span: Range<usize>, what: impl Into<String>, right: impl Into<String>) {
        self.notes.add(span, what, right);
    }
}

/// `it is a, b or c`, put into words only when something is wrong.
struct OneOf<'a, T>(&'a [(T, &'static str)]);

impl<T> Display for OneOf<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "it is {}", either(self.0.iter().map(|(_, word)| *word)))
    }
}

/// Whether a text is short, begins with something and has nothing in it but what an English
/// keyboard writes: then nothing can be wrong with it, and it is not looked through four times.
fn is_plain_line(text: &str) -> bool {
    if text.len() > TEXT_MAX || text.is_empty() || text.starts_with(' ') {
        return false;
    }
    // Every byte is looked at, also after one that is not: that way they are compared many at a
    // time.
    text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
}

/// A value as a sentence names it.
fn seen(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => format!("“{}”", shown(text)),
        Value::Whole(digits, radix) => {
            let prefix = [(2, "0b"), (8, "0o"), (16, "0x")].into_iter();
            let prefix = prefix.filter(|(of, _)| of == radix).map(|(_, prefix)| prefix);
            shown(&format!("{}{digits}", prefix.collect::<String>()))
        }
        Value::Decimal(digits) => shown(digits),
        Value::Flag(flag) => flag.to_string(),
        Value::Moment(moment) => shown(moment),
        Value::List(_) => "a list".to_owned(),
        Value::Group(_) => "a group of fields".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What is waved through has nothing in it that would be told.
        #[test]
        fn a_plain_line_is_one_that_nothing_is_wrong_with(
            text in "[ -~\\t\\n\\r\\x1b\\x7fé\u{202e}]{0,6}",
            times in 0usize..500,
        ) {
            let text = text.repeat(times);
            let told = text.trim().is_empty()
                || text.contains(['\n', '\r'])
                || text.chars().any(is_hidden)
                || text.chars().count() > TEXT_MAX;
            let plain = is_plain_line(&text);
            prop_assert!(!(plain && told));
            prop_assert_eq!(plain, !told && text.is_ascii() && !text.starts_with(' '));
        }
    }
}
