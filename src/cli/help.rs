//! The list of verbs in `supple --help`, in groups.
//!
//! clap has no headings among its verbs, so the list is laid out here, and only when help is asked
//! for.

use clap::Command;

use crate::cli::command::GROUPS;
use crate::cli::output::page::wrap;
use crate::cli::terminal;

/// The same command with its verbs in groups where it lists them.
pub fn in_groups(command: Command) -> Command {
    let list = list(&command, terminal::help_width());
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} \
         {{usage}}\n\n{list}Options:\n{{options}}{{after-help}}"
    ))
}

/// The groups with their verbs; a verb in no group comes at the end, so that none is ever hidden.
fn list(command: &Command, width: usize) -> String {
    // 0 is clap's word for no limit.
    let width = if width == 0 { usize::MAX } else { width };
    let verbs: Vec<&Command> =
        command.get_subcommands().filter(|verb| !verb.is_hide_set()).collect();
    let longest = verbs.iter().map(|verb| verb.get_name().len()).max().unwrap_or(0);
    let groups = GROUPS.iter().map(|(heading, names)| {
        let found =
            names.iter().filter_map(|name| verbs.iter().find(|verb| verb.get_name() == *name));
        (*heading, found.copied().collect::<Vec<_>>())
    });
    let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let others = verbs.iter().filter(|verb| !grouped.contains(&verb.get_name())).copied().collect();
    let mut text = String::new();
    for (heading, verbs) in groups.chain([("More", others)]).filter(|(_, verbs)| !verbs.is_empty())
    {
        text += &format!("{heading}:\n");
        for verb in verbs {
            let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
            let name = format!("  {:longest$}  ", verb.get_name());
            for line in wrap(&about, width, &name, &" ".repeat(longest + 4)) {
                text += &format!("{}\n", line.trim_end());
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_verb_is_in_exactly_one_group() {
        let command = crate::cli::Arguments::command();
        let mut verbs: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let mut grouped: Vec<&str> =
            GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        verbs.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(verbs, grouped);
    }

    #[test]
    fn a_verb_in_no_group_is_shown_all_the_same() {
        let command = Command::new("supple")
            .subcommand(Command::new("log").about("Log"))
            .subcommand(Command::new("new").about("New"));
        assert_eq!(list(&command, 80), "Every day:\n  log  Log\n\nMore:\n  new  New\n\n");
    }

    #[test]
    fn the_list_keeps_to_its_width() {
        let list = list(&crate::cli::Arguments::command(), 40);
        assert!(list.lines().all(|line| line.chars().count() <= 40), "{list}");
    }
}
