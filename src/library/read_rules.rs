//! `exercises/rules.toml`, and the person's own beside it, into [`RuleBook`].
//!
//! Ours has every number, with what it says and where it comes from. The person's own names only
//! what differs; what is looser there says who agreed to it.

use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;

use super::form::{Form, SpannedValue};
use super::ids::not_among;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;
use crate::domain::programme::rule_book::{
    AgreedNumber, RuleBook, RuleNumber, RuleSource, RuleSources, Stricter, Unit,
};

const GROUP: &str = "each number stands below a line [rule.NAME], such as [rule.flare-rise]";
const SAYS: &str = "it says in a line what the number means";
const AGREED: &str =
    "a number that is looser than ours needs agreed_by and agreed_on: who agreed, and when";

/// Reads our own file: every number. What they say is long, wanted by few, and read by
/// [`sources`].
pub(super) fn shipped(file: &SourceFile) -> Result<RuleBook, Vec<Problem>> {
    read(file, RuleBook::blank(), true, |number, form, book| {
        let value = value(number, form);
        form.leave("says");
        form.leave("source");
        book.set(number.id, value.unwrap_or_default());
    })
}

/// Reads what each number of our own file says, and where it comes from.
pub(super) fn sources(file: &SourceFile) -> Result<RuleSources, Vec<Problem>> {
    read(file, RuleSources::new(), true, |number, form, sources| {
        form.leave("value");
        let source = RuleSource { says: form.text("says", SAYS), source: form.evidence("source") };
        sources.insert(number.id.to_owned(), source);
    })
}

/// Reads the person's file on top of ours.
pub(super) fn own(file: &SourceFile, ours: &RuleBook) -> Result<RuleBook, Vec<Problem>> {
    read(file, ours.clone(), false, |number, form, book| own_number(number, form, ours, book))
}

/// Reads a file into `read`, each number by `number`. One that `is_ours` has to have all of them.
fn read<T>(
    file: &SourceFile,
    mut read: T,
    is_ours: bool,
    number: impl Fn(&'static RuleNumber, &Form<'_>, &mut T),
) -> Result<T, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the rules");
    if let Some(rules) = form.group("rule", "the rules", GROUP) {
        for (id, span, fields) in rules.entries() {
            let Some(form) = rules.group_value(&id, fields, "a rule", GROUP) else { continue };
            match RuleBook::number(&id) {
                Some(one) => {
                    number(one, &form, &mut read);
                    form.done();
                }
                None => {
                    let known = RuleBook::NUMBERS.iter().map(|number| number.id).collect();
                    let right = not_among(&id, &known, "exercises/rules.toml has them all");
                    form.add_at(span, format!("“{}” is no rule", shown(&id)), right);
                }
            }
        }
        // Ours has to be whole: what is missing would be 0.
        let all = RuleBook::NUMBERS.iter().filter(|number| !rules.contains(number.id));
        for missing in all.filter(|_| is_ours) {
            rules.add("", format!("[rule.{}] is missing", missing.id), GROUP);
        }
    }
    form.done();
    notes.finish(read)
}

/// Reads one number of the person's own into the book.
fn own_number(number: &'static RuleNumber, form: &Form<'_>, ours: &RuleBook, book: &mut RuleBook) {
    let value = value(number, form);
    let by = form.text_maybe("agreed_by", "it is who agreed");
    let on = form.text_maybe("agreed_on", "it is a day, such as \"2026-11-20\"");
    // Whoever copies ours to change a number in it keeps its lines.
    form.text_maybe("says", SAYS);
    form.text_maybe("source", "it says where the number comes from");
    let (Some(value), Some(now)) = (value, ours.get(number.id)) else { return };
    if number.is_looser(value, now) {
        if number.stricter == Stricter::Fixed {
            form.add(
                "value",
                format!("{} is a matter of danger", number.id),
                format!("it stays {}", in_file(number, now)),
            );
            return;
        }
        if !form.contains("agreed_by") || !form.contains("agreed_on") {
            let (now, unit) = (in_file(number, now), unit_word(number));
            let what = format!("{} is looser than ours, {now}{unit}", number.id);
            form.add("value", what, AGREED);
        }
        // What is there and cannot be read has been told.
        let (Some(by), Some(on)) = (by, on) else { return };
        if on.parse::<chrono::NaiveDate>().is_err() {
            form.add("agreed_on", "agreed_on is no day", "it is a day, such as \"2026-11-20\"");
        }
        book.agreed.push(AgreedNumber { id: number.id, by });
    }
    book.set(number.id, value);
}

