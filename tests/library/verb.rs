//! `supple library` as a person types it, with the real program in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A home with nothing in it yet.
struct Home {
    folder: TempDir,
}

/// What came of a command.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the person's own file of that name is.
    fn own(&self, name: &str) -> PathBuf {
        self.path(".config/supple/exercises").join(name)
    }

    /// Writes a file next to which commands are typed.
    fn file(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("it can be written");
    }

    /// Types a command; words are split at spaces. The home's own path reads `HOME` in what comes
    /// back.
    fn types(&self, line: &str) -> Said {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_supple"))
            .args(line.split(' '))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("COLUMNS", "80")
            .env("TZ", "UTC")
            .env("SUPPLE_NOW", "2026-11-22T14:30:00Z")
            .output()
            .expect("the program runs");
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .expect("it is text")
                .replace(&self.folder.path().display().to_string(), "HOME")
        };
        Said { code: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// Types a command that must do what it says.
    fn does(&self, line: &str) -> String {
        let said = self.types(line);
        assert_eq!(said.code, Some(0), "{line}: {}{}", said.out, said.err);
        said.out
    }

    /// Types a command that must be refused with this code; what it says.
    fn refuses(&self, code: i32, line: &str) -> String {
        let said = self.types(line);
        assert_eq!((said.code, said.out.as_str()), (Some(code), ""), "{line}: {}", said.err);
        said.err
    }
}

/// A shipped file.
fn ours(path: &str) -> String {
    fs::read_to_string(format!("exercises/{path}")).expect("it is shipped")
}

/// The bridge with two sets of ten.
fn lighter_bridge() -> String {
    ours("library/bridge.toml").replace("sets = 3", "sets = 2").replace("reps = 12", "reps = 10")
}

/// The words of a text one space apart, however it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_library_without_own_files_is_as_shipped() {
    let home = Home::new();
    let out = home.does("library");
    assert!(
        out.starts_with("Everything is as shipped: 11 conditions and 72 exercises.\n"),
        "{out}"
    );
    assert!(out.ends_with("All of it reads well.\n"), "{out}");
    assert!(!home.path(".config").exists(), "looking makes nothing");
    let json: serde_json::Value =
        serde_json::from_str(&home.does("library --json")).expect("it is JSON");
    assert_eq!(json["files"], serde_json::json!([]));
    assert_eq!((json["conditions"].as_u64(), json["exercises"].as_u64()), (Some(11), Some(72)));
}

#[test]
fn copy_change_check_add_and_back_again() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    let checked = home.does("library check bridge.toml");
    assert!(checked.contains("bridge.toml reads well: Bridge, 2 × 10, hold 3 s"), "{checked}");
    assert!(checked.contains("bridge: 3 × 12, hold 3 s → 2 × 10, hold 3 s"), "{checked}");
    assert!(!home.path(".config").exists(), "checking makes nothing");

    let added = home.does("library add bridge.toml");
    assert!(added.contains("bridge: 3 × 12, hold 3 s → 2 × 10, hold 3 s"), "{added}");
    assert!(added.contains("To go back to ours: supple library remove bridge"), "{added}");
    assert_eq!(
        fs::read_to_string(home.own("library/bridge.toml")).expect("it is there"),
        lighter_bridge()
    );
    assert!(home.does("exercises bridge").contains("2 × 10"));
    let listed = home.does("library");
    assert!(listed.contains("bridge (exercise, in place of ours)"), "{listed}");

    let removed = home.does("library remove bridge");
    assert!(removed.starts_with("bridge is ours again: Bridge, 3 × 12, hold 3 s"), "{removed}");
    assert!(home.does("exercises bridge").contains("3 × 12"));
    home.does("library add .config/supple/exercises/library/bridge.toml.removed");
    assert!(home.does("exercises bridge").contains("2 × 10"));
}

#[cfg(unix)]
#[test]
fn own_files_are_for_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    home.does("library add bridge.toml");
    let mode = |name: &str| {
        fs::metadata(home.own(name)).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!((mode(""), mode("library"), mode("library/bridge.toml")), (0o700, 0o700, 0o600));
}

