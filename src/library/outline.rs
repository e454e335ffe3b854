//! Where the values of a shipped file stand in its text, worked out when the program is built, so
//! that nobody waits for it to be read letter by letter.
//!
//! An outline says what [`Fields::parse`] finds, and of most values only the place. The program is
//! built with this file: what [`write()`] made then, [`read`] takes. It knows bytes, and nothing of
//! what the fields are for.

use std::borrow::Cow;
use std::ops::Range;

use super::fields::{Field, Fields, Placed, Value};

// What a value is. A text or a number stands in the file at its place; one that is written there in
// another way, with escapes or underscores, stands in the outline as well.
const TEXT: usize = 0;
const TEXT_HERE: usize = 1;
const WHOLE: usize = 2;
const WHOLE_HERE: usize = 3;
const DECIMAL: usize = 4;
const DECIMAL_HERE: usize = 5;
const NO: usize = 6;
const YES: usize = 7;
const MOMENT_HERE: usize = 8;
const LIST: usize = 9;
const GROUP: usize = 10;
const KINDS: usize = 16;

/// What a number counts to where nothing else is said.
const TEN: u32 = 10;

/// The outline of a file whose text and fields these are.
#[cfg_attr(not(test), allow(dead_code, reason = "what builds the program writes them"))]
pub(super) fn write(text: &str, fields: &Fields<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    Writer { text, out: &mut out }.fields(fields);
    out
}

/// The fields of a text by its outline; `None` where the two do not belong together.
pub(super) fn read<'a>(text: &'a str, outline: &'a [u8]) -> Option<Fields<'a>> {
    Reader { text, rest: outline }.fields()
}

#[cfg_attr(not(test), allow(dead_code, reason = "what builds the program writes them"))]
struct Writer<'t> {
    text: &'t str,
    out: &'t mut Vec<u8>,
}

#[cfg_attr(not(test), allow(dead_code, reason = "what builds the program writes them"))]
impl Writer<'_> {
    /// A number, seven bits a byte, the low ones first; the high bit says that more follow.
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.out.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.out.push(number as u8);
    }

    fn span(&mut self, span: &Range<usize>) {
        self.number(span.start);
        self.number(span.len());
    }

    fn here(&mut self, text: &str) {
        self.number(text.len());
        self.out.extend(text.as_bytes());
    }

    fn fields(&mut self, fields: &Fields<'_>) {
        self.number(fields.0.len());
        for Field { name, named_at, value } in &fields.0 {
            let is_there = self.text.get(named_at.clone()) == Some(name);
            self.number(usize::from(is_there));
            self.span(named_at);
            if !is_there {
                self.here(name);
            }
            self.placed(value);
        }
    }

    fn placed(&mut self, Placed { span, value }: &Placed<'_>) {
        let there = self.text.get(span.clone());
        let kind = match value {
            Value::Text(text) if quoted(self.text, span) == Some(text) => TEXT,
            Value::Text(_) => TEXT_HERE,
            Value::Whole(digits, TEN) if there == Some(digits) => WHOLE,
            Value::Whole(..) => WHOLE_HERE,
            Value::Decimal(digits) if there == Some(digits) => DECIMAL,
            Value::Decimal(_) => DECIMAL_HERE,
            Value::Flag(false) => NO,
            Value::Flag(true) => YES,
            Value::Moment(_) => MOMENT_HERE,
            Value::List(_) => LIST,
            Value::Group(_) => GROUP,
        };
        self.number(span.len() * KINDS + kind);
        self.number(span.start);
        match value {
            Value::Text(text) | Value::Decimal(text)
                if [TEXT_HERE, DECIMAL_HERE].contains(&kind) =>
            {
                self.here(text);
            }
            Value::Whole(digits, radix) if kind == WHOLE_HERE => {
                self.number(*radix as usize);
                self.here(digits);
            }
            Value::Moment(moment) => self.here(moment),
            Value::List(items) => {
                self.number(items.len());
                items.iter().for_each(|item| self.placed(item));
            }
            Value::Group(fields) => self.fields(fields),
            _ => {}
        }
    }
}

