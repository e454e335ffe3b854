//! What Tab offers.

use std::path::Path;

use insta::assert_snapshot;

use crate::world::{PROGRAM, World, words};

/// What is offered for a line whose last word, perhaps empty, is being typed.
fn offered(world: &mut World, line: &str) -> Vec<String> {
    let mut typed = words(line);
    if line.ends_with(' ') {
        typed.push(String::new());
    }
    let mut command = world.program(PROGRAM);
    command
        .env("COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", (typed.len() - 1).to_string());
    command.arg("--").args(&typed);
    let output = world.finish(command);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{line}");
    output.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_shell_has_a_script() {
    let mut world = World::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let output = world.quietly(&format!("supple completions {shell}"));
        assert_eq!(output.stderr, "");
        assert!(
            output.stdout.contains("COMPLETE") && output.stdout.contains("supple"),
            "{shell}: {}",
            output.stdout
        );
    }
    assert_eq!(world.files(), [""; 0]);
}

#[test]
fn ids_sites_and_sides_are_offered() {
    let mut world = World::new();
    for line in [
        "supple ",
        "supple con",
        "supple assign isch",
        "supple conditions pirif",
        "supple exercises cla",
        "supple done figure",
        "supple done bridge wal",
        "supple skip step",
        "supple log 4 --site ",
        "supple log 4 --site thigh",
        "supple log 4 --site hip --side ",
        "supple assign piriformis-dgs --side ",
        "supple log --w",
        "supple log 4 --tag ",
        "supple edit 1 --site b",
    ] {
        let offered = offered(&mut world, line);
        world.remark(&format!("{line}[Tab]  {}", offered.join("  ")));
    }
    assert_eq!(world.files(), [""; 0], "asking makes nothing");
    assert_snapshot!(world.told());
}

#[test]
fn what_is_in_the_plan_is_offered() {
    let mut world = World::assigned();
    for (line, ids) in [
        ("supple plan --why glu", "glute-squeeze"),
        ("supple plan set wal", "walking"),
        ("supple plan swap walking stationary", "stationary-bike"),
        ("supple plan resume fig", "figure-four-supine"),
        ("supple plan advance ", "piriformis-dgs"),
        ("supple plan back p", "piriformis-dgs"),
        ("supple plan advance --passed ", "sit-20-min no-new-numbness"),
        ("supple plan advance --not-yet no", "no-new-numbness"),
        ("supple plan advance --against-start ", "better same worse"),
    ] {
        let found = offered(&mut world, line);
        let found: Vec<&str> =
            found.iter().map(String::as_str).filter(|each| !each.starts_with('-')).collect();
        assert_eq!(found.join(" "), ids, "{line}");
    }
}

#[test]
fn the_persons_own_tags_are_offered_the_most_used_first() {
    let mut world = World::new();
    for tags in [
        "--tag stairs --tag sitting",
        "--tag sitting",
        "--tag 'süßes Sofa'",
        "--tag sitting --tag stairs",
    ] {
        world.quietly(&format!("supple log 4 {tags}"));
    }
    assert_eq!(offered(&mut world, "supple log 5 --tag "), ["sitting", "stairs", "süßes-sofa"]);
    assert_eq!(offered(&mut world, "supple log 5 --tag st"), ["stairs"]);
    assert_eq!(offered(&mut world, "supple edit 1 --tag si"), ["sitting"]);
    world.quietly("supple remove 1 2 4");
    assert_eq!(offered(&mut world, "supple log 5 --tag "), ["süßes-sofa"]);
}