#[test]
fn everything_wrong_is_told_at_once_and_nothing_is_added() {
    let home = Home::new();
    home.file(
        "bridge.toml",
        &lighter_bridge().replace("reps = 10", "reps = 0").replace("\"strength\"", "\"strenght\""),
    );
    for line in ["library check bridge.toml nothing.toml", "library add bridge.toml nothing.toml"] {
        let told = home.refuses(1, line);
        assert!(told.contains("3 things have to be put right"), "{told}");
        assert!(
            told.contains("bridge.toml, line 3: kind is “strenght”; did you mean strength?"),
            "{told}"
        );
        assert!(
            told.contains("bridge.toml, line 26: reps is 0; a set has 1 to 100 repeats."),
            "{told}"
        );
        assert!(told.contains("nothing.toml: there is no such file"), "{told}");
    }
    assert!(!home.path(".config").exists(), "nothing was added");
}

#[test]
fn a_file_is_held_against_the_rest_of_the_library() {
    let home = Home::new();
    let tagged =
        lighter_bridge().replace("tags = [\"supine\"]", "tags = [\"supine\", \"pressure-tool\"]");
    home.file("bridge.toml", &tagged);
    let told = flat(&home.refuses(1, "library check bridge.toml"));
    assert!(
        told.contains("lists “bridge”, tagged pressure-tool, which this condition excludes"),
        "{told}"
    );

    let mine = ours("conditions/sciatica.toml").replace("\"hip-hinge\"", "\"garden-hinge\"");
    home.file("sciatica.toml", &mine);
    let told = flat(&home.refuses(1, "library check sciatica.toml"));
    assert!(told.contains("“garden-hinge”, and there is no such exercise"), "{told}");
    home.file(
        "hinge.toml",
        &ours("library/hip-hinge.toml").replace("id = \"hip-hinge\"", "id = \"garden-hinge\""),
    );
    let both = flat(&home.does("library check sciatica.toml hinge.toml"));
    assert!(
        both.contains("Its id is garden-hinge, so its name has to be garden-hinge.toml."),
        "{both}"
    );
    assert!(both.contains("strengthen now has garden-hinge"), "{both}");
}

#[test]
fn the_kind_of_a_file_shows_in_what_it_says_and_not_in_its_name() {
    let home = Home::new();
    home.file("from-my-physio.txt", &lighter_bridge());
    assert!(home.does("library check from-my-physio.txt").contains("Bridge, 2 × 10"));
    home.file("shopping.toml", "milk = 2\n");
    let told = flat(&home.refuses(1, "library check shopping.toml"));
    assert!(
        told.contains("this is neither an exercise nor a condition; an exercise says its steps"),
        "{told}"
    );
    let cause = fs::read_to_string("exercises/causes/sciatica.toml").expect("it is shipped");
    home.file("sciatica.toml", &cause);
    let told = flat(&home.refuses(1, "library check sciatica.toml"));
    assert!(told.contains("the same for everybody, and cannot be replaced"), "{told}");
}

#[test]
fn an_own_file_stays_unless_replaced_and_is_kept_when_it_is() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    home.does("library add bridge.toml");
    home.file("bridge.toml", &lighter_bridge().replace("reps = 10", "reps = 8"));
    let told = flat(&home.refuses(1, "library add bridge.toml"));
    assert!(told.contains("supple library add --replace bridge.toml"), "{told}");
    assert!(home.does("exercises bridge").contains("2 × 10"));
    let out = flat(&home.does("library add --replace bridge.toml"));
    assert!(
        out.contains(
            "The one you had was kept as HOME/.config/supple/exercises/library/bridge.toml.removed"
        ),
        "{out}"
    );
    assert!(home.does("exercises bridge").contains("2 × 8"));
    let kept = fs::read_to_string(home.own("library/bridge.toml.removed")).expect("it was kept");
    assert_eq!(kept, lighter_bridge());
}

#[test]
fn a_file_in_its_place_is_not_added_onto_itself() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    home.does("library add bridge.toml");
    let told = flat(
        &home.refuses(1, "library add --replace .config/supple/exercises/library/bridge.toml"),
    );
    assert!(told.contains("is in its place already"), "{told}");
}

#[test]
fn what_no_longer_keeps_anybody_safe_is_said() {
    let home = Home::new();
    let bare = ours("conditions/pelvic-stress-fracture.toml")
        .replace("bone-zero", "standard")
        .replace("clinician_gate = true", "clinician_gate = false")
        .replace("[phase.from_painless_day]", "[phase.from_day]");
    home.file("pelvic-stress-fracture.toml", &bare);
    let out = flat(&home.does("library check pelvic-stress-fracture.toml"));
    for line in
        ["the pain limit of bone, 0 of 10, is gone", "it starts without a clinician's agreement"]
    {
        assert!(out.contains(line), "{line} is not in {out}");
    }
    home.file("pelvic-stress-fracture.toml", &bare.replace("\"standard\"", "\"bone-zero\""));
    assert!(
        flat(&home.refuses(1, "library check pelvic-stress-fracture.toml"))
            .contains("clinician's agreement")
    );
}

