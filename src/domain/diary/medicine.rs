//! Medicines as they were taken: read from one line, and kept apart as name, amount and unit.

use std::fmt;

use crate::domain::text::suggest;

/// What amounts are counted in: how each is kept, how several are shown, and how else people write
/// it.
const UNITS: [(&str, &str, &[&str]); 12] = [
    ("mg", "mg", &["milligram", "milligrams"]),
    ("g", "g", &["gram", "grams"]),
    ("µg", "µg", &["μg", "mcg", "ug", "microgram", "micrograms"]),
    ("ml", "ml", &["millilitre", "millilitres", "milliliter", "milliliters"]),
    ("iu", "iu", &["ie", "units", "unit"]),
    ("tablet", "tablets", &["tab", "tabs", "pill", "pills"]),
    ("capsule", "capsules", &["cap", "caps"]),
    ("drop", "drops", &[]),
    ("puff", "puffs", &[]),
    ("patch", "patches", &[]),
    ("sachet", "sachets", &[]),
    ("suppository", "suppositories", &[]),
];

/// The longest name, in characters.
const NAME_MAX: usize = 60;

/// The largest amount, in any unit: beyond it there is a slip of the fingers.
const AMOUNT_MAX: f64 = 1_000_000.0;

/// One medicine, taken once.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Its name in the person's words, in lower case.
    pub medicine: String,
    /// How much, above 0, when it was said.
    pub amount: Option<f64>,
    /// What the amount is counted in: a word of the list above.
    pub unit: Option<String>,
}

impl Intake {
    /// Reads `ibuprofen`, `ibuprofen 400 mg`, `Ibuprofen 400mg`, `ibuprofen:400mg` or `ibuprofen 2
    /// tablets`. An amount without a unit is left without one: the diary may know what this
    /// medicine is counted in.
    ///
    /// # Errors
    /// A sentence that says how a medicine is written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let kept =
            text.replace(':', " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let words: Vec<&str> = kept.split(' ').collect();
        let (name, amount, unit) = match words.as_slice() {
            [name @ .., number, unit]
                if starts_with_digit(number) && !starts_with_digit(unit) && !name.is_empty() =>
            {
                (name, Some(*number), Some(*unit))
            }
            [name @ .., last] if starts_with_digit(last) && !name.is_empty() => {
                let unit =
                    last.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
                (name, last.strip_suffix(unit), Some(unit).filter(|unit| !unit.is_empty()))
            }
            name => (name, None, None),
        };
        let medicine = self::name(&name.join(" "))?;
        let unit = unit.map(self::unit).transpose()?;
        Ok(Self { medicine, amount: amount.map(self::amount).transpose()?, unit })
    }
}

impl Intake {
    /// The same without a blank: `ibuprofen:400mg`.
    pub fn in_one_word(&self) -> String {
        let amount = self.amount.map_or(String::new(), |amount| format!(":{amount}"));
        format!(
            "{}{amount}{}",
            self.medicine.replace(' ', ":"),
            self.unit.as_deref().unwrap_or_default()
        )
    }
}

impl fmt::Display for Intake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.medicine)?;
        self.amount.map_or(Ok(()), |amount| write!(f, " {amount}"))?;
        let Some(unit) = &self.unit else { return Ok(()) };
        let several =
            UNITS.iter().find(|(one, ..)| one == unit).filter(|_| self.amount != Some(1.0));
        write!(f, " {}", several.map_or(unit.as_str(), |(_, several, _)| several))
    }
}

/// Whether a word begins like an amount.
fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',')
}

