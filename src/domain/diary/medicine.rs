//! Medicines as they were taken: read from one line, and kept apart as name, amount and unit.

mod reading;
mod unit;

pub use crate::domain::text::style::Style;
pub use reading::AFTER_TOO_MUCH;
use unit::{Measure, Unit};

/// The mass at once from which it is asked whether it is meant, where the diary has none like it,
/// in micrograms: 2 g. A design choice about slips of the fingers, and no dose of anything.
const ASKED_ABOVE: f64 = 2_000_000.0;

/// The mass at once that is asked about every time, in micrograms: 30 g. A design choice, as above.
const ALWAYS_ASKED_ABOVE: f64 = 30_000_000.0;

/// How many times the most that the diary has of a medicine is asked about: a zero too many. A
/// design choice.
const ASKED_TIMES: f64 = 10.0;

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
    /// Reads `ibuprofen 400 mg`, `Ibuprofen 400mg tablets`, `2 x 400 mg ibuprofen`, `½ tablet
    /// diazepam`, `ibuprofen 2 tablets` or `ibuprofen`, and what else stands on packs. An amount
    /// without a unit is left without one: the diary may know what this medicine is counted in.
    ///
    /// # Errors
    /// A sentence that says how a medicine is written; also for what could be read in two ways.
    pub fn parse(text: &str) -> Result<Self, String> {
        let intake = Self::from(reading::read(text)?);
        // What is kept is shown, offered and typed again, so it must say the same then.
        if reading::read(&intake.typed()).map(Self::from).as_ref() == Ok(&intake) {
            Ok(intake)
        } else {
            Err("a medicine is its name and how much: ibuprofen 400 mg".to_owned())
        }
    }

    /// Its mass in micrograms; `None` where its amount is none.
    pub fn micrograms(&self) -> Option<f64> {
        let unit = Unit::from_word(self.unit.as_deref()?)?;
        match unit.measure {
            Measure::Mass(micrograms) => Some(self.amount? * micrograms),
            _ => None,
        }
    }
}

/// Why an amount may be a slip of the fingers.
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// It is far more than the diary has of this medicine, which is this at most.
    FarAbove(Intake),
    /// It is more than most things that are taken at once, and the diary has none of it.
    Large,
}

impl Intake {
    /// Why its amount may be a slip of the fingers, by what was `taken` before; `None` where it is
    /// like any other.
    pub fn doubt(&self, taken: &[Self]) -> Option<Doubt> {
        let of_it = || taken.iter().filter(|each| each.medicine == self.medicine);
        // A slip that was kept makes the next one no more usual.
        let is_usual = |each: &&Self| {
            !of_it().any(|other| each.times(other).is_some_and(|times| times >= ASKED_TIMES))
        };
        let most = of_it()
            .filter(is_usual)
            .filter_map(|each| Some((self.times(each)?, each)))
            .min_by(|(one, _), (other, _)| one.total_cmp(other));
        let is_large = self.micrograms().is_some_and(|mass| mass > ASKED_ABOVE);
        match most {
            Some((times, most)) if times >= ASKED_TIMES || (is_large && times > 2.0) => {
                Some(Doubt::FarAbove(most.clone()))
            }
            None if is_large => Some(Doubt::Large),
            _ if self.micrograms().is_some_and(|mass| mass > ALWAYS_ASKED_ABOVE) => {
                Some(Doubt::Large)
            }
            _ => None,
        }
    }

    /// How many times as much it is as another; `None` where the two have no measure in common.
    fn times(&self, other: &Self) -> Option<f64> {
        match (self.micrograms(), other.micrograms()) {
            (Some(mass), Some(other)) => Some(mass / other),
            _ if self.unit == other.unit => Some(self.amount? / other.amount?),
            _ => None,
        }
    }
}

/// Amounts of one medicine that are far from its other amounts, or large where there are none, each
/// once: what whoever reads of them should not take for granted.
pub fn unusual<'i>(taken: &[&'i Intake]) -> Vec<&'i Intake> {
    let mut amounts: Vec<&Intake> = Vec::new();
    for intake in taken {
        if !amounts.contains(intake) {
            amounts.push(intake);
        }
    }
    let is_unusual = |intake: &&Intake| {
        let mut others: Vec<Intake> =
            amounts.iter().filter(|other| *other != intake).map(|other| (*other).clone()).collect();
        // What is always taken in the same amount is how this medicine is taken.
        if others.is_empty() && taken.len() > 1 {
            others.push((*intake).clone());
        }
        intake.doubt(&others).is_some()
    };
    amounts.iter().copied().filter(is_unusual).collect()
}

impl From<reading::Reading> for Intake {
    fn from(read: reading::Reading) -> Self {
        Self { medicine: read.name, amount: read.amount, unit: read.unit.map(str::to_owned) }
    }
}

