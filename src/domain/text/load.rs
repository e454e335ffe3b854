//! Weights: the diary keeps grams, a person types and reads kilograms or pounds.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::limits;

/// Grams in a pound (the international avoirdupois pound, exactly 453.59237 g).
const GRAMS_PER_POUND: f64 = 453.592_37;

/// What a weight is typed and shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum WeightUnit {
    /// Kilograms.
    #[strum(serialize = "kg")]
    Kilograms,
    /// Pounds.
    #[strum(serialize = "lb")]
    Pounds,
}

impl WeightUnit {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// A weight as typed, in whole grams: 0 to 500 kg. A unit behind the number is taken at its
    /// word; a number alone is in this unit.
    ///
    /// # Errors
    /// A sentence that says what a weight looks like.
    pub fn parse(self, text: &str) -> Result<u32, String> {
        self.parse_grams(text).ok_or_else(|| match self {
            Self::Kilograms => {
                let most = limits::LOAD_G.end() / 1000;
                format!("a weight is kilograms from 0 to {most}, such as 2.5")
            }
            Self::Pounds => "a weight is pounds from 0 to 1100, such as 5.5".to_owned(),
        })
    }

    /// The same; `None` for what is no weight, or too much of one.
    fn parse_grams(self, text: &str) -> Option<u32> {
        let text = text.trim().to_lowercase();
        let named =
            Self::VARIANTS.iter().find_map(|unit| Some((*unit, text.strip_suffix(unit.word())?)));
        let (unit, number) = named.unwrap_or((self, &text));
        let number: f64 = number.trim().replace(',', ".").parse().ok()?;
        let grams = number * unit.grams();
        let is_weight = (0.0..=f64::from(*limits::LOAD_G.end())).contains(&grams);
        // In range and whole after rounding, so nothing is cut off.
        is_weight.then(|| grams.round() as u32)
    }

    /// A weight as it can be typed: `2.5 kg` to the gram, `5.5 lb` to the tenth of a pound.
    pub fn typed(self, grams: u32) -> String {
        let number = f64::from(grams) / self.grams();
        // A pound is no whole number of grams: what was typed as 5.5 lb must read so again.
        let number = match self {
            Self::Kilograms => number,
            Self::Pounds => (number * 10.0).round() / 10.0,
        };
        format!("{number} {}", self.word())
    }

    /// Grams in one of it.
    fn grams(self) -> f64 {
        match self {
            Self::Kilograms => 1000.0,
            Self::Pounds => GRAMS_PER_POUND,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn weights_are_read_as_people_write_them() {
        for (unit, text, grams) in [
            (WeightUnit::Kilograms, "2.5", 2500),
            (WeightUnit::Kilograms, "2,5", 2500),
            (WeightUnit::Kilograms, " 2.5 KG ", 2500),
            (WeightUnit::Kilograms, "10lb", 4536),
            (WeightUnit::Pounds, "10", 4536),
            (WeightUnit::Pounds, "0", 0),
            (WeightUnit::Pounds, "10 kg", 10_000),
            (WeightUnit::Kilograms, "500", 500_000),
        ] {
            assert_eq!(unit.parse(text), Ok(grams), "{text}");
        }
        for text in ["", "kg", "-1", "501", "1103lb", "nan", "inf", "two", "2.5 stone"] {
            assert!(WeightUnit::Kilograms.parse(text).expect_err(text).contains("500"), "{text}");
        }
        assert!(WeightUnit::Pounds.parse("1103").expect_err("too much").contains("1100"));
    }

    #[test]
    fn weights_are_shown_in_the_persons_unit() {
        for (grams, kilograms, pounds) in [
            (2500, "2.5 kg", "5.5 lb"),
            (0, "0 kg", "0 lb"),
            (4536, "4.536 kg", "10 lb"),
            (500_000, "500 kg", "1102.3 lb"),
        ] {
            assert_eq!(
                (WeightUnit::Kilograms.typed(grams), WeightUnit::Pounds.typed(grams)),
                (kilograms.into(), pounds.into())
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_typed_is_shown_again(tenths in 0u32..11_000) {
            let typed = f64::from(tenths) / 10.0;
            let grams = WeightUnit::Pounds.parse(&typed.to_string()).expect("in range");
            prop_assert_eq!(WeightUnit::Pounds.typed(grams), format!("{typed} lb"));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = (WeightUnit::Pounds.parse(&text), WeightUnit::Kilograms.parse(&text));
        }
    }
}
