//! In what order the safety questions are put, and which of them together.
//!
//! What nobody has yet is asked by groups, each with one key for “none”; once everything was
//! answered, one screen a week asks whether any of it is new. A question is put by itself after a
//! yes to its group, or when something that was written down asks for it.

use super::closer_look::CloserLook;
use super::safety::Safety;
use super::state::Screening;

/// A screen of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaItem {
    /// One red flag in full, by its id.
    Flag(String),
    /// A group of red flags by its line; its id.
    FlagGroup(String),
    /// The lines of all groups.
    Week,
    /// One set-up question in full, by its id.
    Setup(String),
    /// A group of set-up questions by what they ask for; its id.
    SetupGroup(String),
    /// One of the inflammatory questions, by its id.
    Inflammatory(String),
}

/// The screens that are due, in their order; `all` asks everything, whether or not it is due.
pub fn agenda(screening: &Screening<'_>, safety: &Safety, all: bool) -> Vec<AgendaItem> {
    let due: Vec<&str> = screening.flags_due().map(|flag| flag.id.as_str()).collect();
    // What was written down, and what a clinician has looked at, is asked in full and first.
    let look = screening.closer_look().map_or(Vec::new(), |CloserLook { flags, .. }| flags);
    let is_alone = |id: &str| {
        look.iter().any(|flag| flag.id == id)
            || screening.holds().iter().any(|hold| hold.checked && hold.question == id)
    };
    let alone: Vec<&str> = due.iter().copied().filter(|id| is_alone(id)).collect();
    let mut items: Vec<AgendaItem> =
        alone.iter().map(|id| AgendaItem::Flag((*id).to_owned())).collect();
    let is_more_due = due.iter().any(|id| !alone.contains(id));
    if screening.all_answered_once() && !all {
        // Whoever was asked one question is asked whether there is anything else on the list.
        if is_more_due || !look.is_empty() {
            items.push(AgendaItem::Week);
        }
    } else {
        let groups = safety.flag_groups.iter().filter(|group| {
            let mut flags = safety.flags_of(&group.id).map(|flag| flag.id.as_str());
            flags.any(|id| !alone.contains(&id) && (all || due.contains(&id)))
        });
        items.extend(groups.map(|group| AgendaItem::FlagGroup(group.id.clone())));
    }
    let setup_due: Vec<&str> =
        screening.setup_due().map(|question| question.group.as_str()).collect();
    let groups = safety.setup_groups.iter();
    let groups = groups.filter(|group| all || setup_due.contains(&group.id.as_str()));
    items.extend(groups.map(|group| AgendaItem::SetupGroup(group.id.clone())));
    let gate = screening.inflammatory_due().map(AgendaItem::Inflammatory);
    items.extend(gate);
    items
}