#[test]
fn what_is_known_of_the_conditions_is_offered_before_the_persons_own_words() {
    let mut world = World::assigned();
    world.quietly(
        "supple log 4 --tag rain --tag stairs --feels like-a-rope --eased tea --own-site heel --took 'Aspirin 1 g'",
    );
    for line in [
        "supple log 5 --tag ",
        "supple log 5 --eased ",
        "supple edit 1 --eased ",
        "supple log 5 --feels ",
        "supple log 5 --took ",
        "supple log 5 --site h",
        "supple log s",
        "supple history --tag r",
        "supple history --site he",
        "supple done bridge --symptom ",
    ] {
        let offered = offered(&mut world, line);
        world.remark(&format!("{line}[Tab]  {}", offered.join("  ")));
    }
    // A plan that has ended offers nothing any more.
    world.quietly("supple assign piriformis-dgs --end");
    assert_eq!(offered(&mut world, "supple log 5 --eased "), ["tea"]);
    assert_snapshot!(world.told(), @"
    # supple log 5 --tag [Tab]  stairs  sitting-over-20-30-min  sitting-on-a-wallet  driving  cross-legged-sitting  running  squatting  standing-on-one-leg  getting-out-of-the-car  rain
    # supple log 5 --eased [Tab]  standing-up  walking  changing-side  tea
    # supple edit 1 --eased [Tab]  standing-up  walking  changing-side  tea
    # supple log 5 --feels [Tab]  like-a-rope  aching  burning  cramping  dull  electric  numb  pressing  pulling  sharp  shooting  stiff  throbbing  tight  tingling
    # supple log 5 --took [Tab]  aspirin:1g
    # supple log 5 --site h[Tab]  heel  hip
    # supple log s[Tab]  same
    # supple history --tag r[Tab]  running  rain
    # supple history --site he[Tab]  heel
    # supple done bridge --symptom [Tab]  leg-spread  bulge  fall  numb-weak  pelvic-numb
    ");
}

#[test]
fn the_persons_own_exercises_are_offered() {
    let mut world = World::new();
    let folder = world.home().join(".config/supple/exercises/library");
    std::fs::create_dir_all(&folder).expect("a folder");
    let own = include_str!("../../exercises/library/bridge.toml")
        .replace("id = \"bridge\"", "id = \"bridge-of-mine\"");
    std::fs::write(folder.join("bridge-of-mine.toml"), own).expect("it is written");
    assert!(offered(&mut world, "supple done bridge").contains(&"bridge-of-mine".to_owned()));
}

#[test]
fn what_cannot_be_read_is_not_offered_and_not_talked_about() {
    let mut world = World::new();
    std::fs::create_dir_all(world.diary().parent().expect("a folder")).expect("a folder");
    std::fs::write(world.diary(), "no diary at all").expect("it is written");
    assert_eq!(offered(&mut world, "supple log 4 --tag "), [""; 0]);
    world.set("SUPPLE_DB", "");
    assert_eq!(offered(&mut world, "supple log 4 --tag "), [""; 0]);
    world.set("SUPPLE_NOW", "nonsense");
    let _ = offered(&mut world, "supple done cl");
}

/// Whether this machine has a shell; the tests of those it has not say nothing.
#[cfg(unix)]
pub fn has(shell: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(shell).is_file()))
}

/// A world in which `supple` is on the path.
fn on_the_path() -> World {
    let mut world = World::new();
    let mut path = Path::new(PROGRAM).parent().expect("a folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    world.set("PATH", path);
    world.quietly("supple log 4 --tag stairs");
    world
}

#[cfg(unix)]
#[test]
fn bash_takes_the_script() {
    if !has("bash") {
        return;
    }
    let mut world = on_the_path();
    let script = "source <(supple completions bash)
        ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}
                COMPREPLY=(); _supple_complete supple; echo \"${COMPREPLY[*]}\"; }
        ask supple done clams; ask supple log 4 --tag s; ask supple assign pirif; complete -p supple";
    let mut bash = world.program("bash");
    bash.args(["--norc", "-c", script]);
    let output = world.finish(bash);
    assert_eq!(output.stderr, "");
    let said: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(said[..3], ["clamshell clamshell-band", "stairs", "piriformis-dgs"], "{said:?}");
    assert!(said[3].contains("_supple_complete"));
}

#[cfg(unix)]
#[test]
fn fish_takes_the_script() {
    if !has("fish") {
        return;
    }
    let mut world = on_the_path();
    let mut fish = world.program("fish");
    fish.args([
        "--no-config",
        "-c",
        "supple completions fish | source; complete -C 'supple done clams'; complete -C 'supple log 4 --tag s'",
    ]);
    let output = world.finish(fish);
    let said: Vec<&str> =
        output.stdout.lines().map(|line| line.split('\t').next().unwrap_or_default()).collect();
    assert_eq!(said, ["clamshell", "clamshell-band", "stairs"], "{output:?}");
}

