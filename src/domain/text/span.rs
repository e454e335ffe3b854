//! A length of time within a day, in minutes: a night's sleep, the time one can sit.

use super::limits;

/// What a number alone stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultUnit {
    /// Hours, as of a night's sleep.
    Hours,
    /// Minutes, as of sitting.
    Minutes,
}

/// Minutes as people write them: `6h30`, `6:30`, `6.5h`, `6 h 30 min`, `390 min`, and a number
/// alone as `bare` has it.
///
/// # Errors
/// A sentence that says how it is written.
pub fn parse(text: &str, bare: DefaultUnit) -> Result<u32, String> {
    // Every way of writing hours and minutes ends up as `6h30`, `6:30`, `390m` or a bare number.
    let plain = text.to_lowercase().split_whitespace().collect::<String>().replace(',', ".");
    let plain = ["hours", "hour", "hrs"].iter().fold(plain, |plain, word| plain.replace(word, "h"));
    let without =
        |ends: &[&str]| ends.iter().find_map(|end| plain.strip_suffix(end)).map(str::to_owned);
    let minutes = if let Some((hours, minutes)) =
        plain.split_once(':').filter(|(_, minutes)| minutes.len() == 2)
    {
        clock(hours, minutes)
    } else if let Some(minutes) = without(&["minutes", "minute", "mins", "min", "m"]) {
        match minutes.split_once('h') {
            Some((hours, minutes)) => clock(hours, minutes),
            None => whole(&minutes),
        }
    } else if let Some(hours) = without(&["h"]) {
        tenths_of_hours(&hours)
    } else if let Some((hours, minutes)) = plain.split_once('h') {
        clock(hours, minutes)
    } else {
        match bare {
            DefaultUnit::Hours => tenths_of_hours(&plain),
            DefaultUnit::Minutes => whole(&plain),
        }
    };
    minutes.filter(|minutes| limits::MINUTES_OF_DAY.contains(minutes)).ok_or_else(|| {
        match bare {
            DefaultUnit::Hours => {
                "it is hours and minutes up to a day: 6h30, 6:30, 6.5h or 390 min"
            }
            DefaultUnit::Minutes => {
                "it is minutes, or hours and minutes, up to a day: 35, 35 min or 1h20"
            }
        }
        .to_owned()
    })
}

/// Minutes in words: `6 h 30 min`, `7 h`, `35 min`.
pub fn in_words(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A whole number of at most four digits.
fn whole(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Hours and the minutes after them.
fn clock(hours: &str, minutes: &str) -> Option<u32> {
    Some(whole(hours)? * 60 + whole(minutes).filter(|minutes| *minutes < 60)?)
}

/// Hours with up to two decimals.
fn tenths_of_hours(text: &str) -> Option<u32> {
    let (hours, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let part = whole(decimals).filter(|_| decimals.len() <= 2)?
        * 10u32.pow(2 - u32::try_from(decimals.len()).ok()?);
    Some(whole(hours)? * 60 + (part * 60 + 50) / 100)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        for (text, minutes) in [
            ("6h30", 390),
            ("6:30", 390),
            ("6.5h", 390),
            ("6,5 h", 390),
            ("6 h 30 min", 390),
            ("6 hours 30 minutes", 390),
            ("390 min", 390),
            ("390m", 390),
            ("6.25h", 375),
            ("7 h", 420),
            ("0 min", 0),
            ("24h", 1440),
        ] {
            assert_eq!(parse(text, DefaultUnit::Hours), Ok(minutes), "{text}");
            assert_eq!(parse(text, DefaultUnit::Minutes), Ok(minutes), "{text}");
        }
        assert_eq!(
            (parse("7", DefaultUnit::Hours), parse("7.5", DefaultUnit::Hours)),
            (Ok(450 - 30), Ok(450))
        );
        assert_eq!(
            (parse("35", DefaultUnit::Minutes), parse("90", DefaultUnit::Minutes)),
            (Ok(35), Ok(90))
        );
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        for text in [
            "",
            "h",
            "min",
            "6:5",
            "6:60",
            "6h60",
            "25h",
            "1441 min",
            "-6h",
            "6h30s",
            "1e3",
            "6.123h",
            "99999999999",
            "٣",
        ] {
            assert!(
                parse(text, DefaultUnit::Hours).is_err()
                    && parse(text, DefaultUnit::Minutes).is_err(),
                "{text}"
            );
        }
        assert!(parse("390", DefaultUnit::Hours).expect_err("hours").contains("390 min"));
        assert!(parse("7.5", DefaultUnit::Minutes).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minutes in 0..=1440u32) {
            for bare in [DefaultUnit::Hours, DefaultUnit::Minutes] {
                prop_assert_eq!(parse(&in_words(minutes), bare), Ok(minutes));
            }
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = parse(&text, DefaultUnit::Hours);
        }
    }
}