impl Intake {
    /// As it can be typed: with a point.
    pub fn typed(&self) -> String {
        self.in_words(Style::default())
    }

    /// As a person reads it: `ibuprofen 400 mg`, `diazepam 0.5 tablet`.
    pub fn in_words(&self, style: Style) -> String {
        let amount = self.amount.map(|amount| style.marked(shown(amount)));
        let unit = self.unit.as_deref().map(|unit| {
            let several =
                Unit::from_word(unit).filter(|_| self.amount.is_none_or(|amount| amount > 1.0));
            several.map_or(unit, |unit| unit.several).to_owned()
        });
        let words = [Some(self.medicine.clone()), amount, unit];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The same without a blank: `ibuprofen:400mg`.
    pub fn in_one_word(&self) -> String {
        let amount = self.amount.map_or(String::new(), |amount| format!(":{}", shown(amount)));
        format!(
            "{}{amount}{}",
            self.medicine.replace(' ', ":"),
            self.unit.as_deref().unwrap_or_default()
        )
    }
}

/// An amount as it is shown and can be typed: three decimals have a fourth, because `1.125` would
/// be asked about, as `1.500` may be a thousand and a half.
fn shown(amount: f64) -> String {
    let text = amount.to_string();
    match text.split_once('.') {
        Some((whole, decimals)) if decimals.len() == 3 && whole != "0" => text + "0",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What was read, as it is shown.
    fn read(text: &str) -> Result<String, String> {
        Intake::parse(text).map(|intake| intake.typed())
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
    fn what_stands_on_packs_is_read_and_what_is_said_of_it() {
        // What boxes say in Britain, Germany and France, and what people say of a box.
        for (text, shown) in [
            ("Ibuprofen 400mg tablets", "ibuprofen 400 mg"),
            ("Ibuprofen 200mg Caplets", "ibuprofen 200 mg"),
            ("Nurofen 200 mg coated tablets", "nurofen 200 mg"),
            ("Paracetamol 500mg Capsules", "paracetamol 500 mg"),
            ("Naproxen 250 mg gastro-resistant tablets", "naproxen gastro-resistant 250 mg"),
            ("Nurofen Express 400 mg liquid capsules x2", "nurofen express 800 mg"),
            ("Tilidin comp 20 gtt", "tilidin comp 20 drops"),
            ("Co-codamol 8mg/500mg tablets", "co-codamol 8/500"),
            ("Co-codamol 30/500", "co-codamol 30/500"),
            ("co-codamol 30 mg/500 mg 2 tablets", "co-codamol 30/500 2 tablets"),
            ("2 co-codamol 30/500 tablets", "co-codamol 30/500 2 tablets"),
            ("Tramadol 50 mg hard capsules", "tramadol 50 mg"),
            ("Tramadol SR 100mg", "tramadol sr 100 mg"),
            ("Tramadol 100 mg SR", "tramadol sr 100 mg"),
            ("MST 10 mg prolonged-release tablets", "mst prolonged-release 10 mg"),
            ("Fentanyl 25 micrograms/hour transdermal patch", "fentanyl 25 µg/h 1 patch"),
            ("fentanyl 25 mcg/h patch", "fentanyl 25 µg/h 1 patch"),
            ("Buprenorphine 5 µg/h 1 patch", "buprenorphine 5 µg/h 1 patch"),
            ("fentanyl 12 µg/h", "fentanyl 12 µg/h"),
            ("Lidocaine 5% medicated plaster", "lidocaine 5%"),
            ("Voltarol 1.16% gel", "voltarol 1.16% gel"),
            ("Oramorph 10 mg/5 ml 2.5 ml", "oramorph 10 mg/5 ml 2.5 ml"),
            ("Levothyroxine 50 micrograms tablets", "levothyroxine 50 µg"),
            ("Levothyroxine 50mcg", "levothyroxine 50 µg"),
            ("levothyroxine 50 μg", "levothyroxine 50 µg"),
            ("Salbutamol 100 micrograms 2 puffs", "salbutamol 200 µg"),
            ("Diazepam 2mg tablets", "diazepam 2 mg"),
            ("½ tablet diazepam", "diazepam 0.5 tablet"),
            ("diazepam 5 mg ½ tablet", "diazepam 2.5 mg"),
            ("diazepam 1½ tablets", "diazepam 1.5 tablets"),
            ("diazepam 1 1/2 tablets", "diazepam 1.5 tablets"),
            ("half a tablet of diazepam", "diazepam 0.5 tablet"),
            ("two tablets of paracetamol", "paracetamol 2 tablets"),
            ("a tablet of paracetamol", "paracetamol 1 tablet"),
            ("2 paracetamol", "paracetamol 2"),
            ("two paracetamol", "paracetamol 2"),
            ("2 paracetamol 500mg", "paracetamol 1000 mg"),
            ("ibuprofen 2 x 400 mg", "ibuprofen 800 mg"),
            ("ibuprofen 2 × 400 mg", "ibuprofen 800 mg"),
            ("ibuprofen 2×400mg", "ibuprofen 800 mg"),
            ("2x ibuprofen 400mg", "ibuprofen 800 mg"),
            ("2x400mg ibuprofen", "ibuprofen 800 mg"),
            ("2xibuprofen", "ibuprofen 2"),
            ("2xibuprofen 400mg", "ibuprofen 800 mg"),
            ("2xtablets ibuprofen", "ibuprofen 2 tablets"),
            ("ibuprofen 400 mg x 2", "ibuprofen 800 mg"),
            ("ibuprofen 400mg x2", "ibuprofen 800 mg"),
            ("ibuprofen 400 mg 2 tablets", "ibuprofen 800 mg"),
            ("400 mg ibuprofen", "ibuprofen 400 mg"),
            ("400mg ibuprofen tablets", "ibuprofen 400 mg"),
            ("Ibuflam 600 mg Filmtabletten", "ibuflam 600 mg"),
            ("Novaminsulfon 500 mg 2 Tabletten", "novaminsulfon 1000 mg"),
            ("Novaminsulfon 30 Tropfen", "novaminsulfon 30 drops"),
            ("Metamizol 1000 mg", "metamizol 1000 mg"),
            ("Metamizol 1'000 mg", "metamizol 1000 mg"),
            ("Tilidin comp 50/4 mg Retardtabletten", "tilidin comp 50/4"),
            ("Targin 10 mg/5 mg", "targin 10/5"),
            ("Paracetamol 500 mg Zäpfchen", "paracetamol 500 mg"),
            ("Diclofenac 75 mg Hartkapseln", "diclofenac 75 mg"),
            ("Vitamin D3 1000 I.E.", "vitamin d3 1000 iu"),
            ("Magnesium 400 mg 1 Beutel", "magnesium 400 mg"),
            ("Doliprane 1000 mg comprimé", "doliprane 1000 mg"),
            ("Doliprane 500 mg gélules", "doliprane 500 mg"),
            ("Dafalgan codéine 500/30 mg 2 comprimés", "dafalgan codéine 500/30 2 tablets"),
            ("Ixprim 37,5 mg/325 mg comprimé pelliculé", "ixprim 37.5/325"),
            ("Tramadol 20 gouttes", "tramadol 20 drops"),
            ("Skenan LP 10 mg gélule", "skenan lp 10 mg"),
            ("Paracetamol + Codeine 500/30 mg", "paracetamol + codeine 500/30"),
            ("Digoxin 0.125 mg", "digoxin 0.125 mg"),
            ("Digoxin 0,125 mg", "digoxin 0.125 mg"),
            ("Omega-3 1000 mg capsules", "omega-3 1000 mg"),
            ("Advil® 200 mg", "advil 200 mg"),
        ] {
            assert_eq!(read(text), Ok(shown.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_asked_about() {
        for (text, said) in [
            (
                "Ibuprofen 400mg + Paracetamol 325mg",
                "--took 'ibuprofen 400 mg' --took 'paracetamol 325 mg'",
            ),
            (
                "ibuprofen 400 mg, paracetamol 1 g",
                "--took 'ibuprofen 400 mg' --took 'paracetamol 1 g'",
            ),
            ("ibuprofen 400 mg and paracetamol 1 g", "two medicines"),
            ("ibuprofen 400 mg paracetamol 1 g", "two medicines"),
            ("ibuprofen and paracetamol", "--took 'ibuprofen' --took 'paracetamol'"),
            ("ibuprofen, paracetamol", "two medicines"),
            ("Ibuprofen 400 mg 50 Filmtabletten", "size of a pack"),
            ("Ibuprofen 400 mg 50 Filmtabletten N3", "pack"),
            ("Nurofen 200mg tablets x 16", "size of a pack"),
            ("Advil 200 mg 24 ct", "pack"),
            ("ibuprofen 400 tablets", "size of a pack"),
            ("Metamizol 1.000 mg", "write 1000 or 1"),
            ("Metamizol 1.500 mg", "write 1500 or 1.5"),
            ("Doliprane 1 500 mg", "two numbers"),
            ("ibuprofen 200-400 mg", "range; give how much you took: ibuprofen 200 mg"),
            ("tilidin 20-30 drops", "how much you took: tilidin 20 drops"),
            ("novalgin 1-0-1", "give each time by itself, when you took it: novalgin 1 tablet"),
            ("novalgin 500 mg 1-1-1-0", "in the morning, at noon, in the evening and at night"),
            ("1-0-1 novalgin", "in the morning"),
            ("diazepam ½-0-½", "in the morning"),
            ("ibuprofen 400 mg as needed", "behind the amount"),
            ("ibuprofen 400 mg 3 times a day", "no unit “times”"),
            ("ibuprofen 400 mg 200 mg", "two amounts"),
            ("paracetamol 500 g", "more than is taken at once"),
            ("tramadol 100 mg 20 drops", "by themselves"),
            ("none", "word of supple's own"),
            ("same", "word of supple's own"),
            ("left", "word of supple's own"),
        ] {
            assert!(
                read(text).as_ref().is_err_and(|why| why.contains(said)),
                "{text}: {:?}",
                read(text)
            );
        }
    }

    #[test]
    fn a_medicine_that_is_none_says_how_it_is_written() {
        for (text, said) in [
            ("", "begins with its name"),
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

    #[test]
    fn an_amount_that_may_be_a_slip_is_doubted_and_no_other() {
        let intake = |text: &str| Intake::parse(text).expect(text);
        for (typed, taken, is_doubted) in [
            ("ibuprofen 400 mg", "", false),
            ("ibuprofen 2 g", "", false),
            ("ibuprofen 4000 mg", "", true),
            ("ibuprofen 40000 mg", "", true),
            ("ibuprofen 4000 mg", "ibuprofen 400 mg", true),
            ("ibuprofen 4 g", "ibuprofen 600 mg", true),
            ("ibuprofen 4000 mg", "paracetamol 4000 mg", true),
            // What was taken before is known.
            ("macrogol 13 g", "", true),
            ("macrogol 13 g", "macrogol 13 g", false),
            ("macrogol 26 g", "macrogol 13 g", false),
            ("levothyroxine 500 µg", "levothyroxine 50 µg", true),
            ("levothyroxine 100 µg", "levothyroxine 50 µg", false),
            ("levothyroxine 0.5 mg", "levothyroxine 50 µg", true),
            ("tilidin 200 drops", "tilidin 20 drops", true),
            ("tilidin 40 drops", "tilidin 20 drops", false),
            // So much is asked about every time.
            ("ibuprofen 40000 mg", "ibuprofen 40000 mg", true),
            // Tablets are no milligrams.
            ("ibuprofen 600 mg", "ibuprofen 1 tablet", false),
            ("ibuprofen", "ibuprofen 400 mg", false),
        ] {
            let typed = intake(typed);
            let taken: Vec<Intake> =
                Some(taken).filter(|taken| !taken.is_empty()).map(intake).into_iter().collect();
            assert_eq!(typed.doubt(&taken).is_some(), is_doubted, "{typed:?} after {taken:?}");
        }
        let kept = [intake("ibuprofen 400 mg"), intake("ibuprofen 4000 mg")];
        let again = intake("ibuprofen 4000 mg").doubt(&kept);
        assert_eq!(again, Some(Doubt::FarAbove(kept[0].clone())), "a slip that was kept");
    }

    #[test]
    fn an_amount_far_from_the_others_is_unusual_however_often_it_is_written() {
        for (taken, expected) in [
            (&["ibuprofen 400 mg"][..], &[][..]),
            (&["ibuprofen 40000 mg"], &["ibuprofen 40000 mg"]),
            (
                &["ibuprofen 400 mg", "ibuprofen 600 mg", "ibuprofen 40000 mg"],
                &["ibuprofen 40000 mg"],
            ),
            (
                &["ibuprofen 400 mg", "ibuprofen 40000 mg", "ibuprofen 40000 mg"],
                &["ibuprofen 40000 mg"],
            ),
            (&["levothyroxine 50 µg", "levothyroxine 500 µg"], &["levothyroxine 500 µg"]),
            // Sachets that are taken every day.
            (&["macrogol 13 g", "macrogol 13 g"], &[]),
            (&["macrogol 13 g", "macrogol 26 g", "macrogol 13 g"], &[]),
            (&["ibuprofen 1 tablet", "ibuprofen 600 mg", "ibuprofen"], &[]),
        ] {
            let intakes: Vec<Intake> =
                taken.iter().map(|text| Intake::parse(text).expect(text)).collect();
            let found: Vec<String> = unusual(&intakes.iter().collect::<Vec<_>>())
                .iter()
                .map(|each| each.typed())
                .collect();
            assert_eq!(found, expected, "{taken:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(text in "[a-zA-Z0-9 .,µ/-]{0,40}") {
            if let Ok(intake) = Intake::parse(&text) {
                prop_assert_eq!(Intake::parse(&intake.in_one_word()), Ok(intake.clone()));
                prop_assert_eq!(Intake::parse(&intake.typed()), Ok(intake));
            }
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Intake::parse(&text);
        }
    }
}
