//! What version 5 has room for: a phase after the last one of a programme.

use super::room::{named, old_diary};
use super::*;

/// The phases of the first plan, as words.
fn phases(diary: &Diary) -> Vec<&'static str> {
    let plans = diary.plans().expect("read");
    plans[0].value.phases.iter().map(|start| start.phase.word()).collect()
}

#[test]
fn upkeep_begins_is_undone_and_done_again() {
    let (_folder, mut diary) = empty();
    let mut change = diary.change(now()).expect("a change");
    let id = change.add_plan(&plan("sciatica")).expect("kept");
    change.commit("assign").expect("kept");
    let mut change = diary.change(now()).expect("a change");
    let upkeep = PhaseStart { phase: PhaseName::Upkeep, from: day(20), cleared: None };
    change.begin_phase(id, &upkeep).expect("kept");
    change.commit("plan advance").expect("kept");
    let (whole, names) = (["calm", "restore", "upkeep"], named(&diary));
    assert_eq!(phases(&diary), whole);
    diary.undo(now()).expect("undone");
    assert_eq!(phases(&diary), whole[..2]);
    diary.redo(now()).expect("redone");
    assert_eq!((phases(&diary), named(&diary)), (whole.to_vec(), names));
}

#[test]
fn a_journal_of_version_4_takes_a_phase_back_and_brings_it_again_with_its_name() {
    let (_folder, path) = old_diary(4);
    let mut diary = open(&path).expect("it opens");
    let (whole, names) = (contents(&diary), named(&diary));
    assert_eq!(phases(&diary), ["calm", "restore"]);
    diary.undo(now()).expect("undone");
    assert_eq!(phases(&diary), ["calm"]);
    diary.redo(now()).expect("redone");
    assert_eq!((contents(&diary), named(&diary)), (whole, names));
}
