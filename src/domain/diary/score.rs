//! A pain score: 0 to 10 with at most one decimal.

use serde::{Deserialize, Serialize};

use crate::domain::text::limits;
use crate::domain::text::style::Style;

/// A pain score from 0 (none) to 10 (the worst imaginable), in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Score(u8);

/// What a score may look like; every message about a bad one ends with it.
const FORM: &str = "a score is a number from 0 to 10, with at most one decimal: 4 or 4.5";

impl Score {
    /// From tenths, 0 to 100; `None` beyond that.
    pub fn from_tenths(tenths: i64) -> Option<Self> {
        u8::try_from(tenths)
            .ok()
            .filter(|tenths| limits::SCORE_TENTHS.contains(&u32::from(*tenths)))
            .map(Self)
    }

    /// The score in tenths, 0 to 100.
    pub fn tenths(self) -> i64 {
        i64::from(self.0)
    }

    /// The score as a number, for means and drawing.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// Whether it is more than a limit in whole points.
    pub fn is_above(self, limit: u32) -> bool {
        self.tenths() > i64::from(limit) * 10
    }

    /// As a person reads it.
    pub fn shown(self, style: Style) -> String {
        style.marked(self.typed())
    }

    /// As it stands in a command and in a file: `4`, `4.5`.
    pub fn typed(self) -> String {
        match self.0 % 10 {
            0 => format!("{}", self.0 / 10),
            tenth => format!("{}.{tenth}", self.0 / 10),
        }
    }

    /// Reads what a person typed: `4`, `4.5`, `4,5` as half of Europe writes it, and `4/10` or `4
    /// out of 10`. A score of another scale is refused: what it would be here is for the person to
    /// say.
    ///
    /// # Errors
    /// A sentence that says what a score looks like, for anything else.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let scaled = ["out of", "of", "/"].iter().find_map(|word| text.split_once(word));
        let (text, top) = scaled.map_or((text.as_str(), "10"), |(score, top)| (score.trim(), top));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        // “7.” ends a sentence, or was to have a decimal that is not known: it is 7 in both cases.
        let text = text.strip_suffix(['.', ',']).filter(|whole| digits(whole)).unwrap_or(text);
        let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        if !digits(whole) || !digits(tenth) {
            return Err(FORM.to_owned());
        }
        match top.trim() {
            "10" => {}
            top if digits(top) => {
                return Err(format!(
                    "it is out of {top}, and only you can say what that is from 0 to 10; {FORM}"
                ));
            }
            _ => return Err(FORM.to_owned()),
        }
        if tenth.len() > 1 {
            return Err(format!("it is finer than anyone can feel; {FORM}"));
        }
        // Anything too long to be a number is also far above 10.
        let whole = whole.parse::<i64>().unwrap_or(i64::MAX);
        let tenths = whole.saturating_mul(10).saturating_add(tenth.parse().unwrap_or(0));
        Self::from_tenths(tenths).ok_or_else(|| format!("it is above 10; {FORM}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_score_is_read_as_it_is_written() {
        for (text, tenths) in [
            ("0", 0),
            ("4", 40),
            ("4.5", 45),
            ("4,5", 45),
            ("10", 100),
            ("10.0", 100),
            (" 7 ", 70),
            ("7.", 70),
            ("7,", 70),
            ("4/10", 40),
            ("4 / 10", 40),
            ("4,5/10", 45),
            ("10/10", 100),
            ("4 of 10", 40),
            ("4 Out Of 10", 40),
        ] {
            assert_eq!(Score::parse(text).map(Score::tenths), Ok(tenths), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_a_sentence() {
        for text in [
            "",
            "11",
            "10.1",
            "-1",
            "four",
            "4.55",
            "4.5.",
            "4..",
            ".",
            ".5",
            "4e1",
            "NaN",
            "99999999999999999999",
            // A number of 64 bits, and ten times it none.
            "2665666666666666666",
            "922337203685477580.9",
            "٤",
            "4/5",
            "40/100",
            "4 out of 5",
            "4/",
            "/10",
            "4/10/10",
            "12/10",
            "4 of ten",
        ] {
            let said = Score::parse(text).expect_err(text);
            assert!(said.contains("0 to 10"), "{text}: {said}");
        }
    }

    #[test]
    fn a_score_of_another_scale_is_never_turned_into_one_of_this() {
        for (text, top) in [("4/5", "5"), ("40/100", "100"), ("2 out of 3", "3"), ("4/010", "010")]
        {
            let said = Score::parse(text).expect_err(text);
            assert!(said.starts_with(&format!("it is out of {top}, and")), "{text}: {said}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(tenths in 0i64..=100) {
            let score = Score::from_tenths(tenths).expect("in range");
            prop_assert_eq!(Score::parse(&score.typed()), Ok(score));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Score::parse(&text);
        }
    }
}