/// A number's value, in the kept unit.
fn value(number: &'static RuleNumber, form: &Form<'_>) -> Option<i64> {
    form.require("value", Right(number));
    let read = form.decimal_maybe("value", range(number), Right(number))?;
    kept(number, read, form, "value")
}

/// The value of a number that a condition sets under its own name, in the kept unit. It is held
/// against `ours` where those are given: a condition only makes a number stricter.
pub(super) fn entry(
    form: &Form<'_>,
    number: &'static RuleNumber,
    value: SpannedValue<'_>,
    ours: Option<&RuleBook>,
) -> Option<i64> {
    let id = number.id;
    let read = form.entry_decimal(id, value, range(number), Right(number))?;
    let kept = kept(number, read, form, id)?;
    if let Some(now) = ours.and_then(|ours| ours.get(id)).filter(|now| number.is_looser(kept, *now))
    {
        let bound = if number.stricter == Stricter::Lower { "at most" } else { "at least" };
        let ours = format!("{}{}", in_file(number, now), unit_word(number));
        let right = format!("a condition can only make it stricter: {bound} {ours}");
        let what = format!("{id} is looser than ours, {ours}");
        form.add(id, what, right);
        return None;
    }
    Some(kept)
}

/// What a number may be, as files write it.
fn range(number: &RuleNumber) -> RangeInclusive<f64> {
    let scale = number.unit.scale() as f64;
    *number.range.start() as f64 / scale..=*number.range.end() as f64 / scale
}

/// A value as it is kept, where it has no more decimals than that.
fn kept(number: &'static RuleNumber, read: f64, form: &Form<'_>, field: &str) -> Option<i64> {
    let kept = read * number.unit.scale() as f64;
    // What is more exact than that would be cut off without a word.
    if (kept - kept.round()).abs() > 1e-6 {
        let whole = if number.unit == Unit::Points { "" } else { ", a whole number" };
        let right = format!("{}{whole}", Right(number));
        form.add(field, format!("{field} is {read}"), right);
        return None;
    }
    Some(kept.round() as i64)
}

/// What a number may be, `it is 0.5 to 5 points`, put into words only when something is wrong.
#[derive(Clone, Copy)]
struct Right(&'static RuleNumber);

impl Display for Right {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(number) = *self;
        let [from, to] =
            [number.range.start(), number.range.end()].map(|end| in_file(number, *end));
        let more = match number.unit {
            Unit::Points => ", with at most one decimal",
            Unit::Hour => ", an hour of the day",
            _ => "",
        };
        write!(f, "it is {from} to {to}{}{more}", unit_word(number))
    }
}

/// The word after a value, with its space; empty where there is none.
pub(super) fn unit_word(number: &RuleNumber) -> &'static str {
    match number.unit {
        Unit::Points => " points",
        Unit::Days => " days",
        Unit::Minutes => " minutes",
        Unit::Percent => " percent",
        Unit::Hour | Unit::Count => "",
    }
}

/// A value of the kept unit as files write it.
pub(super) fn in_file(number: &RuleNumber, value: i64) -> String {
    match number.unit {
        Unit::Points if value % 10 != 0 => format!("{}.{}", value / 10, value % 10),
        unit => (value / unit.scale()).to_string(),
    }
}
