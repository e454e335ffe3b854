//! What is typed for days and times, what it is read as, and what is answered where it is not.

use super::*;
use proptest::prelude::*;
use proptest::sample::select;

fn date(iso: &str) -> NaiveDate {
    iso.parse().expect(iso)
}

/// Every row is a text and the day it names, seen from `today`.
fn assert_days(today: &str, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(latest_day(text, date(today)), Ok(date(expected)), "{text:?} on {today}");
    }
}

#[test]
fn days_are_read_from_a_sunday() {
    assert_days(
        "2026-11-22",
        &[
            ("2026-11-20", "2026-11-20"),
            ("2026/11/20", "2026-11-20"),
            ("2026-1-5", "2026-01-05"),
            ("1900-01-01", "1900-01-01"),
            ("today", "2026-11-22"),
            ("  ToDay\n", "2026-11-22"),
            ("yesterday", "2026-11-21"),
            ("day  before   yesterday", "2026-11-20"),
            ("sunday", "2026-11-22"),
            ("last sunday", "2026-11-15"),
            ("monday", "2026-11-16"),
            ("last monday", "2026-11-16"),
            ("SAT", "2026-11-21"),
            ("tues", "2026-11-17"),
            ("thurs", "2026-11-19"),
            ("last wed", "2026-11-18"),
            ("0 days ago", "2026-11-22"),
            ("1 day ago", "2026-11-21"),
            ("3 days ago", "2026-11-19"),
            ("3d ago", "2026-11-19"),
            ("three days ago", "2026-11-19"),
            ("Ten Days Ago", "2026-11-12"),
            ("a day ago", "2026-11-21"),
            ("a week ago", "2026-11-15"),
            ("one week ago", "2026-11-15"),
            ("2 weeks ago", "2026-11-08"),
            ("2w ago", "2026-11-08"),
            ("a month ago", "2026-10-22"),
            ("11 months ago", "2025-12-22"),
            ("20 nov", "2026-11-20"),
            ("nov 20", "2026-11-20"),
            ("20 november", "2026-11-20"),
            ("20th nov", "2026-11-20"),
            ("November 1st", "2026-11-01"),
            ("22 nov", "2026-11-22"),
            ("23 nov", "2025-11-23"),
            ("3rd sept", "2026-09-03"),
            ("20 nov 2025", "2025-11-20"),
            ("nov 20 2025", "2025-11-20"),
            ("November 20, 2025", "2025-11-20"),
            ("sun 2026-11-15", "2026-11-15"),
            ("Fri 20 Nov", "2026-11-20"),
            ("Thursday, 20 Nov 2025", "2025-11-20"),
            ("20.11.", "2026-11-20"),
            ("24.12.", "2025-12-24"),
            ("20.11", "2026-11-20"),
            ("11.11", "2026-11-11"),
            ("fri 20.11", "2026-11-20"),
            ("1.2.2026", "2026-02-01"),
            ("20.11.2026", "2026-11-20"),
            ("20/11/2026", "2026-11-20"),
            ("11/20/2026", "2026-11-20"),
            ("20-11-2026", "2026-11-20"),
            ("11/11/2026", "2026-11-11"),
            ("20/11", "2026-11-20"),
            ("11/20", "2026-11-20"),
            ("11/11", "2026-11-11"),
            ("24/12", "2025-12-24"),
            ("29 feb", "2024-02-29"),
            ("29.02.", "2024-02-29"),
        ],
    );
}

#[test]
fn days_are_read_from_the_calendars_corners() {
    let leap_day = [
        ("29 feb", "2028-02-29"),
        ("tuesday", "2028-02-29"),
        ("last tuesday", "2028-02-22"),
        ("1 mar", "2027-03-01"),
        ("12 months ago", "2027-02-28"),
        ("48 months ago", "2024-02-29"),
    ];
    assert_days("2028-02-29", &leap_day);
    let new_year = [
        ("yesterday", "2025-12-31"),
        ("31 dec", "2025-12-31"),
        ("1 jan", "2026-01-01"),
        ("2 jan", "2025-01-02"),
        ("a week ago", "2025-12-25"),
        ("a month ago", "2025-12-01"),
        ("thu", "2026-01-01"),
        ("fri", "2025-12-26"),
    ];
    assert_days("2026-01-01", &new_year);
    let end_of_march = [
        ("a month ago", "2026-02-28"),
        ("2 months ago", "2026-01-31"),
        ("13 months ago", "2025-02-28"),
        ("31.3.", "2026-03-31"),
        ("1 apr", "2025-04-01"),
    ];
    assert_days("2026-03-31", &end_of_march);
    // 2100 has no 29 February.
    assert_days("2104-02-28", &[("29 feb", "2096-02-29")]);
}

