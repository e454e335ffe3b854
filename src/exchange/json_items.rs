//! The items of a file of JSON, one after the other: those of a list, of a list that one key of an
//! object has, or of objects that stand one below the other.
//!
//! Only one item is in memory at a time, and none may be larger than any app writes one.

use std::io::BufRead;

use serde_json::Value;

use super::records::Problem;

/// The most bytes of an item.
const ITEM_MAX: usize = 4 << 20;

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Between values that stand one below the other.
    Nothing,
    /// In a list; whether it is a value of an object.
    List { of_object: bool },
    /// In an object of which the wanted list has been read.
    Object,
}

/// Reads a file of JSON item by item.
pub struct Items<R> {
    from: R,
    /// The key of the object whose list has the items.
    key: &'static str,
    inside: Inside,
    line: usize,
    is_first: bool,
}

impl<R: BufRead> Items<R> {
    /// Reads the items of a list, or of the list that `key` of an object is.
    pub fn new(from: R, key: &'static str) -> Self {
        Self { from, key, inside: Inside::Nothing, line: 1, is_first: true }
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn next_item(&mut self) -> Result<Option<Value>, Problem> {
        if self.is_first {
            self.is_first = false;
            for byte in *b"\xef\xbb\xbf" {
                if self.peek()? == Some(byte) {
                    self.skip_byte();
                }
            }
        }
        loop {
            let next = self.significant()?;
            match (self.inside, next) {
                (Inside::Nothing, None) => return Ok(None),
                (_, None) => return Err(self.problem("it ends in the middle")),
                (Inside::Nothing, Some(b'[')) => {
                    self.skip_byte();
                    self.inside = Inside::List { of_object: false };
                }
                (Inside::Nothing, Some(b'{')) => {
                    if let Some(item) = self.object()? {
                        return Ok(Some(item));
                    }
                }
                (Inside::List { of_object }, Some(b']')) => {
                    self.skip_byte();
                    self.inside = if of_object { Inside::Object } else { Inside::Nothing };
                }
                (Inside::List { .. }, Some(b',')) => self.skip_byte(),
                (Inside::List { .. }, Some(_)) => {
                    let mut bytes = Vec::new();
                    self.value(&mut bytes)?;
                    return self.parsed(&bytes).map(Some);
                }
                // What stands behind the list belongs to no item.
                (Inside::Object, Some(b'}')) => {
                    self.skip_byte();
                    self.inside = Inside::Nothing;
                }
                (Inside::Object, Some(b',' | b':')) => self.skip_byte(),
                (Inside::Object, Some(_)) => self.value(&mut Vec::new())?,
                (Inside::Nothing, Some(_)) => return Err(self.problem("it is no JSON")),
            }
        }
    }

    /// Reads an object up to the list that is wanted, and then returns nothing; or all of it, where
    /// it has none, and is an item by itself.
    fn object(&mut self) -> Result<Option<Value>, Problem> {
        let mut bytes = vec![b'{'];
        self.skip_byte();
        loop {
            let Some(next) = self.significant()? else {
                return Err(self.problem("it ends in the middle"));
            };
            match next {
                b'}' => {
                    self.skip_byte();
                    bytes.push(b'}');
                    return self.parsed(&bytes).map(Some);
                }
                b',' => {
                    self.skip_byte();
                    bytes.push(b',');
                    continue;
                }
                b'"' => {}
                _ => return Err(self.problem("it is no JSON")),
            }
            let mut key = Vec::new();
            self.value(&mut key)?;
            if self.significant()? != Some(b':') {
                return Err(self.problem("it is no JSON"));
            }
            self.skip_byte();
            let is_wanted = self.parsed(&key)?.as_str() == Some(self.key);
            if is_wanted && self.significant()? == Some(b'[') {
                self.skip_byte();
                self.inside = Inside::List { of_object: true };
                return Ok(None);
            }
            bytes.extend_from_slice(&key);
            bytes.push(b':');
            self.value(&mut bytes)?;
        }
    }

    /// Adds the bytes of the value that begins here.
    fn value(&mut self, bytes: &mut Vec<u8>) -> Result<(), Problem> {
        let begun = bytes.len();
        let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
        while let Some(byte) = if bytes.len() == begun { self.significant()? } else { self.peek()? }
        {
            let is_end = matches!(byte, b',' | b']' | b'}' | b':') || byte.is_ascii_whitespace();
            if depth == 0 && !is_text && bytes.len() > begun && is_end {
                return Ok(());
            }
            if bytes.len() - begun > ITEM_MAX {
                return Err(self.problem("an item in it is larger than any app writes one"));
            }
            bytes.push(byte);
            self.skip_byte();
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if is_text => is_escaped = true,
                b'"' => is_text = !is_text,
                b'[' | b'{' if !is_text => depth += 1,
                b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !is_text && matches!(byte, b'"' | b']' | b'}') {
                return Ok(());
            }
        }
        if depth > 0 || is_text { Err(self.problem("it ends in the middle")) } else { Ok(()) }
    }

    /// Bytes as JSON. serde_json stops at a depth that would cost the stack.
    fn parsed(&self, bytes: &[u8]) -> Result<Value, Problem> {
        serde_json::from_slice(bytes)
            .map_err(|error| self.problem(&format!("it is no JSON ({error})")))
    }

    /// The next byte that is no blank, left there.
    fn significant(&mut self) -> Result<Option<u8>, Problem> {
        while self.peek()?.is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.skip_byte();
        }
        self.peek()
    }