#[test]
fn what_differs_in_order_growth_and_upkeep_is_said() {
    let home = Home::new();
    let mine = ours("conditions/ischial-bursitis.toml")
        .replace("hip-thrust = 14\n", "hip-thrust = 7\n")
        .replace("not_same_day = ", "one_of = ")
        .replace("reps_min = 8\ngrow = \"load\"\nload_step = 1000", "grow = \"reps\"")
        .replace("sitting_minutes_min = 45\n", "")
        .replace("hip-thrust = [\"bridge\"]", "hip-thrust = [\"glute-squeeze\"]")
        .replace("\"hip-thrust\", \"walking\"]\n", "\"walking\"]\n");
    home.file("ischial-bursitis.toml", &mine);
    let out = flat(&home.does("library check ischial-bursitis.toml"));
    for line in [
        "return, hip-thrust: from day of the phase 14 → from day of the phase 7",
        "return no longer keeps to different days walk-run, romanian-deadlift",
        "return now lets choose one a day of walk-run, romanian-deadlift",
        "return, single-leg-rdl: grows in load, repeats down to 8, weight by 1000 g → grows in reps",
        "test sit-45-min: by 45 min of sitting → the person's own word",
        "return, in place of hip-thrust: bridge → glute-squeeze",
        "upkeep no longer has hip-thrust",
    ] {
        assert!(out.contains(line), "{line} is not in {out}");
    }
}

#[test]
fn a_file_that_is_needed_is_not_removed() {
    let home = Home::new();
    home.file(
        "hinge.toml",
        &ours("library/hip-hinge.toml").replace("id = \"hip-hinge\"", "id = \"garden-hinge\""),
    );
    let note = flat(&home.does("library add hinge.toml"));
    assert!(
        note.contains(
            "To see it: supple exercises garden-hinge • To put it into the routine: supple plan \
             add garden-hinge --by NAME • Or list it in a phase of a condition's file, to be had \
             by supple library show CONDITION"
        ),
        "{note}"
    );
    home.file(
        "sciatica.toml",
        &ours("conditions/sciatica.toml").replace("\"hip-hinge\"", "\"garden-hinge\""),
    );
    home.does("library add sciatica.toml");
    let told = flat(&home.refuses(1, "library remove garden-hinge"));
    assert!(told.contains("garden-hinge is still needed, and was left in its place."), "{told}");
    assert!(home.own("library/garden-hinge.toml").exists());
    home.does("library remove sciatica");
    let out = flat(&home.does("library remove garden-hinge"));
    assert!(out.starts_with("garden-hinge is no longer in your library."), "{out}");
    let told = flat(&home.refuses(2, "library remove garden-hinge"));
    assert!(told.contains("you have no file of your own called garden-hinge."), "{told}");
    assert!(flat(&home.refuses(2, "library remove bridge")).contains("bridge is as shipped"));
}

#[test]
fn a_broken_own_file_shows_in_the_list_and_in_the_check() {
    let home = Home::new();
    fs::create_dir_all(home.own("library")).expect("it can be made");
    fs::write(home.own("library/bridge.toml"), "id = \"bridge\"\nsets =\n")
        .expect("it can be written");
    let out = flat(&home.does("library"));
    assert!(
        out.contains("cannot be read, so it is not used, and ours is not used in its place"),
        "{out}"
    );
    assert!(out.contains("One thing has to be put right"), "{out}");
    assert!(flat(&home.refuses(1, "library check")).contains("bridge.toml, line 2"));
    // What is right again may take its place.
    home.file("bridge.toml", &lighter_bridge());
    home.does("library add --replace bridge.toml");
    assert!(home.does("library check").starts_with("All of it reads well"));
}

