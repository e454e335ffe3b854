//! The power fails at any moment: what was acknowledged is there, and the next command works.
//!
//! What one command does to its folder is written down, in order. Then the power is cut again and
//! again, at a random point: what was synced is there; what was written since may be there, wholly,
//! in some of its sectors, or not at all; names that were made, changed or removed since the folder
//! was synced last may be as before. Each such folder is laid out, and the program is run in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;

use super::home::{Home, aloud, ended, rounds, scatter};
use super::preload::{library, under};
use super::table::prove;

/// What a disk writes wholly or not at all.
const SECTOR: usize = 512;

/// Names of a folder, each with the number of its file.
type Names = BTreeMap<String, u64>;

/// A folder as it is found after the power came back.
type Found = BTreeMap<String, Vec<u8>>;

/// Something that reached the system.
enum Step {
    /// The folder has these names now.
    Names(Names),
    /// Bytes were written into a file.
    Write { file: u64, at: usize, bytes: Vec<u8> },
    /// A file was cut, or made longer with zeros.
    Cut { file: u64, length: usize },
    /// A file was synced.
    Sync { file: u64 },
    /// The folder was synced.
    SyncFolder,
    /// The answer was printed.
    Answered,
}

/// Reads what `preload.c` wrote down.
fn read(mut trace: &[u8]) -> Vec<Step> {
    fn line<'t>(trace: &mut &'t [u8]) -> Vec<&'t str> {
        let end = trace.iter().position(|byte| *byte == b'\n').expect("a whole line");
        let (line, rest) = trace.split_at(end);
        *trace = &rest[1..];
        std::str::from_utf8(line).expect("text").split(' ').collect()
    }
    let number = |text: &str| text.parse::<u64>().expect("a number");
    let size = |text: &str| text.parse::<usize>().expect("a number");
    let mut steps = Vec::new();
    while !trace.is_empty() {
        steps.push(match line(&mut trace)[..] {
            ["L", count] => {
                let name = |_| {
                    let line = line(&mut trace);
                    (line[1..].join(" "), number(line[0]))
                };
                Step::Names((0..size(count)).map(name).collect())
            }
            ["W", file, at, length] => {
                let (bytes, rest) = trace.split_at(size(length));
                trace = rest;
                Step::Write { file: number(file), at: size(at), bytes: bytes.to_vec() }
            }
            ["T", file, length] => Step::Cut { file: number(file), length: size(length) },
            ["S", file] => Step::Sync { file: number(file) },
            ["D"] => Step::SyncFolder,
            ["A"] => Step::Answered,
            ref other => panic!("{other:?}"),
        });
    }
    steps
}

/// A change of a file that may not have reached the disk.
#[derive(Clone)]
enum Pending {
    Write { at: usize, bytes: Vec<u8> },
    Cut { length: usize },
}

/// A file: what is surely on the disk, and what was done since.
#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    pending: Vec<Pending>,
}

/// A disk with one folder.
#[derive(Clone, Default)]
struct Disk {
    files: Vec<File>,
    /// The place in `files` of each file that has a name now, by its number. Numbers are used
    /// again.
    places: BTreeMap<u64, usize>,
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    /// Names that changed together, since the folder was synced.
    pending_names: Vec<BTreeMap<String, Option<usize>>>,
    is_answered: bool,
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = scatter(self.0);
        usize::try_from(self.0 % end as u64).expect("below")
    }
}

/// How much of what is not synced is there.
#[derive(Clone, Copy)]
enum Luck {
    All,
    Nothing,
    Some,
    Torn,
}

impl Luck {
    fn any(chance: &mut Chance) -> Self {
        [Self::All, Self::Nothing, Self::Some, Self::Torn][chance.below(4)]
    }

    /// Whether one thing is there.
    fn has(self, chance: &mut Chance) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Some | Self::Torn => chance.below(2) == 0,
        }
    }
}

/// Puts bytes into a file; a gap before them is zeros.
fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    content.resize(content.len().max(at + bytes.len()), 0);
    content[at..at + bytes.len()].copy_from_slice(bytes);
}