#[cfg(unix)]
#[test]
fn zsh_reads_the_script() {
    if !has("zsh") {
        return;
    }
    let mut world = on_the_path();
    let mut zsh = world.program("zsh");
    zsh.args([
        "-f",
        "-c",
        "autoload -U compinit && compinit -D && source <(supple completions zsh) && echo ${_comps[supple]}",
    ]);
    let output = world.finish(zsh);
    assert_eq!(
        (output.code, output.stdout.trim()),
        (0, "_clap_dynamic_completer_supple"),
        "{output:?}"
    );
}

/// What bash puts on its line after some keys, in a real terminal, and all that it has shown.
#[cfg(unix)]
fn typed_in_bash(world: &World, keys: &str) -> (String, String) {
    use crate::prompt::Keyboard;
    let rc = world.home().join("rc");
    // What is typed is shown word by word, in the place of running it.
    let setup = "PS1='ready> '; bind 'set enable-bracketed-paste off' 2> /dev/null
        bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'
        source <(supple completions bash)
        supple() { if [ -n \"$COMPLETE\" ]; then command supple \"$@\"; else printf 'typed'; printf ' <%s>' \"$@\"; echo; fi; }
        ";
    std::fs::write(&rc, setup).expect("it is written");
    let mut shell = Keyboard::at(world, "exec bash --noprofile --rcfile ../rc -i");
    shell.until("ready> ");
    shell.sends(keys);
    // Bash hands on what it has when Enter comes, so the answer to Tab has to be there before.
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    shell.sends("\r");
    shell.until("typed ");
    shell.until("\n");
    let shown = shell.shown();
    shell.sends("exit\r");
    shell.ends();
    let typed = shown.rsplit("typed ").next().expect("a line");
    (typed.lines().next().unwrap_or_default().trim().to_owned(), shown)
}

#[cfg(unix)]
#[test]
fn tab_in_a_real_bash_puts_the_right_word_on_the_line() {
    if !has("bash") {
        return;
    }
    let mut world = World::assigned();
    let mut path = Path::new(PROGRAM).parent().expect("a folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    world.set("PATH", path);
    world.quietly("supple log 4 --tag stairs --took 'ibuprofen 400 mg'");
    world.quietly("supple goal add 'walk the dog'");
    for (keys, right) in [
        // Behind a colon and an equals sign, where bash begins a new word.
        ("supple log 4 --site buttock:l\t", "<log> <4> <--site> <buttock:left>"),
        ("supple log 4 --site=buttock:r\t", "<log> <4> <--site=buttock:right>"),
        ("supple log 4 --tag=stai\t", "<log> <4> <--tag=stairs>"),
        ("supple log 4 --took ibuprofen:\t", "<log> <4> <--took> <ibuprofen:400mg>"),
        ("supple log 4 --site butt\t--side le\t", "<log> <4> <--site> <buttock> <--side> <left>"),
        ("supple done figure-four-su\t--side ri\t", "<done> <figure-four-supine> <--side> <right>"),
        ("supple log 4 --on yest\t", "<log> <4> <--on> <yesterday>"),
        ("supple visit tom\t", "<visit> <tomorrow>"),
        ("supple goal rate w\t7", "<goal> <rate> <walk> <7>"),
        // In the middle of a line: what stands behind the cursor stays.
        (
            "supple log  --site hip\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[D\u{1b}[Dsa\t",
            "<log> <same> <--site> <hip>",
        ),
    ] {
        let (typed, shown) = typed_in_bash(&world, keys);
        assert_eq!(typed, right, "{keys:?}: {shown}");
    }
    let (typed, shown) = typed_in_bash(&world, "supple log 4 --site buttock:\t");
    assert!(
        typed.ends_with("<buttock:>") && shown.contains("left") && !shown.contains("--worst"),
        "{shown}"
    );
    // Today's exercises come first, in the order of the list.
    let (_, shown) = typed_in_bash(&world, "supple done \t");
    let at = |word: &str| shown.find(word).unwrap_or_else(|| panic!("no {word}: {shown}"));
    assert!(at("figure-four-supine") < at("sciatic-slider-supine"), "{shown}");
    assert!(at("walking") < at("abdominal-brace"), "{shown}");
}

#[test]
fn sides_goals_days_and_the_exercises_of_today_are_offered() {
    let mut world = World::assigned();
    for goal in ["'walk the dog'", "'walk to work'", "swim"] {
        world.quietly(&format!("supple goal add {goal}"));
    }
    world.quietly("supple done 1 --pain 1");
    world.quietly("supple done 1 --pain 1");
    for (line, first) in [
        ("supple log 4 --site buttock:", "buttock:left buttock:right buttock:both buttock:middle"),
        ("supple log 4 --site=hip:l", "--site=hip:left"),
        ("supple done walking --side ", "left right both"),
        ("supple goal rate ", "dog work swim"),
        ("supple log 4 --on ", "today yesterday monday tuesday"),
        ("supple history --from t", "today tuesday thursday"),
        ("supple visit ", "today tomorrow monday"),
        ("supple plan pause --until tom", "tomorrow"),
        // What is done is not offered first any more.
        ("supple done ", "sciatic-slider-supine glute-squeeze walking abdominal-brace"),
        ("supple session g", "glute-squeeze"),
    ] {
        let offered = offered(&mut world, line).join(" ");
        assert!(offered.starts_with(first), "{line}: {offered}");
    }
}

/// A diary of somebody else's: a tag, a site, a medicine and a condition that a shell would obey,
/// and a file beside it.
fn hostile() -> World {
    let mut world = on_the_path();
    world.quietly("supple log 4 --tag zz --eased zz --feels zz --own-site zz --took zz");
    world.quietly("supple assign ischial-bursitis --side left");
    let hostile = "zz;>PWNED;$(>PWNED)`>PWNED`";
    let database = world.database();
    for (table, column) in
        [("rating_tag", "tag"), ("rating_site", "site"), ("medicine_intake", "medicine")]
    {
        let change = format!("UPDATE {table} SET {column} = ?1 WHERE {column} = 'zz'");
        assert!(database.execute(&change, [hostile]).expect(&change) > 0, "{change}");
    }
    std::fs::write(world.desk().join("zz;>PWNED.toml"), "").expect("it is written");
    std::fs::write(world.desk().join("zy.toml"), "").expect("it is written");
    world
}

/// Lines that ask for what [`hostile`] holds.
const HOSTILE_LINES: [&str; 9] = [
    "supple log 4 --tag zz",
    "supple log 4 --tag=zz",
    "supple log 4 --eased zz",
    "supple log 4 --feels zz",
    "supple log 4 --site zz",
    "supple log 4 --took zz",
    "supple history --tag zz",
    "supple library check zz",
    "supple screen --answers zz",
];

#[test]
fn text_of_a_strangers_diary_is_never_offered_as_a_command() {
    let mut world = hostile();
    for line in HOSTILE_LINES {
        assert_eq!(offered(&mut world, line), [""; 0], "{line}");
    }
    assert_eq!(offered(&mut world, "supple library check zy"), ["zy.toml"]);
    assert_eq!(offered(&mut world, "supple chart --out ./z"), ["./zy.toml"]);
    for line in [
        "supple log 4 --tag ",
        "supple log 4 --site ",
        "supple log 4 --took ",
        "supple chart --out ",
    ] {
        let found = offered(&mut world, line);
        assert!(
            found.iter().all(|word| !word.contains([';', '$', '`', '>', ' '])),
            "{line}: {found:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn bash_runs_nothing_of_a_strangers_diary() {
    if !has("bash") {
        return;
    }
    let world = &mut hostile();
    // What Tab puts on the line is then entered, as a person would.
    let script = "source <(supple completions bash)
        for line in \"$@\"; do
            COMP_WORDS=($line); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            COMP_LINE=\"$line\"; COMP_POINT=${#line}; _supple_complete supple
            eval \"${COMP_WORDS[*]:0:$COMP_CWORD} ${COMPREPLY[*]}\" >/dev/null 2>&1
        done";
    let mut bash = world.program("bash");
    bash.args(["--norc", "-c", script, "bash"]).args(HOSTILE_LINES);
    world.finish(bash);
    assert!(!world.files().iter().any(|file| file.ends_with("PWNED")), "{:?}", world.files());
}