#[test]
fn own_rules_are_listed_with_what_differs() {
    let home = Home::new();
    let text = "[rule.growth-days]\nvalue = 10\n\n[rule.flare-rise]\nvalue = 2.5\n\
                agreed_by = \"Ana Example\"\nagreed_on = \"2026-11-20\"\n";
    home.file("rules.toml", text);
    let checked = flat(&home.does("library check rules.toml"));
    assert!(
        checked.starts_with("rules.toml reads well: 2 numbers differ from ours. • growth-days"),
        "{checked}"
    );
    assert!(!home.path(".config").exists(), "checking makes nothing");
    let added = flat(&home.does("library add rules.toml"));
    assert!(added.starts_with("Your numbers of the rules are in use now"), "{added}");
    assert_eq!(fs::read_to_string(home.own("rules.toml")).expect("it is there"), text);
    let told = flat(&home.refuses(1, "library add rules.toml"));
    assert!(told.contains("there is a file of your own for rules already"), "{told}");
    let out = flat(&home.does("library"));
    for line in [
        "Your own • rules (numbers of the rules, in place of ours)",
        "HOME/.config/supple/exercises/rules.toml",
        "growth-days: 7 → 10 days",
        "Look at these again: they kept people safe. \
         ! flare-rise: 2 → 2.5 points, agreed by Ana Example",
        "All of it reads well.",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&home.does("library --json")).expect("it is JSON");
    assert_eq!((&json["files"][0]["kind"], &json["files"][1]), (&"rules".into(), &().into()));
    fs::write(home.own("rules.toml"), text.replace("10", "100")).expect("it can be written");
    let out = flat(&home.does("library"));
    assert!(out.contains("cannot be read, so no plan is shown until it is put right"), "{out}");
    assert!(flat(&home.refuses(1, "library check")).contains("rules.toml, line 2: value is 100"));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_raw() {
    let home = Home::new();
    home.file(
        "bridge.toml",
        &lighter_bridge().replace("name = \"Bridge\"", "name = \"Bri\\u001b[31mdge\""),
    );
    let said = home.types("library check bridge.toml");
    assert_eq!(said.code, Some(1));
    assert!(!said.err.contains('\u{1b}') && !said.out.contains('\u{1b}'));
}

#[test]
fn exercises_are_filtered() {
    let home = Home::new();
    let ids = |line: &str| -> Vec<String> {
        let rows: serde_json::Value = serde_json::from_str(&home.does(line)).expect("it is JSON");
        let rows = rows.as_array().expect("a list").iter();
        rows.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(
        ids("exercises --kind neural --json"),
        ["sciatic-slider-seated", "sciatic-slider-supine"]
    );
    assert_eq!(
        ids("exercises --kind stretch --position kneeling --json"),
        ["hip-flexor-half-kneeling"]
    );
    assert_eq!(ids("exercises --equipment pool --json"), ["deep-water-running"]);
    assert!(
        !ids("exercises --condition sciatica --equipment none --json")
            .contains(&"stationary-bike".to_owned())
    );
    assert!(
        ids("exercises --condition sciatica --json").contains(&"prone-press-up".to_owned()),
        "only a variant has it"
    );
    assert!(
        ids("exercises --condition endometriosis --json").contains(&"child-pose-wide".to_owned())
    );
    let none = home.types("exercises --kind neural --equipment pool");
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
    assert!(none.err.contains("No exercise is all of that."), "{}", none.err);
    assert!(home.refuses(2, "exercises --kind strech").contains("did you mean stretch?"));
    assert!(home.refuses(2, "exercises --condition sciatca").contains("Did you mean sciatica?"));
}

#[test]
fn every_leaflet_fits_the_terminal_and_begins_with_safety() {
    let home = Home::new();
    let library = supple::library::Library::builtin();
    for id in library.condition_ids() {
        let leaflet = home.does(&format!("conditions {id}"));
        assert!(flat(&leaflet).contains("No physiotherapist has signed it off"), "{id}");
        assert!(leaflet.lines().all(|line| line.chars().count() <= 80), "{id}");
        let at =
            |text: &str| leaflet.find(text).unwrap_or_else(|| panic!("{id} does not say {text}"));
        assert!(at("Stop, and see a doctor") < at("How much pain is all right"), "{id}");
        let condition = library.condition(&id).expect("it is shipped");
        let first = if condition.is_diagnosis {
            "Phase 1, calm".to_owned()
        } else {
            format!("\n{}\n", condition.phases[0].goal)
        };
        assert!(at("How much pain is all right") < at(&first), "{id}");
        let gate = condition.clinician_gate;
        assert_eq!(leaflet.contains("Starts only when your clinician agrees"), gate, "{id}");
    }
}

#[test]
fn an_exercise_needs_no_drawing() {
    let home = Home::new();
    let bridge = lighter_bridge().replace("\"bridge\"", "\"garden-bridge\"");
    let (undrawn, _) = bridge.split_once("[pose]").expect("ours is drawn");
    home.file("garden-bridge.toml", undrawn);
    let checked = flat(&home.does("library check garden-bridge.toml"));
    assert!(checked.contains("It has no drawing, and needs none"), "{checked}");
    home.does("library add garden-bridge.toml");
    home.does("exercises garden-bridge --out bridge.svg");
    let picture = fs::read_to_string(home.path("bridge.svg")).expect("it was drawn");
    assert_eq!(picture.matches(">Bridge, without a drawing.").count(), 1, "{picture}");
    home.does("library check");
}

#[test]
fn any_file_is_shown_to_start_from() {
    let home = Home::new();
    for (id, path) in [
        ("bridge", "library/bridge.toml"),
        ("sciatica", "conditions/sciatica.toml"),
        ("rules", "rules.toml"),
    ] {
        let shown = home.does(&format!("library show {id}"));
        let (head, text) = shown.split_once("\n\n").expect("a note stands above it");
        assert!(head.lines().all(|line| line.starts_with('#')), "{head}");
        assert!(head.contains(&format!("#   supple library add {id}.toml")), "{head}");
        assert_eq!(text, ours(path));
        let json = home.does(&format!("library show {id} --json"));
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!((&json["id"], &json["text"]), (&id.into(), &ours(path).into()));
    }
    // Unchanged, it is good as it is.
    home.file("bridge.toml", &home.does("library show bridge"));
    home.does("library add bridge.toml");
    assert!(home.does("library show bridge").contains("your own file: HOME/.config/supple"));
    assert!(home.does("library show bridge --ours").contains("as it came with supple"));
    let told = flat(&home.refuses(2, "library show brigde"));
    assert!(told.contains("there is no exercise and no condition “brigde”."), "{told}");
    assert!(told.contains("Did you mean bridge"), "{told}");
}

#[test]
fn rules_are_added_taken_out_and_brought_back() {
    let home = Home::new();
    let text = "[rule.growth-days]\nvalue = 10\n";
    home.file("from-my-physio.txt", text);
    home.file("second.toml", text);
    let told = flat(&home.refuses(2, "library add from-my-physio.txt second.toml"));
    assert!(told.contains("are both the numbers of the rules"), "{told}");
    home.does("library add from-my-physio.txt");
    let removed = flat(&home.does("library remove rules"));
    assert!(removed.starts_with("The numbers of the rules are ours again."), "{removed}");
    assert!(!home.own("rules.toml").exists());
    home.does("library add .config/supple/exercises/rules.toml.removed");
    assert!(home.own("rules.toml").exists());
    home.file("loose.toml", "[rule.flare-rise]\nvalue = 2.5\n");
    let told = flat(&home.refuses(1, "library check loose.toml"));
    assert!(told.contains("flare-rise is looser than ours, 2 points"), "{told}");
}

#[test]
fn a_document_of_a_word_processor_is_told_as_one() {
    let home = Home::new();
    for text in ["PK\u{3}\u{4}\u{1}", "{\\rtf1 hello}"] {
        home.file("exercise.docx", text);
        let told = flat(&home.refuses(1, "library check exercise.docx"));
        assert!(
            told.contains("this is a document of a word processor; save it as plain text"),
            "{told}"
        );
    }
    home.file("exercise.toml", "{ a bridge }\n");
    let told = flat(&home.refuses(1, "library check exercise.toml"));
    assert!(told.contains("this line does not begin with the name of a field"), "{told}");
}

#[test]
fn what_was_added_says_where_it_is_used() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    let added = flat(&home.does("library add bridge.toml"));
    assert!(added.contains("It is used where these programmes list it:"), "{added}");
    let sciatica = ours("conditions/sciatica.toml");
    home.file("sciatica.toml", &sciatica);
    let added = flat(&home.does("library add sciatica.toml"));
    assert!(added.contains("To follow its programme: supple assign sciatica"), "{added}");
}

#[test]
fn a_form_reads_well_once_it_is_filled_in() {
    let home = Home::new();
    for kind in ["exercise", "condition"] {
        let form = home.does(&format!("library new {kind} garden-{kind}"));
        assert!(form.contains(&format!("supple library add garden-{kind}.toml")), "{form}");
        let file = format!("garden-{kind}.toml");
        home.file(&file, &form);
        let told = flat(&home.refuses(1, &format!("library check {file}")));
        assert!(told.contains("name is still to be filled in; it is what"), "{told}");
        assert!(!told.contains("FILL IN” is not"), "{told}");
        home.file(
            &file,
            &form.replace("tags = [\"FILL IN\"]", "tags = []").replace("FILL IN", "Ana"),
        );
        let checked = home.does(&format!("library check {file}"));
        assert!(checked.contains(&format!("{file} reads well: Ana, ")), "{checked}");
    }
    home.does("library add garden-exercise.toml garden-condition.toml");
    home.does("exercises garden-exercise");
    home.does("conditions garden-condition");
    let told = home.refuses(2, "library new exercise --from-sheet");
    assert!(told.contains("a sheet is typed in at a terminal"), "{told}");
    let told = home.refuses(2, "library new exercise Garden");
    assert!(told.contains("“Garden” cannot be an id."), "{told}");
    let told = flat(&home.refuses(2, "library new exercise aux"));
    assert!(told.contains("Windows keeps the file name “aux” for a device; add a word"), "{told}");
    home.refuses(2, "library new rules");
}

#[test]
fn a_sheet_is_drawn_to_be_filled_in_by_hand() {
    let home = Home::new();
    let drawn = home.does("library sheet");
    assert!(drawn.starts_with("The sheet to fill in by hand is "), "{drawn}");
    let place = drawn.trim_end().rsplit(' ').next().expect("a path");
    let page = fs::read(place.replace("HOME", &home.path("").display().to_string()));
    let page = page.expect("it was drawn");
    assert!(page.starts_with(b"%PDF"));
    home.does("library sheet --out sheet.svg");
    home.refuses(1, "library sheet --out sheet.svg");
    let page = fs::read_to_string(home.path("sheet.svg")).expect("it was drawn");
    assert!(page.contains("Not on the same day as"), "{page}");
}

#[test]
fn who_has_looked_a_file_through_is_told_where_it_is_listed_and_read() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    home.does("library add bridge.toml");
    let nobody = "No physiotherapist has signed it off.";
    assert!(flat(&home.does("library")).contains(nobody));
    assert!(flat(&home.does("exercises bridge")).contains(nobody));
    let review = "reviewed_by = \"Ana Example\"\nreviewed_on = \"2025-11-20\"\n\
                  review_again = \"2026-11-20\"\n\n[dose]";
    home.file("bridge.toml", &lighter_bridge().replace("[dose]", review));
    home.does("library add --replace bridge.toml");
    for line in ["library", "exercises bridge"] {
        let said = flat(&home.does(line));
        assert!(said.contains("Looked through by Ana Example on"), "{line}: {said}");
        assert!(said.contains("it was to be looked through again on"), "{line}: {said}");
    }
}

