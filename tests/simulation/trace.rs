//! One life, told day by day, so that a physiotherapist can read what the rules ask for.

use std::env;

use crate::keeping::Keeping;
use crate::life;
use crate::rows::{Row, rows};

/// What the environment asks for by this name.
fn asked(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The account of a life, with a head that says whose it is.
fn account(row: &Row, programme: &str, seed: u64, days: u64) -> String {
    let mut account = format!(
        "# {} with {programme}, seed {seed}\n# {}\n# day, morning and evening, phase, what is due\n",
        row.id,
        Keeping::of_seed(seed).in_words()
    );
    let story = life::Story { days, ..row.story };
    life::live(story, programme, seed, Some(&mut account));
    account
}

/// `BODY=flare PROGRAMME=sciatica SEED=3 cargo test --test simulation trace -- --ignored
/// --nocapture`; without a body or a programme, all of them, a year each unless `DAYS` says less.
#[test]
#[expect(clippy::print_stdout, reason = "run by hand, to be read")]
#[ignore = "it tells a story, and checks nothing"]
fn trace() {
    let number = |name: &str| asked(name).map(|value| value.parse::<u64>().expect("a number"));
    let (body, programme) = (asked("BODY"), asked("PROGRAMME"));
    let rows: Vec<Row> =
        rows().into_iter().filter(|row| body.as_deref().is_none_or(|id| id == row.id)).collect();
    assert!(!rows.is_empty(), "no such body: {body:?}");
    let mut count = 0;
    for row in &rows {
        let ids = row.programmes.ids();
        for id in ids.iter().filter(|id| programme.as_deref().is_none_or(|only| only == **id)) {
            let days = number("DAYS").unwrap_or(364);
            println!("{}", account(row, id, number("SEED").unwrap_or(0), days));
            count += 1;
        }
    }
    assert!(count > 0, "no body of these with such a programme: {programme:?}");
}

#[test]
fn a_life_is_told_day_by_day_and_is_the_same_again() {
    let rows = rows();
    let row = rows.iter().find(|row| row.id == "flare").expect("a row");
    let first = account(row, "sciatica", 3, 14);
    assert_eq!(first.lines().filter(|line| line.contains(" Jan  ")).count(), 14, "{first}");
    assert_eq!(first, account(row, "sciatica", 3, 14));
}