impl File {
    /// The content, with as much of what is not synced as luck has it.
    fn content(&self, luck: Luck, chance: &mut Chance) -> Vec<u8> {
        let mut content = self.synced.clone();
        for change in &self.pending {
            match change {
                Pending::Cut { length } if luck.has(chance) => content.resize(*length, 0),
                Pending::Cut { .. } => {}
                Pending::Write { at, bytes } if matches!(luck, Luck::Torn) => {
                    let mut from = 0;
                    while from < bytes.len() {
                        let to = bytes.len().min(from + SECTOR - (at + from) % SECTOR);
                        if luck.has(chance) {
                            put(&mut content, at + from, &bytes[from..to]);
                        }
                        from = to;
                    }
                }
                Pending::Write { at, bytes } if luck.has(chance) => put(&mut content, *at, bytes),
                Pending::Write { .. } => {}
            }
        }
        content
    }
}

impl Disk {
    /// A disk that has a home on it, all of it synced.
    fn new(home: &Home) -> Self {
        let mut disk = Self::default();
        for name in home.names() {
            let path = home.path().join(&name);
            disk.places.insert(fs::metadata(&path).expect("a file").ino(), disk.files.len());
            disk.names.insert(name, disk.files.len());
            disk.files
                .push(File { synced: fs::read(path).expect("it reads"), pending: Vec::new() });
        }
        disk.synced_names = disk.names.clone();
        disk
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Names(names) => self.rename(names),
            Step::Write { file, at, bytes } => {
                let change = Pending::Write { at: *at, bytes: bytes.clone() };
                if let Some(file) = self.file(*file) {
                    file.pending.push(change);
                }
            }
            Step::Cut { file, length } => {
                if let Some(file) = self.file(*file) {
                    file.pending.push(Pending::Cut { length: *length });
                }
            }
            Step::Sync { file } => {
                if let Some(file) = self.file(*file) {
                    file.synced = file.content(Luck::All, &mut Chance(0));
                    file.pending.clear();
                }
            }
            Step::SyncFolder => {
                self.synced_names = self.names.clone();
                self.pending_names.clear();
            }
            Step::Answered => self.is_answered = true,
        }
    }

    /// A file of the folder; what is written elsewhere is of no interest.
    fn file(&mut self, number: u64) -> Option<&mut File> {
        self.places.get(&number).map(|place| &mut self.files[*place])
    }

    /// The folder has other names now.
    fn rename(&mut self, names: &Names) {
        self.places.retain(|number, _| names.values().any(|named| named == number));
        for number in names.values() {
            if !self.places.contains_key(number) {
                self.places.insert(*number, self.files.len());
                self.files.push(File::default());
            }
        }
        let now: BTreeMap<String, usize> =
            names.iter().map(|(name, number)| (name.clone(), self.places[number])).collect();
        let all: BTreeSet<&String> = now.keys().chain(self.names.keys()).collect();
        let mut groups: BTreeMap<usize, BTreeMap<String, Option<usize>>> = BTreeMap::new();
        for name in all.into_iter().filter(|name| now.get(*name) != self.names.get(*name)) {
            // A file that has one name less and one more was renamed, which happens wholly or not
            // at all.
            let group = now.get(name).or(self.names.get(name)).expect("it is of one of them");
            groups.entry(*group).or_default().insert(name.clone(), now.get(name).copied());
        }
        self.pending_names.extend(groups.into_values());
        self.names = now;
    }

    /// The folder as it may be found after a power cut now.
    fn cut(&self, chance: &mut Chance) -> Found {
        let mut names = self.synced_names.clone();
        let luck = Luck::any(chance);
        for group in &self.pending_names {
            if !luck.has(chance) {
                continue;
            }
            for (name, place) in group {
                match place {
                    Some(place) => drop(names.insert(name.clone(), *place)),
                    None => drop(names.remove(name)),
                }
            }
        }
        let content = |place: usize| {
            let luck = Luck::any(chance);
            self.files[place].content(luck, chance)
        };
        let places: Vec<usize> = names.values().copied().collect();
        names.into_keys().zip(places.into_iter().map(content)).collect()
    }
}