    /// The next byte, left there.
    fn peek(&mut self) -> Result<Option<u8>, Problem> {
        let line = self.line;
        let buffer = self.from.fill_buf();
        let buffer = buffer.map_err(|error| (line, format!("it does not read ({error})")))?;
        Ok(buffer.first().copied())
    }

    /// Takes the byte that was looked at.
    fn skip_byte(&mut self) {
        let is_line = self.from.fill_buf().is_ok_and(|buffer| buffer.first() == Some(&b'\n'));
        self.line += usize::from(is_line);
        self.from.consume(1);
    }

    /// What is wrong, and where.
    fn problem(&self, why: &str) -> Problem {
        (self.line, why.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// All items, or what is wrong.
    fn read(text: &[u8]) -> Result<Vec<Value>, Problem> {
        let mut items = Items::new(text, "entry");
        let mut found = Vec::new();
        while let Some(item) = items.next_item()? {
            found.push(item);
        }
        Ok(found)
    }

    #[test]
    fn items_are_found_wherever_they_stand() {
        for (text, found) in [
            ("", json!([])),
            ("\u{feff}[{\"a\":[1,\"]\"]}, 2 ,\n\"x\\\"]\"]", json!([{"a": [1, "]"]}, 2, "x\"]"])),
            ("{\"entry\":[{\"a\":1}],\"z\":{\"entry\":[9]}}", json!([{"a": 1}])),
            ("{\"a\":{\"entry\":[9]},\"entry\":[]}\n", json!([])),
            ("{\"a\":1}\n{\"b\":[2]}\n", json!([{"a": 1}, {"b": [2]}])),
            ("{ }", json!([{}])),
        ] {
            assert_eq!(read(text.as_bytes()).map(Value::from), Ok(found), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_says_where() {
        for (text, line) in [
            ("[1,\n{\"a\"", 2),
            ("{\"entry\":[{}\n", 2),
            ("x", 1),
            ("{\"a\" 1}", 1),
            ("[{\"a\":}]", 1),
        ] {
            assert_eq!(read(text.as_bytes()).expect_err(text).0, line, "{text}");
        }
        assert!(read(format!("[{}", "[".repeat(100_000)).as_bytes()).is_err());
        let large = format!("[\"{}\"]", "x".repeat(ITEM_MAX + 10));
        assert!(read(large.as_bytes()).expect_err("too large").1.contains("larger"));
    }

    proptest! {
        #[test]
        fn no_text_panics_or_never_ends(text in "[\\[\\]{}\",: \\\\a1\n]{0,40}") {
            let _ = read(text.as_bytes());
        }

        #[test]
        fn a_list_gives_its_items(items in prop::collection::vec("\\PC{0,8}", 0..6)) {
            let list: Vec<Value> = items.iter().map(|text| json!({ "x": text, "y": [text] })).collect();
            prop_assert_eq!(read(Value::from(list.clone()).to_string().as_bytes()), Ok(list.clone()));
            let pretty = serde_json::to_vec_pretty(&json!({ "a": "[", "entry": list })).expect("JSON");
            prop_assert_eq!(read(&pretty), Ok(list));
        }
    }
}
