//! The shipped files, and a person's own in their place.

use std::fs;
use std::path::Path;

use super::ids::set_of;
use super::*;
use crate::domain::programme::condition::{PainRule, PhaseName};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Kind;

/// The problems as a person would read them.
fn messages(errors: &[LibraryError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

#[test]
fn ours_are_all_drawn() {
    let library = Library::builtin();
    for id in library.exercise_ids() {
        assert!(library.exercise(&id).expect("ours reads well").pose.is_some(), "{id}");
    }
}

#[test]
fn every_shipped_file_is_as_it_should_be() {
    let library = Library::builtin();
    assert_eq!(messages(&library.check()), "");
    assert_eq!(library.exercise_ids().len(), 72);
    assert_eq!(
        library.condition_ids(),
        [
            "coccydynia",
            "endometriosis",
            "first-steps",
            "ischial-bursitis",
            "ischiofemoral-impingement",
            "myofascial-gluteal",
            "pelvic-floor-overactive",
            "pelvic-floor-underactive",
            "pelvic-stress-fracture",
            "piriformis-dgs",
            "sciatica",
        ]
    );
    assert_eq!(library.notes(), [], "every exercise is named, or leads on from one that is");
}

#[test]
fn every_shipped_cause_is_as_it_should_be() {
    let library = Library::builtin();
    let known = library.condition_ids();
    for id in sources::shipped_ids(read_cause::FOLDER) {
        let file = sources::shipped(&format!("{}/{id}.toml", read_cause::FOLDER));
        let read = read_cause::cause(&file, id, Some(&set_of(&known)));
        assert_eq!(read.err().map(|problems| messages(&errors(problems))), None, "{id}");
    }
    let causes = library.causes().expect("they read");
    assert_eq!(causes.len(), 10);
    let (rows, rest) = causes.split_at(9);
    assert!(rows.is_sorted_by_key(|cause| cause.name.to_lowercase()), "by the alphabet alone");
    assert!(rest[0].conditions.is_empty() && rows.iter().all(|row| !row.conditions.is_empty()));
    let named: Vec<String> = rows.iter().flat_map(|row| row.conditions.clone()).collect();
    let mut diagnoses = known.clone();
    diagnoses.retain(|id| library.condition(id).expect("it reads").is_diagnosis);
    assert_eq!(set_of(&named), set_of(&diagnoses), "every diagnosis is for one of them");
    assert_eq!(named.len(), diagnoses.len(), "and for one alone");
}

#[test]
fn what_is_inside_the_program_is_what_stands_in_the_folder() {
    let library = Library::builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    for (kind, ids) in [
        (FileKind::Exercise, library.exercise_ids()),
        (FileKind::Condition, library.condition_ids()),
    ] {
        let entries =
            fs::read_dir(folder.join(kind.folder())).expect("the folder is in the repository");
        let names = entries.map(|entry| entry.expect("it can be listed").file_name().into_string());
        let on_disk: BTreeSet<String> = names.map(|name| name.expect("names are plain")).collect();
        assert_eq!(ids.iter().map(|id| format!("{id}.toml")).collect::<BTreeSet<_>>(), on_disk);
        for id in &ids {
            let inside = sources::shipped(&format!("{}/{id}.toml", kind.folder())).text;
            let outside = fs::read_to_string(folder.join(kind.folder()).join(format!("{id}.toml")));
            assert_eq!(inside, outside.expect("it can be read"), "{id}");
        }
    }
    for name in ["safety.toml", "tags.toml", "README.md"] {
        let outside = fs::read_to_string(folder.join(name)).expect("it can be read");
        assert_eq!(sources::shipped(name).text, outside, "{name}");
    }
}

#[test]
fn an_exercise_comes_out_as_its_file_says() {
    let bridge = Library::builtin().exercise("bridge").expect("it is shipped");
    assert_eq!(bridge.name, "Bridge");
    assert_eq!(bridge.dose.to_string(), "3 × 12, hold 3 s");
    assert_eq!(bridge.dose.frequency(), "3 days a week");
    assert_eq!(bridge.dose.effort, Some(6));
    assert_eq!(bridge.steps.len(), 3);
    assert_eq!(bridge.tags, ["supine"]);
    assert!(bridge.dose_source.text().starts_with("[seen: PMC6670054"));
    assert_eq!(bridge.pose.expect("ours are drawn").end.angles[2], 25.0);
}

#[test]
fn a_condition_comes_out_as_its_file_says() {
    let condition = Library::builtin().condition("piriformis-dgs").expect("it is shipped");
    let words: Vec<&str> = condition.phases.iter().map(|phase| phase.name.word()).collect();
    assert_eq!(words, ["calm", "restore", "strengthen", "return", "upkeep"]);
    assert_eq!(condition.default_variant.as_deref(), Some("stretch-and-strength"));
    assert_eq!(condition.excludes.delays["heavy-load"], PhaseName::Return);
    assert!(condition.icd10cm.iter().all(|code| code.seen) && condition.icd10cm.len() == 4);
    let calm = condition.phase(PhaseName::Calm).expect("all four are there");
    assert!(calm.exercises_for(Some("strength-only")).contains(&"abdominal-brace".to_owned()));
    assert_eq!((calm.exit.min_days, calm.exit.pain_avg7_max), (7, Some(4.0)));
    assert_eq!(calm.exit.tests[0].id, "sit-20-min");
    let strengthen = condition.phase(PhaseName::Strengthen).expect("all four are there");
    assert_eq!(strengthen.overrides["lateral-step-down"].sets, Some(2));
    let upkeep = condition.phase(PhaseName::Upkeep).expect("its file names exercises for it");
    assert_eq!(upkeep.exercises, condition.upkeep);
    assert_eq!(condition.listed_phases().count(), PhaseName::LISTED.len());
}

#[test]
fn upkeep_has_the_doses_of_the_last_phase_that_sets_them_on_fewer_days() {
    let library = Library::builtin();
    let condition = library.condition("ischial-bursitis").expect("it is shipped");
    let upkeep = condition.phase(PhaseName::Upkeep).expect("its file names exercises for it");
    let last = condition.phase(PhaseName::Return).expect("all four are there");
    for id in &upkeep.exercises {
        let own = library.exercise(id).expect("it is shipped").dose;
        let (dose, before) = (upkeep.dose_of(id, &own), last.dose_of(id, &own));
        assert_eq!(dose.reps, before.reps, "{id}");
        assert!(dose.days_per_week <= 3, "{id}");
    }
}

#[test]
fn a_shelf_holds_what_the_phases_name_and_no_more() {
    let subset = Library::builtin()
        .subset(&["piriformis-dgs", "ischial-bursitis"])
        .expect("both are shipped");
    assert_eq!(subset.conditions.len(), 2);
    assert!(subset.exercises.contains_key("abdominal-brace"), "only a variant names it");
    assert!(subset.exercises.contains_key("walk-run"));
    assert!(!subset.exercises.contains_key("pelvic-floor-knack"), "no phase names it");
}

#[test]
fn a_shelf_for_a_phase_holds_what_it_lists_for_the_variant_and_no_more() {
    let library = Library::builtin();
    for id in library.condition_ids() {
        let whole = library.subset(&[&id]).expect("it is shipped");
        let condition = &whole.conditions[&id];
        let variants = condition.variants.iter().map(|variant| Some(variant.as_str()));
        for variant in variants.chain([None]) {
            for phase in &condition.phases {
                let followed = ActiveCondition {
                    condition: &id,
                    variant,
                    phase: Some(phase.name),
                    is_over: false,
                };
                let subset = library.subset_for(&[followed, followed]).expect("it is shipped");
                assert_eq!(subset.conditions, whole.conditions);
                let listed = set_of(phase.exercises_for(variant));
                assert_eq!(
                    set_of(subset.exercises.keys()),
                    listed,
                    "{id} {variant:?} {}",
                    phase.name
                );
                assert!(
                    subset.exercises.iter().all(|(id, exercise)| whole.exercises[id] == *exercise)
                );
                // Of what is over the ids alone are known, also where it has begun again.
                let over = ActiveCondition { is_over: true, ..followed };
                let subset = library.subset_for(&[over]).expect("it is shipped");
                assert_eq!((subset.exercises.len(), set_of(&subset.unread)), (0, listed.clone()));
                assert!(listed.iter().all(|id| subset.lists(id)));
                let subset = library.subset_for(&[over, followed]).expect("it is shipped");
                assert_eq!((set_of(subset.exercises.keys()), subset.unread.len()), (listed, 0));
            }
        }
        let none = ActiveCondition { condition: &id, variant: None, phase: None, is_over: false };
        assert_eq!(library.subset_for(&[none]).map(|subset| subset.exercises.len()), Ok(0));
    }
}

#[test]
fn a_shipped_file_reads_the_same_whether_it_is_held_against_the_words_or_not() {
    let library = Library::builtin();
    for id in library.exercise_ids() {
        let checked =
            library.read_checked(FileKind::Exercise, &id, read_exercise::exercise).map_err(first);
        assert_eq!(library.exercise(&id), checked);
    }
    for id in library.condition_ids() {
        let checked = library
            .read_checked(FileKind::Condition, &id, read_condition::condition)
            .map_err(first);
        assert_eq!(library.condition(&id), checked);
    }
}

#[test]
fn an_unknown_id_is_answered_with_its_neighbours() {
    let library = Library::builtin();
    assert_eq!(
        library.condition("piriformas").expect_err("there is none").to_string(),
        "there is no condition “piriformas”. Did you mean piriformis-dgs?"
    );
    assert_eq!(
        library.exercise("brige").expect_err("there is none").to_string(),
        "there is no exercise “brige”. Did you mean bridge, bridge-march or bridge-single-leg?"
    );
    for odd in ["", "../safety", "/etc/passwd", "Bridge", "a\0b", "bridge.toml", "…"] {
        assert!(matches!(library.exercise(odd), Err(LibraryError::Unknown { .. })), "{odd:?}");
    }
}

#[test]
fn a_file_cut_short_or_missing_a_line_is_read_or_told_and_nothing_else() {
    let library = Library::builtin();
    let words = library.vocabulary().expect("they are shipped");
    let bridge = sources::shipped("library/bridge.toml").text;
    let bursitis = sources::shipped("conditions/ischial-bursitis.toml").text;
    for text in [bridge, bursitis] {
        for end in (0..text.len()).step_by(11).filter(|end| text.is_char_boundary(*end)) {
            is_read_or_told(words, text[..end].to_owned());
        }
        let lines: Vec<&str> = text.lines().collect();
        for left_out in 0..lines.len() {
            let others = lines.iter().enumerate().filter(|(index, _)| *index != left_out);
            is_read_or_told(words, others.map(|(_, line)| format!("{line}\n")).collect());
        }
    }
}

/// Asserts that a text is read as an exercise and as a condition, or fails with problems in words.
fn is_read_or_told(words: Vocabulary<'_>, text: String) {
    let file = SourceFile::new("a file".to_owned(), text);
    let exercise = read_exercise::exercise(&file, "bridge", Some(words)).err();
    let condition = read_condition::condition(&file, "ischial-bursitis", Some(words)).err();
    for problems in [exercise, condition].into_iter().flatten() {
        assert!(
            !problems.is_empty() && problems.iter().all(|problem| !problem.to_string().is_empty())
        );
    }
}

#[test]
fn the_tags_that_checks_go_by_are_on_the_list() {
    let tags = Library::builtin().tags().expect("it is shipped");
    let by_kind = read_exercise::ALWAYS.map(|(_, tag)| tag);
    for tag in [ids::IMPACT, ids::HEAVY].into_iter().chain(by_kind) {
        assert!(tags.contains_key(tag), "{tag}");
    }
}

/// A person's own folder with these files in it.
fn own(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    let library = Library::with_overrides(Some(folder.path().to_owned()));
    (folder, library)
}

#[test]
fn a_persons_own_file_replaces_the_shipped_one_wholly() {
    let text = sources::shipped("library/bridge.toml").text;
    let mine = text.replace("sets = 3", "sets = 2").replace("rest_s = 60\n", "");
    let new = text.replace("id = \"bridge\"", "id = \"garden-bridge\"");
    let (folder, library) =
        own(&[("library/bridge.toml", &mine), ("library/garden-bridge.toml", &new)]);
    let bridge = library.exercise("bridge").expect("it is well written");
    assert_eq!((bridge.dose.sets, bridge.dose.rest_s), (2, None));
    assert!(library.exercise_ids().contains(&"garden-bridge".to_owned()));
    assert_eq!(messages(&library.check()), "");
    let path = folder.path().join("library/bridge.toml");
    assert_eq!(library.origin(FileKind::Exercise, "bridge"), Ok(Some(Origin::Own(path))));
    assert_eq!(library.origin(FileKind::Exercise, "clamshell"), Ok(Some(Origin::BuiltIn)));
    assert_eq!(library.origin(FileKind::Exercise, "nothing"), Ok(None));
}

#[test]
fn a_broken_file_of_ones_own_is_never_quietly_ours() {
    let (folder, library) = own(&[("library/bridge.toml", "id = \"bridge\"\nsets =\n")]);
    let error = library.exercise("bridge").expect_err("it is broken");
    let path = folder.path().join("library/bridge.toml").display().to_string();
    assert!(error.to_string().starts_with(&format!("{path}, line 2: ")), "{error}");
    assert!(library.subset(&["piriformis-dgs"]).is_err());
    assert!(library.exercise("clamshell").is_ok(), "the other files are not looked at");
}

/// How many exercises the phase calm of one condition needs with these own files, or the problem.
fn calm_with(files: &[(&str, &str)]) -> Result<usize, String> {
    let calm = ActiveCondition {
        condition: "piriformis-dgs",
        variant: None,
        phase: Some(PhaseName::Calm),
        is_over: false,
    };
    let (_folder, library) = own(files);
    library
        .subset_for(&[calm])
        .map(|subset| subset.exercises.len())
        .map_err(|error| error.to_string())
}

#[test]
fn a_mistake_of_ones_own_is_told_before_its_phase_comes() {
    let step_down = sources::shipped("library/lateral-step-down.toml").text;
    let piriformis = sources::shipped("conditions/piriformis-dgs.toml").text;
    let in_calm = calm_with(&[]).expect("all of it is shipped");
    assert_eq!(
        calm_with(&[("library/lateral-step-down.toml", &step_down)]),
        Ok(in_calm + 1),
        "only strengthen lists it"
    );

    // Broken, with a word there is not, and with a tag that its phase may not have.
    let error =
        calm_with(&[("library/lateral-step-down.toml", "sets =")]).expect_err("it is broken");
    assert!(error.contains("lateral-step-down.toml, line 1"), "{error}");
    let odd = step_down.replacen("tags = [", "tags = [\"weekday\", ", 1);
    let error =
        calm_with(&[("library/lateral-step-down.toml", &odd)]).expect_err("there is no such tag");
    assert!(error.contains("“weekday” is not a tag"), "{error}");
    let heavy = step_down.replacen("tags = [", "tags = [\"heavy-load\", ", 1);
    let error =
        calm_with(&[("library/lateral-step-down.toml", &heavy)]).expect_err("it waits for return");
    assert!(error.contains("tagged heavy-load, which this condition keeps for return"), "{error}");

    // A condition of one's own is held against all that it names, also where that is ours.
    let all =
        Library::builtin().subset(&["piriformis-dgs"]).expect("it is shipped").exercises.len();
    assert_eq!(calm_with(&[("conditions/piriformis-dgs.toml", &piriformis)]), Ok(all));
    let none = piriformis.replace("\"band-side-step\"", "\"band-side-stp\"");
    let error = calm_with(&[("conditions/piriformis-dgs.toml", &none)])
        .expect_err("there is no such exercise");
    assert!(
        error.contains("strengthen lists “band-side-stp”, and there is no such exercise"),
        "{error}"
    );
    let strict = piriformis.replace("\"pressure-tool\"]", "\"pressure-tool\", \"balance\"]");
    let error = calm_with(&[("conditions/piriformis-dgs.toml", &strict)])
        .expect_err("a side step needs balance");
    assert!(error.contains("strengthen lists “band-side-step”, tagged balance"), "{error}");
}

#[test]
fn what_editors_and_systems_leave_behind_is_not_a_file_of_ones_own() {
    let names = [
        "library/.bridge.toml",
        "library/#bridge.toml#",
        "library/bridge.toml~",
        "library/bridge.txt",
    ];
    let (_folder, library) = own(&names.map(|name| (name, "nonsense")));
    assert_eq!(messages(&library.check()), "");
    assert_eq!(library.exercise_ids().len(), 72);
    assert_eq!(library.origin(FileKind::Exercise, "bridge"), Ok(Some(Origin::BuiltIn)));
}

#[test]
fn a_folder_that_is_not_there_is_no_problem() {
    let library = Library::with_overrides(Some(PathBuf::from("/nowhere/at/all")));
    assert_eq!(messages(&library.check()), "");
}

#[test]
fn a_folder_of_more_files_than_anybody_writes_is_told_and_not_read() {
    let text = sources::shipped("library/bridge.toml").text;
    let names: Vec<String> = (0..501).map(|number| format!("library/own-{number}.toml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), &*text)).collect();
    let (folder, library) = own(&files);
    let told = messages(&library.check());
    assert!(told.contains("this folder has more than 500 files, and none was read"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    fs::remove_file(folder.path().join(&names[0])).expect("it was there");
    let library = Library::with_overrides(Some(folder.path().to_owned()));
    assert!(!messages(&library.check()).contains("this folder has"));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_one_to_nothing_is_told() {
    let (folder, library) =
        own(&[("elsewhere.txt", &sources::shipped("library/bridge.toml").text)]);
    let exercises = folder.path().join("library");
    fs::create_dir(&exercises).expect("it can be made");
    for (to, name) in [("elsewhere.txt", "bridge.toml"), ("nothing", "clamshell.toml")] {
        std::os::unix::fs::symlink(folder.path().join(to), exercises.join(name))
            .expect("links can be made");
    }
    fs::create_dir(exercises.join("walking.toml")).expect("it can be made");
    assert!(library.exercise("bridge").is_ok());
    let error = library.exercise("clamshell").expect_err("it leads nowhere").to_string();
    assert!(
        error
            .ends_with("cannot be read (it points to nothing); allow reading it, or move it away."),
        "{error}"
    );
    assert!(
        library
            .exercise("walking")
            .expect_err("it is a folder")
            .to_string()
            .contains("this is not a file")
    );
}

/// Seconds that exercises take on one whole day, all rounds and rests. Of each of the groups one
/// counts, the longest.
fn day_seconds(doses: &BTreeMap<&str, Dose>, groups: &[Vec<String>]) -> u32 {
    let seconds =
        |id: &str| doses.get(id).map_or(0, |dose| dose.session_seconds() * dose.times_per_day);
    let grouped: BTreeSet<&str> = set_of(groups.iter().flatten());
    let alone = doses.keys().filter(|id| !grouped.contains(*id)).map(|id| seconds(id));
    let longest = groups.iter().filter_map(|group| group.iter().map(|id| seconds(id)).max());
    alone.chain(longest).sum()
}

/// A dose of steady work as far as it may grow.
fn grown(dose: Dose) -> Dose {
    let longest = (0..dose.stages.len()).max_by_key(|stage| dose.stages[*stage].minutes);
    let minutes = dose.minutes_max.or(dose.minutes);
    longest.map_or(Dose { minutes, ..dose.clone() }, |stage| dose.at_stage(stage))
}

#[test]
fn a_day_of_every_shipped_phase_has_room() {
    const EXERCISES_S: u32 = 30 * 60;
    const STEADY_S: u32 = 60 * 60;
    let library = Library::builtin();
    let mut told = String::new();
    for id in library.condition_ids() {
        let subset = library.subset(&[&id]).expect("it is shipped");
        let condition = &subset.conditions[&id];
        let check = |what: String, doses: BTreeMap<&str, Dose>, groups: &[Vec<String>]| {
            let is_steady = |id: &str| subset.exercises[id].kind == Kind::Aerobic;
            let (steady, work): (BTreeMap<_, _>, BTreeMap<_, _>) =
                doses.into_iter().partition(|(id, _)| is_steady(id));
            let steady = steady.into_iter().map(|(id, dose)| (id, grown(dose))).collect();
            let mut told = String::new();
            for (doses, most) in [(&work, EXERCISES_S), (&steady, STEADY_S)] {
                let seconds = day_seconds(doses, groups);
                if doses.len() > 5 || seconds > most {
                    told += &format!("{id}, {what}: {:.1} min\n", f64::from(seconds) / 60.0);
                }
            }
            told
        };
        for phase in &condition.phases {
            let variants = condition.variants.iter().map(|variant| Some(variant.as_str()));
            for variant in variants.chain([None]) {
                let listed = phase.exercises_for(variant).iter();
                let doses = listed.map(|id| {
                    let dose = phase.dose_of(id, &subset.exercises[id].dose);
                    assert!(dose.session_seconds() <= EXERCISES_S, "{id} alone is too long");
                    (id.as_str(), dose)
                });
                let what = format!("{} {}", phase.name, variant.unwrap_or_default());
                let groups = phase.one_of.iter().filter(|group| {
                    phase.exercises_for(variant).iter().any(|id| group.contains(id))
                });
                let groups: Vec<Vec<String>> = groups.cloned().collect();
                told += &check(what, doses.collect(), &groups);
            }
        }
        for (what, list) in [("bad days", &condition.flare_plan), ("upkeep", &condition.upkeep)] {
            let doses = list.iter().map(|id| {
                let own = &subset.exercises[id].dose;
                let is_flare = what == "bad days";
                let dose = if is_flare { condition.flare_dose(id, own) } else { own.clone() };
                (id.as_str(), dose)
            });
            told += &check(what.to_owned(), doses.collect(), &[]);
        }
    }
    assert_eq!(told, "", "these days are too long");
}

#[test]
fn every_shipped_condition_has_what_goes_on_after_it_and_no_bad_day_loads() {
    let library = Library::builtin();
    for id in library.condition_ids() {
        let subset = library.subset(&[&id]).expect("it is shipped");
        let condition = &subset.conditions[&id];
        assert_eq!(condition.upkeep.is_empty(), !condition.is_diagnosis, "{id}");
        // Where a bone is the trouble there are no bad days to go on through. Elsewhere a plan for
        // bad days takes the place of half the strength work, so that few have one.
        let is_bone = condition.pain_rule == PainRule::BoneZero;
        assert!(condition.flare_plan.is_empty() || !is_bone, "{id}");
        for exercise in condition.flare_plan.iter().map(|id| &subset.exercises[id]) {
            let loads = matches!(exercise.kind, Kind::Strength | Kind::Neural | Kind::Release)
                || exercise.tags.iter().any(|tag| tag == ids::IMPACT);
            assert!(!loads, "{id}: {} loads", exercise.id);
        }
    }
}