/// A home with a folder as it was found after the power came back.
fn laid_out(found: &Found) -> Home {
    let home = Home::new();
    for (name, content) in found {
        fs::write(home.path().join(name), content).expect("it is laid out");
    }
    home
}

/// What is wrong in a home after the power came back; `None` when all is well. `entries` were there
/// before the command, and one more, noted “cut”, since it answered.
fn wrong_log(home: &Home, is_answered: bool, entries: usize) -> Option<String> {
    let history = home.types("history --json");
    if !history.is_done() {
        return Some(format!("history: {}", history.stderr));
    }
    let read: serde_json::Value = serde_json::from_str(&history.stdout).expect("JSON");
    let read = read.as_array().expect("a list");
    let is_there = read.iter().any(|entry| entry["note"] == "cut");
    if read.len() != entries + usize::from(is_there) || is_answered && !is_there {
        return Some(format!(
            "{} entries of {entries}, the last one there: {is_there}",
            read.len()
        ));
    }
    let log = home.types("log 3");
    if !log.is_done() {
        return Some(format!("log: {}", log.stderr));
    }
    home.proves_sound();
    let count =
        home.number("SELECT (SELECT count(*) FROM rating) + (SELECT count(*) FROM session)");
    (usize::try_from(count) != Ok(read.len() + 1))
        .then(|| format!("{count} entries after {} and a log", read.len()))
}

/// Writes down what a line does, cuts the power at many random moments of it, and lets `wrong` look
/// at what is left, how the command left its home, and whether the answer was seen: `None` is well.
fn survives(
    id: &str,
    start: &Home,
    line: &str,
    wrong: impl Fn(&Home, &Home, bool) -> Option<String>,
) {
    let Some(library) = library() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("trace");
    let before = Disk::new(start);
    let wishes = [("TORTURE_TRACE", trace.to_str().expect("a path"))];
    let seen = ended(under(start.line(line), start, library, &wishes));
    assert!(seen.is_done(), "{line}: {seen:?}");
    let steps = read(&fs::read(&trace).expect("a trace"));

    // Nothing was missed: with all of it, the folder is as the command left it.
    let mut disk = before.clone();
    steps.iter().for_each(|step| disk.step(step));
    let number = |name: &String| fs::metadata(start.path().join(name)).expect("it is there").ino();
    disk.rename(&start.names().into_iter().map(|name| (name.clone(), number(&name))).collect());
    for (name, place) in &disk.names {
        let content = disk.files[*place].content(Luck::All, &mut Chance(0));
        assert!(
            content == fs::read(start.path().join(name)).expect("it reads"),
            "{name} was changed unseen"
        );
    }
    assert!(disk.is_answered, "{line}: no answer was seen");

    let (mut states, mut went_wrong) = (BTreeSet::new(), Vec::new());
    for state in 0..200 * rounds() {
        let mut chance = Chance(scatter(state));
        // As often near the end as anywhere: there it is decided what stays.
        let end = match chance.below(3) {
            0 => steps.len() - chance.below(8.min(steps.len())),
            _ => chance.below(steps.len() + 1),
        };
        let mut disk = before.clone();
        steps[..end].iter().for_each(|step| disk.step(step));
        let found = disk.cut(&mut chance);
        if states.insert((found.clone(), disk.is_answered)) {
            let why = wrong(&laid_out(&found), start, disk.is_answered);
            let sizes = found.iter().map(|(name, content)| format!("{name} {}", content.len()));
            went_wrong.extend(why.map(|why| {
                let sizes = sizes.collect::<Vec<_>>().join(", ");
                format!("state {state}, after step {end} of {}: {why} [{sizes}]", steps.len())
            }));
        }
    }
    assert!(
        states.iter().any(|(_, is_answered)| *is_answered),
        "{line}: no state after the answer"
    );
    went_wrong.iter().take(5).for_each(|wrong| aloud(&format!("{line}: {wrong}")));
    prove(id, states.len(), states.len() - went_wrong.len());
}