#[test]
fn a_day_is_kept_for_no_year_that_nobody_gave() {
    for (text, today, expected) in [
        // Near, or of this year: free.
        ("28.11.", "2026-11-28", "2026-11-28"),
        ("3.11.", "2026-11-28", "2026-11-03"),
        ("27.11", "2026-11-28", "2026-11-27"),
        ("5 jan", "2026-11-28", "2026-01-05"),
        ("20 dec", "2027-01-10", "2026-12-20"),
        ("20 jul", "2027-01-10", "2026-07-20"),
        ("29 feb", "2029-03-01", "2028-02-29"),
        // The weekday or the year tells which.
        ("wed 3.12.", "2026-11-28", "2025-12-03"),
        ("3.12.2025", "2026-11-28", "2025-12-03"),
    ] {
        assert_eq!(day(text, date(today)), Ok(date(expected)), "{text:?} on {today}");
    }
    for (text, today, last, other_month) in [
        ("3.12.", "2026-11-28", "2025-12-03", "2026-11-03"),
        ("13.12", "2026-11-28", "2025-12-13", "2026-11-13"),
        ("3 december", "2026-11-28", "2025-12-03", "2026-11-03"),
        ("31.12.", "2026-11-28", "2025-12-31", "2026-10-31"),
        ("5 feb", "2027-01-10", "2026-02-05", "2027-01-05"),
        ("29 feb", "2026-11-28", "2024-02-29", "2026-10-29"),
    ] {
        let (last, other_month) = (date(last), date(other_month));
        let expected = Err(WhenError::YearBack { last, other_month });
        assert_eq!(day(text, date(today)), expected, "{text:?} on {today}");
    }
}

#[test]
fn whatever_is_left_over_is_refused() {
    let today = date("2026-11-22");
    let texts = "| |,|ago|last|days ago|3 days|-3 days ago|+3 days ago|3.5 days ago|٣ days ago|1,000 days ago|3 d|in 3 nights\
        |next monday|this monday|mo|mondays|weds|last week|last month|last today|today yesterday|monday 20|monday monday\
        |20|20.|nov|nov 2025|20 nov 2025 x|20 nov 025|020 nov|20 21|nov nov|th nov|20 nov -2025|+20 nov\
        |2026-11|2026-11-20T09:15|2026-11-20 09:15|2026-11/20|02026-11-20|2026-11-020|2026-11-20-|-2026-11-20\
        |20.11.2026.|20..2026|..|//|--|1/x|1/2/3/4|now|4.|3\tdays ago|today\0|today\u{202e}|ｔｏｄａｙ|2026‐11‐20\
        |ſunday|\u{1b}[31mtoday";
    let wide = format!("3{}days ago", " ".repeat(LONGEST));
    for text in texts.split('|').chain([wide.as_str()]) {
        let refused = day(text, today).expect_err(text);
        assert!(matches!(refused, WhenError::Unreadable { .. }), "{text:?}: {refused:?}");
    }
}

