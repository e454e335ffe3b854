//! What stands in a file: names with their values, each with its place in the text.
//!
//! Knows how TOML writes them; knows nothing of what they are for.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The fields of a file, or of a heading in it, in the order of their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields<'a>(pub(super) Vec<Field<'a>>);

/// A name and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field<'a> {
    /// What it is called.
    pub name: Cow<'a, str>,
    /// Where the name stands.
    pub named_at: Range<usize>,
    /// What stands behind it.
    pub value: Placed<'a>,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<'a> {
    /// Where it stands, with what stands around it: the quotes of a text are part of it.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value<'a>,
}

/// What a field can be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    /// A text, without its quotes.
    Text(Cow<'a, str>),
    /// A whole number: its digits, and what they count to.
    Whole(Cow<'a, str>, u32),
    /// A number with a point or an exponent, as it is written.
    Decimal(Cow<'a, str>),
    /// Yes or no.
    Flag(bool),
    /// A day or a time, as it is written.
    Moment(Cow<'a, str>),
    /// Values between brackets, or groups under one heading.
    List(Vec<Placed<'a>>),
    /// Fields of their own.
    Group(Fields<'a>),
}

impl<'a> Fields<'a> {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// Where it is not TOML, in the words of the parser.
    pub fn parse(text: &'a str) -> Result<Self, toml::de::Error> {
        DeTable::parse(text).map(|fields| Self::of(fields.into_inner()))
    }

    fn of(fields: DeTable<'a>) -> Self {
        let fields = fields.into_iter().map(|(name, value)| Field {
            named_at: name.span(),
            name: name.into_inner(),
            value: Placed::of(value),
        });
        Self(fields.collect())
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&Field<'a>> {
        // There are few, so they are looked through in turn.
        self.0.iter().find(|field| field.name == name)
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Placed<'a>> {
        self.field(name).map(|field| &field.value)
    }

    /// Whether there is a field of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.field(name).is_some()
    }
}

impl<'a> Placed<'a> {
    fn of(value: Spanned<DeValue<'a>>) -> Self {
        let span = value.span();
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text),
            DeValue::Integer(number) => {
                Value::Whole(Cow::Owned(number.as_str().to_owned()), number.radix())
            }
            DeValue::Float(number) => Value::Decimal(Cow::Owned(number.as_str().to_owned())),
            DeValue::Boolean(flag) => Value::Flag(flag),
            DeValue::Datetime(moment) => Value::Moment(Cow::Owned(moment.to_string())),
            DeValue::Array(items) => Value::List(items.into_iter().map(Self::of).collect()),
            DeValue::Table(fields) => Value::Group(Fields::of(fields)),
        };
        Self { span, value }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, where it is a list.
    pub fn items(&self) -> Option<&[Placed<'a>]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The fields, where it is a group.
    pub fn fields(&self) -> Option<&Fields<'a>> {
        match &self.value {
            Value::Group(fields) => Some(fields),
            _ => None,
        }
    }
}