#[test]
fn a_power_cut_in_the_very_first_command_leaves_a_diary_or_none() {
    let wrong = |home: &Home, _: &Home, is_answered| wrong_log(home, is_answered, 0);
    survives("A2a", &Home::new(), "log 5 --note cut", wrong);
}

#[test]
fn a_power_cut_in_any_later_command_takes_nothing_that_was_acknowledged() {
    let start = Home::after(&["log 4", "log 5 --site buttock --tag sitting", "log 6"]);
    let wrong = |home: &Home, _: &Home, is_answered| wrong_log(home, is_answered, 3);
    survives("A2b", &start, "log 5 --note cut", wrong);
}

#[test]
fn a_power_cut_while_an_old_diary_is_brought_up_to_date_takes_nothing_of_it() {
    let wrong = |home: &Home, _: &Home, is_answered| wrong_log(home, is_answered, 19);
    survives("A3a", &Home::with_an_old_diary(), "log 5 --note cut", wrong);
}

/// Cuts the power in a command that changes the diary: it is as before or as after, and once
/// acknowledged as after.
fn is_one_of_two(id: &str, start: &Home, line: &str) {
    let before = start.contents();
    survives(id, start, line, |home, after, is_answered| {
        let read = home.types("history");
        if !read.is_done() {
            return Some(format!("history: {}", read.stderr));
        }
        home.proves_sound();
        let (found, after) = (home.contents(), after.contents());
        let is_right = found == after || !is_answered && found == before;
        let next = home.types("log 3");
        match is_right {
            false => Some(format!("neither before nor after, answered: {is_answered}")),
            true => (!next.is_done()).then(|| format!("log: {}", next.stderr)),
        }
    });
}

/// Cuts the power in a command that makes a file: it is not there or whole, and once acknowledged
/// whole.
fn is_whole_or_not_there(id: &str, start: &Home, line: &str, name: &str) {
    survives(id, start, line, |home, after, is_answered| {
        let whole = fs::read(after.path().join(name)).expect("it was made");
        match fs::read(home.path().join(name)) {
            Ok(found) => (found != whole).then(|| format!("{} of {}", found.len(), whole.len())),
            Err(_) => is_answered.then(|| "it is not there".to_owned()),
        }
    });
}

/// A home with some entries, a copy of one entry less, a table, and another diary.
fn home_with_more() -> Home {
    let home = Home::after(&["log 4 --note one", "log 6 --tag sitting", "backup kept.db"]);
    home.works("log 5 --note two");
    let table = "d,s,n\n2026-11-01,3,x\n2026-11-02,4,y\n";
    fs::write(home.path().join("t.csv"), table).expect("it is written");
    let other = Home::after(&["log 2 --note there", "log 3 --site buttock"]);
    fs::copy(other.diary(), home.path().join("other.db")).expect("it is copied");
    home
}

#[test]
fn a_power_cut_in_what_changes_much_leaves_all_or_nothing_of_it() {
    for (id, line) in [
        ("A3b", "import t.csv --map on=d,score=s,note=n"),
        ("A3c", "undo"),
        ("A3d", "restore kept.db --yes"),
        ("A3f", "erase 1 --yes"),
        ("A3g", "merge other.db"),
    ] {
        is_one_of_two(id, &home_with_more(), line);
    }
    let start = Home::after(&["assign piriformis-dgs --side left", "log 4"]);
    is_one_of_two("A3i", &start, "done --all");
}

#[test]
fn a_power_cut_in_an_export_leaves_a_whole_file_or_none() {
    is_whole_or_not_there("A3e", &home_with_more(), "export --out all.jsonl", "all.jsonl");
}

#[test]
fn a_power_cut_in_a_backup_leaves_a_whole_copy_or_none() {
    is_whole_or_not_there("A3h", &home_with_more(), "backup new.db", "new.db");
}
