//! The keys of every `--json`: scripts read them, so they are only ever added.

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use serde_json::Value;

use crate::help::verbs;
use crate::world::{World, words};

/// Objects whose keys are ids of the library, or words of the person.
const BY_ID: [&str; 7] = [
    "left",
    "excludes.delays",
    "excludes.variant_tags",
    "phases[].alternatives",
    "phases[].from_day",
    "phases[].from_painless_day",
    "phases[].instead",
];

/// What is read before anything was recorded.
const WITHOUT_A_DIARY: [&str; 16] = [
    "supple --json",
    "supple today --json",
    "supple week --json",
    "supple plan --json",
    "supple remind --json",
    "supple begin --whom --json",
    "supple bring --json",
    "supple screen --inflammatory --json",
    "supple conditions --json",
    "supple conditions endometriosis --json",
    "supple conditions --table --json",
    "supple conditions --table --out causes.png --json",
    "supple exercises --json",
    "supple exercises --condition sciatica --json",
    "supple exercises bridge --json",
    "supple exercises bridge --out bridge.png --json",
];

/// What is read of a diary, whatever is in it.
const OF_A_DIARY: [&str; 33] = [
    "supple --json",
    "supple today --json",
    "supple week --json",
    "supple plan --json",
    "supple plan --why sit-to-stand --json",
    "supple remind --json",
    "supple history --from '2 weeks ago' --json",
    "supple stats --json",
    "supple patterns --json",
    "supple goal --json",
    "supple visit --json",
    "supple words --json",
    "supple screen --json",
    "supple report --text --json",
    "supple handout --json",
    "supple chart --json",
    "supple chart --kind calendar --json",
    "supple chart --kind exercise --json",
    "supple chart --kind goals --json",
    "supple chart --kind sites --json",
    "supple chart --kind times --json",
    "supple chart --kind function --json",
    "supple chart --kind cycle --json",
    "supple library --json",
    "supple config --json",
    "supple merge --json",
    "supple check --json",
    "supple backup kept.db --replace --json",
    "supple restore --json",
    "supple erase --before 2020-01-01 --yes --json",
    "supple export --out exported.jsonl --replace --json",
    "supple import rows.csv --map score=s,on=d --dry-run --json",
    "supple plan --why pelvic-tilt-supine --json",
];

/// The twelve weeks of the demo, and beside them one of everything that it does not have.
fn twelve_weeks() -> World {
    let mut world = World::new();
    world.quietly("supple demo");
    let files = world.files();
    let diary = files.iter().find(|file| file.ends_with("diary.db")).expect("a diary");
    world.set("SUPPLE_DB", world.home().join(diary));
    for line in [
        "supple log 6.5 --worst 8 --least 2 --site thigh-back:right --tag stairs --eased heat \
         --feels aching --took 'ibuprofen 400 mg' --slept 6h30 --sat 45 --cycle-day 3 \
         --note 'a long day'",
        "supple done sit-to-stand --on yesterday --sets 3 --load 2.5 --pain 1 --symptom leg-spread",
        "supple done sit-to-stand --pain 7 --effort 8",
        "supple skip band-side-step --why tired",
        "supple plan swap side-plank-knees clamshell --by 'Dr Okafor'",
        "supple plan set clamshell --reps 12 --by 'Dr Okafor'",
        "supple goal add 'walk the dog'",
        "supple goal rate dog 3 --on yesterday",
        "supple goal rate dog 7",
        "supple visit 2026-12-01 --with 'Dr Okafor' --ask 'May I run?' --ask 'And swim?'",
        "supple visit 2026-11-20 --impression 'much better' --asked 1",
        "supple bring --place 'left buttock'",
    ] {
        world.quietly(line);
    }
    std::fs::write(world.desk().join("rows.csv"), "d,s\n2026-01-02,3\nx,3\n").expect("a file");
    let own = world.home().join(".config/supple/exercises/library");
    std::fs::create_dir_all(&own).expect("a folder");
    std::fs::write(own.join("zigzag.toml"), "broken = [").expect("a file");
    world
}

