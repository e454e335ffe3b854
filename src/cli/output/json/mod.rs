//! The shapes that `--json` prints. Keys are only ever added: other people's scripts read them.
//!
//! Each verb has a view of its own, a struct with one field a key, beside its `run`. What several
//! verbs show is here, by what it is of. A view is made of values of the domain and borrows from
//! them; days, moments and numbers with a form of their own are in [`scalar`].

pub mod adherence;
pub mod diary;
pub mod plan;
pub mod programme;
pub mod scalar;
pub mod screening;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::cli::output::Output;
use crate::domain::text::hidden::is_hidden;

/// An answer that is one JSON document, from the view of a verb.
pub fn document(view: &(impl Serialize + ?Sized)) -> Output {
    // By way of a value, so that keys stand sorted whatever the order of a view's fields.
    Output::results(escaped(format!("{:#}\n", value(view))))
}

/// An answer that is one JSON document with a list in it, which is written item by item: of a
/// million only one is in memory. It reads like that of [`document`].
pub struct List<W: Write> {
    to: W,
    is_empty: bool,
}

impl<W: Write> List<W> {
    /// A list that is written to `to`.
    pub fn new(to: W) -> Self {
        Self { to, is_empty: true }
    }

    /// Writes one more item.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, view: &impl Serialize) -> io::Result<()> {
        let before = if self.is_empty { "[" } else { "," };
        self.is_empty = false;
        // No text has a break of a line in it that is not an escape.
        let item = escaped(format!("{before}\n{:#}", value(view)));
        self.to.write_all(item.replace('\n', "\n  ").as_bytes())
    }

    /// Ends the list.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn end(mut self) -> io::Result<()> {
        self.to.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })?;
        self.to.flush()
    }
}

/// A view as a value of JSON, for what is put together from several.
pub fn value(view: &(impl Serialize + ?Sized)) -> Value {
    // A view has only text for keys and only numbers that JSON has, so that it always becomes a
    // value.
    serde_json::to_value(view).expect("a view is plain data")
}

/// Whether a character must not stand in a document as it is.
fn is_raw(c: char) -> bool {
    c != '\n' && is_hidden(c)
}

/// A JSON document in which hidden characters are written as `\uXXXX`, in keys and in values: a
/// reader of JSON gets back what was kept, and a terminal that shows it raw has nothing to obey.
///
/// Those of ASCII stand as escapes already, but for U+007F; and outside its strings a document has
/// no others than the breaks of its lines.
fn escaped(document: String) -> String {
    if !document.contains(is_raw) {
        return document;
    }
    let mut shown = String::with_capacity(document.len() + 64);
    for c in document.chars() {
        if is_raw(c) {
            // Above U+FFFF a character is two of JSON's escapes, as in UTF-16.
            let mut units = [0; 2];
            shown.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn hidden_characters_are_escapes_in_keys_and_values() {
        let hidden = "a\u{7f}\u{9b}\u{2028}\u{feff}\u{e0041}\u{1b}\n";
        let value = json!({ "k\u{202e}": hidden, "ü": "👩\u{200d}🦽" });
        assert_eq!(
            document(&value).results,
            "{\n  \"k\\u202e\": \
             \"a\\u007f\\u009b\\u2028\\ufeff\\udb40\\udc41\\u001b\\n\",\n  \
             \"ü\": \"👩\u{200d}🦽\"\n}\n"
        );
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(key in "\\PC*|(?s:.*)", text in "\\PC*|(?s:.*)") {
            let value = json!({ key: [text] });
            let shown = document(&value).results;
            prop_assert!(!shown.contains(|c: char| c != '\n' && is_hidden(c)), "{shown:?}");
            prop_assert_eq!(serde_json::from_str::<Value>(&shown).expect("it reads"), value);
        }

        #[test]
        fn a_list_that_is_written_item_by_item_is_the_same_document(
            items in prop::collection::vec(("(?s:.*)", prop::collection::vec("(?s:.*)", 0..3)), 0..4),
        ) {
            let items: Vec<Value> =
                items.into_iter().map(|(key, texts)| json!({ key: texts, "none": {} })).collect();
            let mut written = Vec::new();
            let mut list = List::new(&mut written);
            items.iter().for_each(|item| list.put(item).expect("it is written"));
            list.end().expect("it is written");
            prop_assert_eq!(String::from_utf8(written).expect("text"), document(&items).results);
        }
    }
}