#[test]
fn twelve_weeks_are_tried_and_nothing_is_kept() {
    let home = Home::new();
    home.file("bridge.toml", &lighter_bridge());
    let same = home.does("library try bridge.toml --condition sciatica --body same");
    assert_eq!(same, home.does("library try bridge.toml --condition sciatica --body same"));
    let told = flat(&same);
    for wanted in [
        "Twelve made-up weeks with Sciatica",
        "stays at 5 of 10",
        "not what they do for anybody",
        "Week 1 1 Due on that day: Pelvic tilt",
        "It stays in the strengthen phase; not met:",
        "After twelve weeks",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    let flare = flat(&home.does("library try bridge.toml --condition sciatica --body flare"));
    assert!(flare.contains("A flare begins. Due on that day:"), "{flare}");
    assert!(flare.contains("The flare is over after"), "{flare}");
    // A file that changes a dose changes what is tried.
    let lighter = flat(&home.does("library try bridge.toml --condition sciatica"));
    home.file("bridge.toml", &home.does("library show bridge --ours"));
    let ours = flat(&home.does("library try bridge.toml --condition sciatica"));
    assert!(lighter != ours && ours.contains("Bridge 2 × 12"), "{ours}");
    // What no phase lists is added, and needs to be told where.
    home.file(
        "own-bridge.toml",
        &home.does("library show bridge").replace("\"bridge\"", "\"own-bridge\""),
    );
    home.refuses(2, "library try own-bridge.toml");
    let own = flat(&home.does("library try own-bridge.toml --condition sciatica"));
    assert!(own.contains("is added to every phase"), "{own}");
    assert!(home.does("library").starts_with("Everything is as shipped"), "nothing is kept");
}