/// One line for each text: what was typed, and what is said.
fn said<T: fmt::Debug>(texts: &[&str], read: impl Fn(&str) -> Result<T, WhenError>) -> String {
    let lines = texts
        .iter()
        .map(|text| format!("{}\n  {}", text.trim().escape_debug(), read(text).expect_err(text)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_refused_day_says_what_to_type() {
    let texts = [
        "purple",
        "blursday",
        "yesterdya",
        "20 novmber",
        "3 dyas ago",
        "5 janury 2027",
        "tomorrow",
        "2027-01-05",
        "29 nov 2026",
        "2025-02-29",
        "30 feb",
        "0 nov",
        "2026-13-01",
        "1899-12-31",
        "99999999999999999999999 days ago",
        "99999999999 weeks ago",
        "2635249153387078803 weeks ago",
        "4294967296 months ago",
        "Monday 22 nov",
        "3.12.",
        "11/12",
        "12/12",
        "3.4",
        "28/13/2026",
        "11/12/2026",
        "11-12-2025",
        "25/12/26",
        "99/99",
        "20 nov 25",
        "20.11.26",
        "\u{1b}[31mred\u{202e} \u{7}",
        &"wrong ".repeat(20),
    ];
    insta::assert_snapshot!(said(&texts, |text| day(text, date("2026-11-22"))), @r"
    purple
      “purple” is not a day supple understands. It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    blursday
      “blursday” is not a day supple understands. Did you mean “thursday”? It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    yesterdya
      “yesterdya” is not a day supple understands. Did you mean “yesterday”? It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    20 novmber
      “20 novmber” is not a day supple understands. Did you mean “20 november”? It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    3 dyas ago
      “3 dyas ago” is not a day supple understands. Did you mean “3 days ago”? It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    5 janury 2027
      “5 janury 2027” is not a day supple understands. It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    tomorrow
      Mon 23 Nov 2026 is still to come, and the diary keeps days up to today. Type today, yesterday or an earlier day.
    2027-01-05
      Tue 5 Jan 2027 is still to come, and the diary keeps days up to today. Type today, yesterday or an earlier day.
    29 nov 2026
      Sun 29 Nov 2026 is still to come, and the diary keeps days up to today. Type today, yesterday or an earlier day.
    2025-02-29
      The days of February 2025 go from 1 to 28; there is no 29. Check it and type it again.
    30 feb
      The days of February go from 1 to 29; there is no 30. Check it and type it again.
    0 nov
      The days of November go from 1 to 30; there is no 0. Check it and type it again.
    2026-13-01
      Months go from 1 to 12; there is no 13. Check it and type it again.
    1899-12-31
      That day is before 1900, where the diary's calendar begins. Check it and type it again.
    99999999999999999999999 days ago
      That day is before 1900, where the diary's calendar begins. Check it and type it again.
    99999999999 weeks ago
      That day is before 1900, where the diary's calendar begins. Check it and type it again.
    2635249153387078803 weeks ago
      That day is before 1900, where the diary's calendar begins. Check it and type it again.
    4294967296 months ago
      That day is before 1900, where the diary's calendar begins. Check it and type it again.
    Monday 22 nov
      22 November 2026 is a Sunday. Check it and type it again.
    3.12.
      3 December is still to come, and the last one was Wed 3 Dec 2025. Type 2025-12-03 for that one, or 2026-11-03 if the month is a slip.
    11/12
      it is not clear what “11/12” means: some countries put the day first and others the month. Type 2026-11-12. 11 December is still to come; the last one was 2025-12-11.
    12/12
      12 December is still to come, and the last one was Fri 12 Dec 2025. Type 2025-12-12 for that one, or 2026-11-12 if the month is a slip.
    3.4
      it is not clear what “3.4” means: some countries put the day first and others the month. Type 2026-04-03 or 2026-03-04.
    28/13/2026
      Months go from 1 to 12; there is no 28. Check it and type it again.
    11/12/2026
      it is not clear what “11/12/2026” means: some countries put the day first and others the month. Type 2026-11-12. 11 December 2026 is still to come.
    11-12-2025
      it is not clear what “11-12-2025” means: some countries put the day first and others the month. Type 2025-12-11 or 2025-11-12.
    25/12/26
      it is not clear what “26” means: a year has four digits. 25 December 2026 is still to come.
    99/99
      Months go from 1 to 12; there is no 99. Check it and type it again.
    20 nov 25
      it is not clear what “25” means: a year has four digits. Type 2025-11-20.
    20.11.26
      it is not clear what “26” means: a year has four digits. Type 2026-11-20.
    \u{1b}[31mred\u{202e} \u{7}
      “\u{1b}[31mred\u{202e} \u{7}” is not a day supple understands. It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong wrong
      “wrong wrong wrong wrong wrong wrong wron…” is not a day supple understands. It understands 2026-11-20, today, yesterday, monday, 3 days ago, 20 nov.
    ");
}

#[test]
fn a_refused_time_says_what_to_type() {
    let texts = [
        "25:00", "24:00", "9:75", "13pm", "0am", "21:30pm", "28", "0860", "12345", "9:5",
        "midnigt", "9 pmm", "9ish", "\u{1b}9",
    ];
    insta::assert_snapshot!(said(&texts, time), @r"
    25:00
      Hours go from 0 to 23; there is no 25. Check it and type it again.
    24:00
      Hours go from 0 to 23; there is no 24. Check it and type it again.
    9:75
      Minutes go from 0 to 59; there is no 75. Check it and type it again.
    13pm
      With pm, hours go from 1 to 12; there is no 13. Check it and type it again.
    0am
      With am, hours go from 1 to 12; there is no 0. Check it and type it again.
    21:30pm
      With pm, hours go from 1 to 12; there is no 21. Check it and type it again.
    28
      Hours go from 0 to 23; there is no 28. Check it and type it again.
    0860
      Minutes go from 0 to 59; there is no 60. Check it and type it again.
    12345
      “12345” is not a time supple understands. It understands 21:30, 9.30pm, 7 am, noon, midnight.
    9:5
      “9:5” is not a time supple understands. It understands 21:30, 9.30pm, 7 am, noon, midnight.
    midnigt
      “midnigt” is not a time supple understands. Did you mean “midnight”? It understands 21:30, 9.30pm, 7 am, noon, midnight.
    9 pmm
      “9 pmm” is not a time supple understands. Did you mean “9 pm”? It understands 21:30, 9.30pm, 7 am, noon, midnight.
    9ish
      “9ish” is not a time supple understands. It understands 21:30, 9.30pm, 7 am, noon, midnight.
    \u{1b}9
      “\u{1b}9” is not a time supple understands. It understands 21:30, 9.30pm, 7 am, noon, midnight.
    ");
}

#[test]
fn the_help_shows_only_what_is_read() {
    for form in DAYS.split(", ") {
        assert!(day(form, date("2026-11-22")).is_ok(), "{form}");
    }
    for form in TIMES.split(", ") {
        assert!(time(form).is_ok(), "{form}");
    }
}

#[test]
fn a_day_and_a_time_in_one_are_told_apart() {
    for (text, expected) in [
        ("sunday 10pm", Some(("sunday", "10pm"))),
        ("10pm sunday", Some(("sunday", "10pm"))),
        ("Yesterday at 9.30 pm", Some(("yesterday", "9.30 pm"))),
        ("29/11 22:00", Some(("29/11", "22:00"))),
        ("3 days ago 8am", Some(("3 days ago", "8am"))),
        // A date in words, and no time.
        ("20 nov", None),
        ("20 nov 2026", None),
        ("sunday", None),
        ("10pm", None),
    ] {
        let expected = expected.map(|(day, time)| (day.to_owned(), time.to_owned()));
        assert_eq!(day_and_time(text), expected, "{text}");
    }
}

#[test]
fn times_are_read_as_people_write_them() {
    for (text, expected) in [
        ("21:30", "21:30"),
        ("9:05", "09:05"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("21.30", "21:30"),
        ("9.30pm", "21:30"),
        ("9:30 AM", "09:30"),
        (" 9pm ", "21:00"),
        ("7  am", "07:00"),
        ("12am", "00:00"),
        ("12:30 am", "00:30"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("Midnight", "00:00"),
        ("19h30", "19:30"),
        ("7H", "07:00"),
        ("7h05", "07:05"),
        ("8", "08:00"),
        ("0830", "08:30"),
        ("930", "09:30"),
        ("2130", "21:30"),
        ("830pm", "20:30"),
        ("8 o'clock", "08:00"),
    ] {
        assert_eq!(
            time(text).map(|time| time.format("%H:%M").to_string()),
            Ok(expected.to_owned()),
            "{text:?}"
        );
    }
    for text in [
        "", "9:5", "12345", "9:005", "009:05", ":30", "9:", "pm", "9 9", "9:30:00", "+9:30",
        "9ampm", "2 1:30", "９pm",
    ] {
        let refused = time(text).expect_err(text);
        assert!(matches!(refused, WhenError::Unreadable { .. }), "{text:?}: {refused:?}");
    }
}

/// Texts made of the pieces the parser knows: they come much closer to its forms than random
/// ones do.
fn almost() -> impl Strategy<Value = String> {
    let pieces = "today|tomorrow|last|mon|sunday|feb|nov|a|one|ten|days|w|months|ago\
        |-|/|.|,|:| |th|pm|2026|1899|ß|\u{202e}|99999999999999999999";
    let number = (0u32..100).prop_map(|number| number.to_string());
    let piece =
        prop_oneof![select(pieces.split('|').collect::<Vec<_>>()).prop_map(str::to_owned), number];
    (prop::collection::vec(piece, 0..7), select(&["", " "][..]))
        .prop_map(|(pieces, between)| pieces.join(between))
}

/// Every day the calendar has, its first and last century too.
fn any_today() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        (0u64..80_000).prop_map(|days| days_after(date("1900-01-01"), days)),
        (0u64..9_999).prop_map(|days| days_after(NaiveDate::MIN, days)),
        (0u64..9_999).prop_map(|days| days_before(NaiveDate::MAX, days)),
    ]
}

proptest! {
    #[test]
    fn no_text_panics_or_names_a_later_day(text in prop_oneof![".*", almost(), almost()], today in any_today()) {
        let _ = time(&text).map_err(|refused| refused.to_string());
        match day(&text, today) {
            Ok(day) => prop_assert!(day <= today && day.year() >= FIRST_YEAR),
            Err(refused) => {
                let said = refused.to_string();
                prop_assert!(!said.contains(is_hidden), "{said:?}");
                prop_assert!(said.chars().count() < 500, "{said}");
            }
        }
    }

    #[test]
    fn every_day_written_with_its_year_reads_back(today in 0u64..60_000, back in 0u64..60_000) {
        let today = days_after(date("1900-01-01"), today);
        let past = days_before(today, back).max(date("1900-01-01"));
        for form in [
            "%Y-%m-%d", "%Y/%m/%d", "%Y-%-m-%-d", "%-d %b %Y", "%d %B %Y", "%b %-d %Y", "%B %-d, %Y", "%-dth %b %Y",
            "%d.%m.%Y", "%-d.%-m.%Y", "%a %-d %b %Y", "%A, %-d %B %Y", "%A %B %-d %Y",
        ] {
            let text = past.format(form).to_string();
            prop_assert_eq!(day(&text, today), Ok(past), "{}", text);
            prop_assert_eq!(day(&text.to_uppercase(), today), Ok(past), "{}", text);
        }
        prop_assert_eq!(day(&crate::domain::text::date::short(past, today), today), Ok(past));
    }

    #[test]
    fn every_day_of_the_last_year_reads_back_without_it(today in 3_000u64..60_000, back in 0u64..365) {
        let today = days_after(date("1900-01-01"), today);
        let past = days_before(today, back);
        for form in ["%-d %b", "%B %-d", "%d.%m.", "%a %-d %B"] {
            let text = past.format(form).to_string();
            prop_assert_eq!(latest_day(&text, today), Ok(past), "{} on {}", text, today);
            // Where something is kept for it, no year is guessed while the coming one is nearer.
            let next = (1..=8).find_map(|years| past.with_year(past.year() + years));
            let ahead = next.map_or(i64::MAX, |next| (next - today).num_days());
            let is_guess =
                past.year() < today.year() && ahead < (today - past).num_days() && form != "%a %-d %B";
            prop_assert_eq!(day(&text, today).is_err(), is_guess, "{} on {}", text, today);
        }
    }

    #[test]
    fn a_weekday_is_one_of_the_last_seven_days(today in 3_000u64..60_000, weekday in 0usize..7) {
        let today = days_after(date("1900-01-01"), today);
        let name = WEEKDAYS[weekday];
        for text in [name, &name[..3]] {
            let found = day(text, today).expect(text);
            prop_assert_eq!(found.format("%A").to_string().to_lowercase(), name);
            prop_assert!((0..=6).contains(&(today - found).num_days()), "{} on {}: {}", text, today, found);
            let last = day(&format!("last {text}"), today).expect(text);
            prop_assert_eq!(last.weekday(), found.weekday());
            prop_assert!((1..=7).contains(&(today - last).num_days()), "{} on {}: {}", text, today, last);
        }
    }

    #[test]
    fn every_minute_reads_back(minute in 0u32..1440) {
        let at = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).expect("a minute");
        for form in ["%H:%M", "%-H:%M", "%H.%M", "%I:%M%P", "%-I.%M %p"] {
            let text = at.format(form).to_string();
            prop_assert_eq!(time(&text), Ok(at), "{}", text);
        }
    }
}

#[test]
fn days_ago_are_counted() {
    let today = date("2026-11-22");
    // Counted down one day at a time, which is slower than subtracting and cannot be wrong the
    // same way.
    let mut expected = today;
    for count in 0..=40_000 {
        assert_eq!(day(&format!("{count} days ago"), today), Ok(expected), "{count}");
        assert_eq!(day(&format!("{count}d ago"), today), Ok(expected), "{count}");
        expected = expected.pred_opt().expect("a day before");
    }
}

#[test]
fn a_day_in_figures_with_a_year_is_told_in_both_its_readings() {
    let today = date("2026-11-30");
    let refused = |read: Result<NaiveDate, WhenError>| read.expect_err("it is unclear").to_string();
    for (text, back, forward) in [
        (
            "1/12/2026",
            " Type 2026-01-12. 1 December 2026 is still to come.",
            " Type 2026-01-12 or 2026-12-01.",
        ),
        ("1/11/2026", " Type 2026-11-01 or 2026-01-11.", " Type 2026-01-11 or 2026-11-01."),
        (
            "5-6-2027",
            " 5 June 2027 is still to come. 6 May 2027 is still to come.",
            " Type 2027-05-06 or 2027-06-05.",
        ),
    ] {
        let why = format!(
            "it is not clear what “{text}” means: some countries put the day first and others the \
             month."
        );
        assert_eq!(refused(day(text, today)), format!("{why}{back}"));
        assert_eq!(refused(ahead(text, today, today)), format!("{why}{forward}"));
    }
}