/// Whether a text is digits, and at least one.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name of a medicine, in lower case already.
fn name(text: &str) -> Result<String, String> {
    if text.is_empty() || starts_with_digit(text) {
        return Err("a medicine begins with its name: ibuprofen 400 mg".to_owned());
    }
    if text.split(' ').any(|word| word.starts_with('-')) {
        return Err(
            "an amount is a number above 0, and a name has hyphens only within: ibuprofen 400 mg"
                .to_owned(),
        );
    }
    if text.chars().count() > NAME_MAX {
        return Err(format!("the name of a medicine has up to {NAME_MAX} letters"));
    }
    if text.chars().any(|c| !(c.is_alphanumeric() || " -'’/+&.()".contains(c))) {
        Err("the name of a medicine is letters, digits and hyphens: ibuprofen 400 mg".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// An amount with up to three decimals.
fn amount(text: &str) -> Result<f64, String> {
    const FORM: &str = "an amount is a number above 0, such as 400 or 2.5";
    let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(decimals) || decimals.len() > 3 {
        return Err(FORM.to_owned());
    }
    if text.contains(',') && decimals.len() == 3 {
        let fraction = format!("{whole}.{decimals}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        return Err(format!(
            "“{text}” could be a thousand or a fraction; write {whole}{decimals} or {fraction}"
        ));
    }
    let amount: f64 = format!("{whole}.{decimals}").parse().map_err(|_| FORM.to_owned())?;
    if amount > 0.0 && amount <= AMOUNT_MAX { Ok(amount) } else { Err(FORM.to_owned()) }
}

/// A unit as it is kept.
fn unit(text: &str) -> Result<String, String> {
    let known = UNITS
        .iter()
        .find(|(one, several, others)| *one == text || *several == text || others.contains(&text));
    known.map(|(one, ..)| (*one).to_owned()).ok_or_else(|| {
        let near = suggest::closest(text, UNITS.iter().map(|(one, ..)| *one));
        let choices =
            if near.is_empty() { UNITS.map(|(one, ..)| one).join(", ") } else { near.join(" or ") };
        format!("supple knows no unit “{text}”; try {choices}")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What was read, as it is shown.
    fn read(text: &str) -> Result<String, String> {
        Intake::parse(text).map(|intake| intake.to_string())
    }

    #[test]
    fn a_medicine_is_read_as_people_write_it() {
        for (text, shown) in [
            ("ibuprofen", "ibuprofen"),
            ("  Ibuprofen   400 mg ", "ibuprofen 400 mg"),
            ("ibuprofen 400mg", "ibuprofen 400 mg"),
            ("ibuprofen 400", "ibuprofen 400"),
            ("Ibuprofen:400mg", "ibuprofen 400 mg"),
            ("voltaren:gel", "voltaren gel"),
            ("paracetamol 0,5 g", "paracetamol 0.5 g"),
            ("vitamin b12 1000 mcg", "vitamin b12 1000 µg"),
            ("vitamin d3 1000 IE", "vitamin d3 1000 iu"),
            ("vitamin b12", "vitamin b12"),
            ("co-codamol 8/500 2 tablets", "co-codamol 8/500 2 tablets"),
            ("co-codamol 8/500 1 tab", "co-codamol 8/500 1 tablet"),
            ("voltaren gel", "voltaren gel"),
            ("salbutamol 2 puff", "salbutamol 2 puffs"),
        ] {
            assert_eq!(read(text), Ok(shown.to_owned()), "{text}");
        }
        let intake = Intake::parse("ibuprofen 400 mg").expect("it reads");
        assert_eq!((intake.amount, intake.unit.as_deref()), (Some(400.0), Some("mg")));
    }

    #[test]
    fn a_medicine_that_is_none_says_how_it_is_written() {
        for (text, said) in [
            ("", "begins with its name"),
            ("400 mg ibuprofen", "begins with its name"),
            ("400mg", "begins with its name"),
            ("ibuprofen 0 mg", "above 0"),
            ("ibuprofen:-5mg", "above 0"),
            ("ibuprofen - 5 mg", "above 0"),
            ("ibuprofen 4x0 mg", "above 0"),
            ("ibuprofen 400 mgg", "try mg"),
            ("ibuprofen 400mgg", "try mg"),
            ("ibuprofen 400 bananas", "try mg, g"),
            ("ibuprofen 1,000 mg", "1000 or 1"),
            ("ibuprofen 1.2345 mg", "above 0"),
            ("ibuprofen 99999999 mg", "above 0"),
            ("ibuprofen\u{1b}[31m", "letters, digits"),
            (&"x".repeat(61), "60 letters"),
        ] {
            assert!(read(text).expect_err(text).contains(said), "{text}: {:?}", read(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(text in "[a-zA-Z0-9 .,µ/-]{0,40}") {
            if let Ok(intake) = Intake::parse(&text) {
                prop_assert_eq!(Intake::parse(&intake.in_one_word()), Ok(intake.clone()));
                prop_assert_eq!(Intake::parse(&intake.to_string()), Ok(intake));
            }
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Intake::parse(&text);
        }
    }
}