/// What stands between the quotes of a place.
fn quoted<'a>(text: &'a str, span: &Range<usize>) -> Option<&'a str> {
    text.get(span.start + 1..span.end.checked_sub(1)?)
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        // Most are small.
        if let [byte @ 0..0x80, rest @ ..] = self.rest {
            self.rest = rest;
            return Some(usize::from(*byte));
        }
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn here(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    fn fields(&mut self) -> Option<Fields<'a>> {
        self.each(|reader| {
            let is_there = reader.number()? == 1;
            let start = reader.number()?;
            let named_at = start..start.checked_add(reader.number()?)?;
            let name = if is_there { reader.text.get(named_at.clone())? } else { reader.here()? };
            Some(Field { name: Cow::Borrowed(name), named_at, value: reader.placed()? })
        })
        .map(Fields)
    }

    /// As many things as the next number says.
    fn each<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Room is made once. Each takes a byte at least, whatever a number says that is none.
        let mut things = Vec::with_capacity(count.min(self.rest.len()));
        for _ in 0..count {
            things.push(read(self)?);
        }
        Some(things)
    }

    fn placed(&mut self) -> Option<Placed<'a>> {
        let first = self.number()?;
        let (length, kind) = (first / KINDS, first % KINDS);
        let start = self.number()?;
        let span = start..start.checked_add(length)?;
        let value = match kind {
            TEXT => Value::Text(Cow::Borrowed(quoted(self.text, &span)?)),
            TEXT_HERE => Value::Text(Cow::Borrowed(self.here()?)),
            WHOLE => Value::Whole(Cow::Borrowed(self.text.get(span.clone())?), TEN),
            WHOLE_HERE => {
                let radix = u32::try_from(self.number()?).ok()?;
                Value::Whole(Cow::Borrowed(self.here()?), radix)
            }
            DECIMAL => Value::Decimal(Cow::Borrowed(self.text.get(span.clone())?)),
            DECIMAL_HERE => Value::Decimal(Cow::Borrowed(self.here()?)),
            NO => Value::Flag(false),
            YES => Value::Flag(true),
            MOMENT_HERE => Value::Moment(Cow::Borrowed(self.here()?)),
            LIST => Value::List(self.each(Self::placed)?),
            GROUP => Value::Group(self.fields()?),
            _ => return None,
        };
        Some(Placed { span, value })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every way of writing a value.
    fn value() -> impl Strategy<Value = String> {
        let simple = prop_oneof![
            "\"[a-z é<]{0,9}\"",
            "\"[a-z]{0,3}\\\\n[a-z]{0,3}\"",
            "'[a-z\\\\]{0,4}'",
            Just("\"\"\"\nlong\n\"\"\"".to_owned()),
            "[1-9][0-9]{0,5}",
            "[-+][1-9]",
            Just("1_000".to_owned()),
            Just("0xff".to_owned()),
            "[0-9]\\.[0-9]{1,3}",
            Just("1_0.5e3".to_owned()),
            Just("true".to_owned()),
            Just("false".to_owned()),
            Just("2026-11-20".to_owned()),
        ];
        simple.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4)
                    .prop_map(|items| format!("[{}]", items.join(", "))),
                prop::collection::vec(inner, 0..3).prop_map(|items| {
                    let fields = items.iter().enumerate().map(|(n, item)| format!("f{n} = {item}"));
                    format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
                }),
            ]
        })
    }

    proptest! {
        /// What the outline says is what stands in the file.
        #[test]
        fn an_outline_says_what_stands_in_the_text(
            values in prop::collection::vec(value(), 0..6),
        ) {
            let line = |(n, value): (usize, &String)| match n % 3 {
                0 => format!("a{n} = {value}\n"),
                1 => format!("\"b {n}\" = {value}\n"),
                _ => format!("[g{n}.sub]\nx = {value}\n[[l]]\ny = {value}\n[g{n}]\n"),
            };
            let text: String = values.iter().enumerate().map(line).collect();
            let Ok(fields) = Fields::parse(&text) else { return Err(TestCaseError::reject(text)) };
            let outline = write(&text, &fields);
            prop_assert_eq!(read(&text, &outline), Some(fields));
        }

        /// Bytes that are no outline are never taken for more than nothing, and never a panic.
        #[test]
        fn other_bytes_do_no_harm(text in "[a-z=é \"]{0,20}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = read(&text, &bytes);
        }
    }
}