/// A plan of which one condition waits for a clinician, and its bone keeps exercises out; and a
/// flare by the person's word.
fn two_conditions() -> World {
    let mut world = World::new();
    world.quietly("supple assign sciatica --side right");
    world.quietly("supple assign pelvic-stress-fracture");
    world.quietly("supple flare --on yesterday");
    world
}

/// An exercise that was too much is left for the rest of the day, and the week was told of.
fn sore_day() -> World {
    let mut world = World::assigned();
    let early = world.run(&["plan", "advance", "--week-average", "4", "--against-start", "same"]);
    assert_eq!(early.code, 1, "the answers are kept, and the phase does not begin: {early:?}");
    world.quietly("supple plan set glute-squeeze --reps 8 --by 'Dr Okafor'");
    world.quietly("supple done glute-squeeze --pain 8");
    world
}

/// Every key of a document by its path: `days[].exercises[].mark`.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = if BY_ID.contains(&at) { "*" } else { key };
                let path = if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
                paths(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => {
            items.iter().for_each(|item| paths(item, &format!("{at}[]"), found));
        }
        _ => {}
    }
}

/// The keys of each line's answer, by the line.
#[derive(Default)]
struct Keys(BTreeMap<&'static str, BTreeSet<String>>);

impl Keys {
    /// Types those of the lines that have an answer in this world, and adds its keys.
    fn read(&mut self, world: &mut World, lines: &[&'static str]) {
        for line in lines {
            let output = world.run(&[&words(line)[1..], &more(line)].concat());
            if output.stdout.is_empty() {
                continue;
            }
            let value = serde_json::from_str(&output.stdout).expect(line);
            paths(&value, "", self.0.entry(line).or_default());
        }
    }

    /// Every line, and its keys below it.
    fn told(&self) -> String {
        let mut told = String::new();
        for (line, keys) in &self.0 {
            told += &format!("$ {line}\n");
            told.extend(keys.iter().map(|key| format!("    {key}\n")));
        }
        told
    }
}

/// What is typed as well where something is drawn: a small picture, again and again.
fn more(line: &str) -> Vec<String> {
    let draws = ["chart", "handout"].iter().any(|verb| line.starts_with(&format!("supple {verb}")));
    if draws { words("--out drawn.svg --replace") } else { Vec::new() }
}

#[test]
fn no_key_is_lost_and_a_new_one_is_seen() {
    let mut keys = Keys::default();
    keys.read(&mut World::new(), &WITHOUT_A_DIARY);
    let mut told = keys.told();

    let (mut keys, mut diary) = (Keys::default(), twelve_weeks());
    keys.read(&mut diary, &OF_A_DIARY);
    diary.quietly("supple plan pause --until 2026-12-07 --why holiday");
    let while_it_rests = [
        "supple today --json",
        "supple week --json",
        "supple plan --json",
        "supple history --from '2 weeks ago' --json",
    ];
    keys.read(&mut diary, &while_it_rests);
    // Words that name a sign ask for an answer.
    diary.quietly("supple log 3 --note 'numb between the legs'");
    keys.read(&mut diary, &OF_A_DIARY);
    std::fs::write(diary.desk().join("answers.json"), r#"{"ces-saddle": "yes"}"#).expect("a file");
    diary.quietly("supple screen --answers answers.json");
    keys.read(&mut diary, &OF_A_DIARY);
    keys.read(&mut two_conditions(), &OF_A_DIARY);
    keys.read(&mut sore_day(), &OF_A_DIARY);
    assert_eq!(keys.0.len(), OF_A_DIARY.len(), "each of them has an answer in one of the diaries");
    told += "\n# with a diary\n";
    told += &keys.told();
    assert_snapshot!(told);
}

#[test]
fn every_verb_that_speaks_json_has_its_keys_looked_at() {
    let mut world = World::new();
    let help = world.quietly("supple --help").stdout;
    let typed: Vec<&str> = [&WITHOUT_A_DIARY[..], &OF_A_DIARY].concat();
    for verb in verbs(&help) {
        let help = world.quietly(&format!("supple {verb} --help")).stdout;
        let speaks = help.lines().any(|line| line.trim_start().starts_with("--json"));
        let is_typed = typed.iter().any(|line| line.split(' ').nth(1) == Some(&verb));
        assert_eq!(is_typed, speaks, "{verb}: one of the lists above has it, if it has --json");
    }
}
