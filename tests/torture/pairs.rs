//! Two commands at once, on the same thing: both are kept, or the one that is not says so.

use super::home::{Contents, Home, Seen, aloud, both, rounds, scatter, typed};
use super::table::prove;

/// A command, and what is to be seen in the diary once it has said that it was done: SQL that gives
/// 1.
pub struct Deed {
    pub line: &'static str,
    pub kept: &'static str,
}

/// Two commands at once, in a home where some lines were typed before.
pub struct Pair {
    pub name: &'static str,
    pub before: &'static [&'static str],
    pub deeds: [Deed; 2],
    /// SQL that gives 1 whatever was done, in whatever order.
    pub always: &'static str,
}

/// A deed.
const fn deed(line: &'static str, kept: &'static str) -> Deed {
    Deed { line, kept }
}

/// Something is always true.
const TRUE: &str = "SELECT 1";

/// The pairs that change the same thing.
pub const PAIRS: [Pair; 20] = [
    Pair {
        name: "two fields of one entry",
        before: &["log 4"],
        deeds: [
            deed("edit 1 --score 5", "SELECT score = 50 FROM rating WHERE id = 1"),
            deed("edit 1 --note hello", "SELECT note IS 'hello' FROM rating WHERE id = 1"),
        ],
        always: TRUE,
    },
    Pair {
        name: "two lists of one entry",
        before: &["log 4 --tag sitting --eased walking"],
        deeds: [
            deed(
                "edit 1 --tag stairs",
                "SELECT group_concat(tag) IS 'stairs' FROM rating_tag WHERE role = 'before'",
            ),
            deed(
                "edit 1 --eased heat",
                "SELECT group_concat(tag) IS 'heat' FROM rating_tag WHERE role = 'eased'",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "two fields of one exercise",
        before: &["assign piriformis-dgs --side left", "done glute-squeeze"],
        deeds: [
            deed("edit 1 --pain 2", "SELECT pain IS 20 FROM session WHERE id = 1"),
            deed("edit 1 --effort 4", "SELECT effort IS 4 FROM session WHERE id = 1"),
        ],
        always: TRUE,
    },
    Pair {
        name: "a site of one's own beside a note",
        before: &["log 4 --own-site ballofthumb", "log 5"],
        deeds: [
            deed(
                "edit 2 --site ballofthumb",
                "SELECT count(*) = 1 FROM rating_site WHERE rating = 2",
            ),
            deed("edit 2 --note hello", "SELECT note IS 'hello' FROM rating WHERE id = 2"),
        ],
        always: TRUE,
    },
    Pair {
        name: "a goal in other words beside its rating",
        before: &["goal add walk"],
        deeds: [
            deed("goal edit 1 run", "SELECT activity = 'run' FROM goal WHERE id = 1"),
            deed(
                "goal rate 1 4",
                "SELECT count(*) = 1 FROM goal_rating WHERE goal = 1 AND score = 40",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "a goal ended beside other words",
        before: &["goal add walk"],
        deeds: [
            deed("goal end 1", "SELECT ended_on IS NOT NULL FROM goal WHERE id = 1"),
            deed("goal edit 1 run", "SELECT activity = 'run' FROM goal WHERE id = 1"),
        ],
        always: TRUE,
    },
    Pair {
        name: "a goal removed beside its rating",
        before: &["goal add walk"],
        deeds: [
            deed("goal remove 1", "SELECT count(*) = 0 FROM goal"),
            deed("goal rate 1 4", "SELECT count(*) = 1 FROM journal WHERE said = 'goal rate 1 4'"),
        ],
        always: TRUE,
    },
    Pair {
        name: "the same goal added twice",
        before: &["goal add walk"],
        deeds: [
            deed("goal add swim", "SELECT count(*) = 1 FROM goal WHERE activity = 'swim'"),
            deed("goal add Swim", "SELECT count(*) = 1 FROM goal WHERE activity = 'Swim'"),
        ],
        always: "SELECT count(*) = 2 FROM goal",
    },
    Pair {
        name: "two more goals where one has room",
        before: &["goal add a", "goal add b", "goal add c", "goal add d"],
        deeds: [
            deed("goal add swim", "SELECT count(*) = 1 FROM goal WHERE activity = 'swim'"),
            deed("goal add run", "SELECT count(*) = 1 FROM goal WHERE activity = 'run'"),
        ],
        always: "SELECT count(*) = 5 FROM goal",
    },
    Pair {
        name: "a visit's note beside its clinician",
        before: &["visit 2026-12-01"],
        deeds: [
            deed("visit 2026-12-01 --note hello", "SELECT note IS 'hello' FROM visit"),
            deed("visit 2026-12-01 --with Okafor", "SELECT clinician IS 'Okafor' FROM visit"),
        ],
        always: "SELECT count(*) = 1 FROM visit",
    },
    Pair {
        name: "a new visit's note beside its clinician",
        before: &["log 4"],
        deeds: [
            deed("visit 2026-12-01 --note hello", "SELECT note IS 'hello' FROM visit"),
            deed("visit 2026-12-01 --with Okafor", "SELECT clinician IS 'Okafor' FROM visit"),
        ],
        always: "SELECT count(*) = 1 FROM visit",
    },
    Pair {
        name: "a visit moved beside its note",
        before: &["visit 2026-12-01"],
        deeds: [
            deed(
                "visit 2026-12-01 --move 2026-12-03",
                "SELECT count(*) = 1 FROM visit WHERE day = '2026-12-03'",
            ),
            deed(
                "visit 2026-12-01 --note hello",
                "SELECT count(*) = 1 FROM visit WHERE note = 'hello'",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "a visit removed beside the question that was asked there",
        before: &["visit 2026-11-20 --ask why"],
        deeds: [
            deed(
                "visit 2026-11-20 --remove",
                "SELECT count(*) = 1 FROM journal WHERE said LIKE '%--remove'",
            ),
            deed(
                "visit 2026-11-20 --asked 1",
                "SELECT count(*) = 1 FROM journal WHERE said LIKE '%--asked 1'",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "an entry removed beside its change",
        before: &["log 4 --tag sitting"],
        deeds: [
            deed("remove 1", "SELECT count(*) = 0 FROM rating WHERE id = 1"),
            deed(
                "edit 1 --tag stairs --note hello",
                "SELECT count(*) = 1 FROM journal WHERE said LIKE 'edit%'",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "an exercise removed beside its change",
        before: &["assign piriformis-dgs --side left", "done glute-squeeze"],
        deeds: [
            deed("remove 1", "SELECT count(*) = 0 FROM session WHERE id = 1"),
            deed("edit 1 --pain 2", "SELECT count(*) = 1 FROM journal WHERE said LIKE 'edit%'"),
        ],
        always: TRUE,
    },
    Pair {
        name: "an entry changed beside undo",
        before: &["log 4", "edit 1 --score 6"],
        deeds: [
            deed(
                "edit 1 --note hello",
                "SELECT count(*) = 1 FROM journal WHERE said LIKE '%hello'",
            ),
            deed("undo", "SELECT count(*) = 1 FROM journal WHERE state = 'undone'"),
        ],
        always: "SELECT note IS 'hello' AND score = 40 OR note IS NULL AND score = 60 FROM rating WHERE id = 1",
    },
    Pair {
        name: "undo beside undo",
        before: &["log 4", "log 5", "log 6"],
        deeds: [
            deed("undo", "SELECT count(*) = 1 FROM rating"),
            deed("undo", "SELECT count(*) = 1 FROM rating"),
        ],
        always: TRUE,
    },
    Pair {
        name: "a diagnosis assigned twice",
        before: &["log 4"],
        deeds: [
            deed("assign piriformis-dgs --side left", "SELECT side = 'left' FROM plan"),
            deed("assign piriformis-dgs --side left", "SELECT side = 'left' FROM plan"),
        ],
        always: "SELECT count(*) = 1 FROM plan",
    },
    Pair {
        name: "two parts of one dose",
        before: &["assign piriformis-dgs --side left"],
        deeds: [
            deed(
                "plan set glute-squeeze --reps 8",
                "SELECT reps IS 8 FROM plan_item ORDER BY id DESC LIMIT 1",
            ),
            deed(
                "plan set glute-squeeze --sets 3",
                "SELECT sets IS 3 FROM plan_item ORDER BY id DESC LIMIT 1",
            ),
        ],
        always: TRUE,
    },
    Pair {
        name: "the whole of a day ticked off twice",
        before: &[
            "assign piriformis-dgs --side left",
            "plan set figure-four-supine --times 1",
            "plan set sciatic-slider-supine --times 1",
            "plan set glute-squeeze --times 1",
        ],
        deeds: [
            deed("done --all", "SELECT count(*) = 4 FROM session"),
            deed("done --all", "SELECT count(*) = 4 FROM session"),
        ],
        always: "SELECT count(*) = count(DISTINCT exercise) FROM session",
    },
];

/// What is wrong in a home after a pair; `None` when everything that was acknowledged is in the
/// file, once, what was refused has left nothing, and undo brings back the start.
pub fn wrong(pair: &Pair, home: &Home, start: &Contents, seen: [&Seen; 2]) -> Option<String> {
    home.proves_sound();
    let holds = |sql: &str| home.number(sql) == 1;
    for (deed, seen) in pair.deeds.iter().zip(seen) {
        if seen.is_done() && !holds(deed.kept) {
            return Some(format!(
                "`{}` said it was done, and is not in the file: {seen:?}",
                deed.line
            ));
        }
        // Refused for a reason that a person understands, and not with an error of the database.
        let is_plain = |text: &str| {
            ["UNIQUE", "constraint", "unexpected"].iter().all(|word| !text.contains(word))
        };
        if !seen.is_done()
            && (seen.code.is_none() || seen.stderr.is_empty() || !is_plain(&seen.stderr))
        {
            return Some(format!(
                "`{}` was refused without a word that helps: {seen:?}",
                deed.line
            ));
        }
    }
    if seen.iter().all(|seen| !seen.is_done()) {
        return Some(format!("both were refused: {seen:?}"));
    }
    if !holds(pair.always) {
        return Some(format!("not so: {} {seen:?}", pair.always));
    }
    let undone = |seen: String| format!("undo does not bring back the start: {seen}");
    if pair.deeds.iter().any(|deed| deed.line == "undo") {
        // Which of them stand depends on the order; none stands in the end.
        home.takes_everything_back();
        return (!home.contents().values().all(Vec::is_empty)).then(|| undone(format!("{seen:?}")));
    }
    let typed = i64::try_from(typed(pair.before).len()).expect("a few");
    for _ in typed..home.number("SELECT count(*) FROM journal WHERE state = 'done'") {
        let seen = home.types("undo");
        if !seen.is_done() {
            return Some(undone(format!("{seen:?}")));
        }
    }
    (home.contents() != *start).then(|| undone(format!("{seen:?}")))
}

#[test]
fn what_two_commands_change_at_once_is_kept_of_both() {
    let (mut lost, mut pairs) = (Vec::new(), 0);
    for pair in &PAIRS {
        let start = Home::after(pair.before);
        let contents = start.contents();
        for round in 0..8 * rounds() {
            pairs += 1;
            let home = start.copied();
            let [first, second] = if round % 2 == 0 { [0, 1] } else { [1, 0] };
            let lines =
                [&pair.deeds[first].line, &pair.deeds[second].line].map(|line| home.line(line));
            let [one, other] = lines;
            let seen = both(one, other, scatter(round) % 4000);
            let mut seen = [&seen.0, &seen.1];
            if first == 1 {
                seen.reverse();
            }
            lost.extend(
                wrong(pair, &home, &contents, seen).map(|wrong| format!("{}: {wrong}", pair.name)),
            );
        }
    }
    lost.iter().take(20).for_each(|lost| aloud(lost));
    prove("A11c", pairs, pairs - lost.len());
}

/// Types a line beside `log 5` many times over, each time with a copy of the same diary, and
/// returns how often.
fn beside_log(line: &str) -> usize {
    let mut before = vec!["log 4 --own-site ballofthumb --took ibuprofen:200mg"];
    before.extend(
        ["log 4 --site buttock --tag sitting --note 'a long drive, and then the stairs'"; 98],
    );
    let start = Home::after(&before);
    let (mut corrupt, mut lost, mut refused) = (0, 0, 0);
    let pairs = 40 * rounds();
    for round in 0..pairs {
        let home = start.copied();
        let (edit, log) =
            both(home.line(line), home.line("log 5 --note beside"), scatter(round) % 3000);
        let sound: rusqlite::Result<String> =
            home.database().query_row("PRAGMA integrity_check", [], |row| row.get(0));
        corrupt += u64::from(sound.as_deref() != Ok("ok"));
        let kept = [
            (&edit, "SELECT count(*) FROM journal WHERE said LIKE 'edit%'"),
            (&log, "SELECT count(*) FROM rating WHERE note = 'beside'"),
        ];
        for (seen, question) in kept {
            let found: rusqlite::Result<i64> =
                home.database().query_row(question, [], |row| row.get(0));
            lost += u64::from(seen.is_done() && found != Ok(1));
            refused += u64::from(!seen.is_done());
        }
    }
    assert_eq!(
        (corrupt, lost, refused),
        (0, 0, 0),
        "of {pairs} pairs so many left a corrupt diary, lost something acknowledged, and were refused something"
    );
    usize::try_from(pairs).expect("not that many")
}

#[test]
fn a_word_of_ones_own_beside_a_score_harms_neither() {
    let lines = ["edit 89 --site ballofthumb", "edit 89 --took ibuprofen:400"];
    let pairs = lines.map(beside_log).into_iter().sum();
    prove("A11e", pairs, pairs);
}
