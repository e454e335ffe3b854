//! `supple library`: a person's own exercises and conditions, and those their physiotherapist wrote
//! for them.

mod checked;
mod draw;
mod new;
mod show;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use self::checked::{
    Checked, CheckedRules, NOT_DRAWN, checked, checked_drafts, list_of, not_right, tell_faults,
    to_put_right,
};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::files;
use crate::cli::output::json;
use crate::cli::output::page::Page;
use crate::domain::programme::exercise::Review;
use crate::domain::text::shell;
use crate::domain::text::suggest::closest;
use crate::library::{
    self, AnyDraft, Draft, FileChange, FileKind, Library, LibraryError, Origin, OwnFile, Problem,
    RULES,
};
use crate::words::programme::reviewed;
use crate::words::text::{and, count};

// Arguments of `library`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "With nothing more: what is your own, and whether all of it reads.\n\n\
                  Examples:\n  supple library check bridge.toml\n  supple library add bridge.toml\n  \
                  supple library remove bridge"
)]
pub struct Args {
    /// What to do with files.
    #[command(subcommand)]
    what: Option<LibraryVerb>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

// What to do with files.
#[derive(Debug, clap::Subcommand)]
enum LibraryVerb {
    /// Print the file of an exercise, a condition or the rules, to start your own from
    Show(show::ShowArgs),
    /// Begin a new exercise or condition: by questions, or without a terminal as a form
    New {
        /// What it is to be: exercise or condition
        #[arg(value_name = "WHAT", value_parser = new_kind)]
        what: FileKind,
        /// Its id; made of its name without one
        #[arg(value_name = "ID")]
        id: Option<String>,
        /// Ask in the order of the printed sheet, and for all that stands on it
        #[arg(long)]
        from_sheet: bool,
    },
    /// Draw a sheet to write an exercise on by hand
    Sheet(draw::SheetArgs),
    /// Say what is wrong with files, before they are added
    Check {
        /// Files of exercises, conditions or rules; without one, all that is in the library
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Draw the file of an exercise, to see at once what an angle does
    Draw(draw::DrawArgs),
    /// Read twelve made-up weeks with files, before anybody lives one
    Try(trial::TryArgs),
    /// Check files, and put them into your own folder
    Add {
        /// Files of exercises, conditions or rules
        #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Let them take the place of files of your own
        #[arg(long)]
        replace: bool,
    },
    /// Take a file out of your own folder; it is kept beside it
    Remove {
        /// The exercise or condition, or rules
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// What a new file is to be, by its word.
fn new_kind(text: &str) -> Result<FileKind, String> {
    let kinds = [FileKind::Exercise, FileKind::Condition];
    let found = kinds.into_iter().find(|kind| kind.to_string() == text.to_lowercase());
    found.ok_or_else(|| "it is exercise or condition".to_owned())
}

/// Runs `library`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    match args.what {
        None => list(args.json, context),
        Some(LibraryVerb::Show(args)) => show::run(&args, context),
        Some(LibraryVerb::New { what, id, from_sheet }) => {
            begin(what, id.as_deref(), from_sheet, context)
        }
        Some(LibraryVerb::Sheet(args)) => draw::sheet(args, context),
        Some(LibraryVerb::Check { files }) if files.is_empty() => check_all(context),
        Some(LibraryVerb::Check { files }) => check(&files, context),
        Some(LibraryVerb::Draw(args)) => draw::run(args, context),
        Some(LibraryVerb::Try(args)) => trial::run(&args, context),
        Some(LibraryVerb::Add { files, replace }) => add(&files, replace, context),
        Some(LibraryVerb::Remove { id }) => remove(&id, context),
    }
}

/// What is the person's own, and whether all of it reads.
fn list(as_json: bool, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let (listed, problems, notes) = (library.own_files(), library.check(), library.notes());
    // A folder that cannot be listed is among the problems.
    let is_listed = listed.is_ok();
    let own = listed.unwrap_or_default();
    let rules = OwnRules::of(&library);
    let (conditions, exercises) = (library.condition_ids().len(), library.exercise_ids().len());
    if as_json {
        let notes: Vec<LibraryError> = notes.into_iter().map(Into::into).collect();
        return Ok(json::document(&LibraryView {
            folder: context.exercises.as_ref().map(|folder| folder.display().to_string()),
            conditions,
            exercises,
            files: own
                .iter()
                .map(|file| OwnFileView::new(file, &library))
                .chain(rules.iter().map(OwnFileView::of_rules))
                .collect(),
            problems: problems.iter().map(ProblemView::from).collect(),
            notes: notes.iter().map(ProblemView::from).collect(),
        }));
    }
    let mut page = context.page();
    let size = format!("{conditions} conditions and {exercises} exercises");
    if own.is_empty() && rules.is_none() {
        if is_listed {
            page.para(&format!("Everything is as shipped: {size}."));
        }
    } else {
        page.heading("Your own");
        for file in &own {
            let ours = if file.replaces { "in place of ours" } else { "new" };
            page.item(" •", &format!("{} ({}, {ours})", file.id, file.kind));
            page.indented(3, &file.path.display().to_string());
            let reads = library.reads(file.kind, &file.id);
            if reads {
                let review = review_of(&library, file.kind, &file.id);
                page.indented(3, &reviewed(review.as_ref(), context.reader()));
            } else {
                page.indented(
                    3,
                    "cannot be read, so it is not used, and ours is not used in its place",
                );
            }
            tell_changes(&changes(&library, file.kind, &file.id), &mut page);
        }
        if let Some(rules) = &rules {
            page.item(" •", "rules (numbers of the rules, in place of ours)");
            page.indented(3, &rules.path.display().to_string());
            if !rules.reads {
                page.indented(3, "cannot be read, so no plan is shown until it is put right");
            }
            tell_changes(&rules.changes, &mut page);
        }
        page.gap();
        page.para(&format!("Everything else is as shipped. With yours there are {size}."));
    }
    page.gap();
    match problems.as_slice() {
        [] => page.para("All of it reads well."),
        problems => {
            page.heading(&to_put_right(problems.len()));
            tell(problems, &mut page);
        }
    }
    tell_notes(&notes, &mut page);
    let mut talk = context.page();
    talk.gap();
    if let Some(folder) = &context.exercises {
        talk.para(&format!("Files of your own stand in {}", folder.display()));
    }
    talk.para("To see what is wrong with a file before you add it: supple library check FILE");
    Ok(Output { results: page.text(), talk: format!("\n{}", talk.text()), saved: false })
}

/// Who has looked a file through; `None` also where it does not read.
fn review_of(library: &Library, kind: FileKind, id: &str) -> Option<Review> {
    match kind {
        FileKind::Exercise => library.exercise(id).ok()?.review,
        FileKind::Condition => library.condition(id).ok()?.review,
    }
}

/// The person's own numbers of the rules.
struct OwnRules {
    path: PathBuf,
    reads: bool,
    changes: Vec<FileChange>,
}

impl OwnRules {
    /// Those of a library; `None` when all are as shipped.
    fn of(library: &Library) -> Option<Self> {
        let path = library.own_rules_path()?;
        let (ours, own) = (Library::builtin().rules(), library.rules());
        let reads = own.is_ok();
        let both = ours.ok().zip(own.ok());
        let changes = both.map(|(ours, own)| library::between_rules(&ours, &own));
        Some(Self { path, reads, changes: changes.unwrap_or_default() })
    }
}

/// Checks all that is installed.
fn check_all(context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let problems = library.check();
    if !problems.is_empty() {
        return Err(not_right(&problems, context)
            .next("Change that, and check again: supple library check"));
    }
    let mut page = context.page();
    let (conditions, exercises) = (library.condition_ids().len(), library.exercise_ids().len());
    page.para(&format!("All of it reads well: {conditions} conditions and {exercises} exercises."));
    tell_notes(&library.notes(), &mut page);
    Ok(Output::results(page.text()))
}

/// Checks files as though they stood in the person's folder.
fn check(paths: &[PathBuf], context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let Checked { drafts, rules } = checked(
        paths,
        &library,
        context,
        "Change that, and check again: supple library check FILE",
    )?;
    // Files may need each other: a condition comes with the exercises that it names.
    let with = library.with_drafts(&drafts);
    let mut page = context.page();
    for draft in &drafts {
        page.gap();
        page.para(&format!(
            "{} reads well: {}",
            draft.path.display(),
            summary(&with, draft.kind, &draft.id)
        ));
        // The library finds a file by its name, without opening the others.
        if draft.path.file_name().is_none_or(|name| *name != *draft.file_name()) {
            page.para(&format!(
                "Its id is {}, so its name has to be {}. supple library add sees to that.",
                draft.id,
                draft.file_name()
            ));
        }
        tell_changes(&changes(&with, draft.kind, &draft.id), &mut page);
        if draft.kind == FileKind::Exercise {
            let exercise = with.exercise(&draft.id)?;
            if exercise.pose.is_none() {
                page.para(NOT_DRAWN);
            }
            tell_faults(&exercise, &mut page);
        }
    }
    if let Some(CheckedRules { draft, changes, .. }) = &rules {
        page.gap();
        page.para(&format!("{} reads well: {}", draft.path.display(), rules_summary(changes)));
        tell_changes(changes, &mut page);
    }
    tell_notes(&library.notes_on_drafts(&drafts), &mut page);
    let paths = drafts.iter().map(|draft| &draft.path);
    let paths = paths.chain(rules.iter().map(|rules| &rules.draft.path));
    let names: Vec<String> = paths.map(|path| shell::path(path)).collect();
    let mut talk = context.page();
    talk.para(&format!(
        "To use {}: supple library add {}",
        if names.len() == 1 { "it" } else { "them" },
        names.join(" ")
    ));
    Ok(Output { results: page.text(), talk: format!("\n{}", talk.text()), saved: false })
}

/// Begins a new file: an exercise by questions in a terminal, and else as a form.
fn begin(
    kind: FileKind,
    id: Option<&str>,
    from_sheet: bool,
    context: &Context,
) -> Result<Output, Failure> {
    let id = new::checked_id(id, kind)?;
    let library = context.library();
    if kind == FileKind::Condition || !context.interactive || !context.terminal {
        if from_sheet {
            return Err(Failure::usage("a sheet is typed in at a terminal, and this is none.")
                .next("For a form to fill in: supple library new exercise > my-exercise.toml"));
        }
        let form = match kind {
            FileKind::Condition => library::condition_form(id.unwrap_or("my-condition")),
            FileKind::Exercise => library::exercise_form(
                id.unwrap_or("my-exercise"),
                &library.safety()?.stop_rules,
                &library.tags()?,
            ),
        };
        let mut talk = context.page();
        if context.terminal {
            talk.gap();
            let name = id.map_or(format!("my-{kind}"), str::to_owned);
            talk.para(&format!("To fill it in: supple library new {kind} {name} > {name}.toml"));
        }
        return Ok(Output { talk: talk.text(), ..Output::results(form) });
    }
    let Some(exercise) = new::ask_exercise(id, from_sheet, &library, context)? else {
        return Ok(context.message("Nothing was added."));
    };
    let text = exercise.text();
    let path = PathBuf::from(format!("{}.toml", exercise.id));
    let draft = AnyDraft::of_text(&path, &text);
    // What was answered reads well by itself, and may yet not go with the rest of the library:
    // then it is kept, so that nobody has to answer it all again.
    let checked = match checked_drafts(std::iter::once(draft), &library, context, "") {
        Ok(checked) => checked,
        Err(wrong) => {
            let kept = files::free_name(Path::new("."), &exercise.id, "toml")?;
            files::write(&kept, text.as_bytes(), false)?;
            let kept = shell::path(&kept);
            return Err(wrong.next(format!(
                "Nothing was added; what you answered is kept in {kept}. Change that there, and \
                 then: supple library add {kept}"
            )));
        }
    };
    if !new::confirms(&text, context) {
        return Ok(context.message("Nothing was added."));
    }
    put_in(&checked, false, &library, context)
}

/// A file that is to be put into the person's folder.
struct Incoming<'a> {
    /// The id that it is removed by.
    id: &'a str,
    from: &'a Path,
    text: &'a str,
    /// Where it belongs.
    place: PathBuf,
    /// What is there now.
    present: Option<PathBuf>,
}

impl Incoming<'_> {
    /// Refuses what would take the place of a file of the person's own that they did not mean.
    fn may_stand(&self, replace: bool) -> Result<(), Failure> {
        let Some(present) = &self.present else { return Ok(()) };
        if files::are_same(present, self.from)? {
            let what =
                format!("{} is in its place already, and is used as it is.", present.display());
            return Err(Failure::could_not(what).next("See what is your own: supple library"));
        }
        if !replace {
            let what = format!(
                "there is a file of your own for {} already: {}",
                self.id,
                present.display()
            );
            let next = format!(
                "Nothing was added. To put this one in its place: supple library add --replace {}",
                shell::path(self.from)
            );
            return Err(Failure::could_not(what).next(next));
        }
        Ok(())
    }
}

/// Checks files and copies them into the person's folder.
fn add(paths: &[PathBuf], replace: bool, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    let checked =
        checked(paths, &library, context, "Nothing was added. Change that, and add again.")?;
    put_in(&checked, replace, &library, context)
}

/// Puts files that read well into the person's folder, and says what follows.
fn put_in(
    Checked { drafts, rules }: &Checked,
    replace: bool,
    library: &Library,
    context: &Context,
) -> Result<Output, Failure> {
    let nowhere = || {
        Failure::could_not("there is no folder to put it in.")
            .next("Set HOME, so that there is one.")
    };
    // Every file has its place before the first is written: all are added, or none.
    let mut incoming = Vec::new();
    for draft in drafts {
        let place = library.own_path(draft.kind, &draft.id).ok_or_else(nowhere)?;
        let origin = library.origin(draft.kind, &draft.id);
        let unseen =
            |error| Failure::from(error).next("Nothing was added. Change that, and add again.");
        let present = match origin.map_err(unseen)? {
            Some(Origin::Own(path)) => Some(path),
            _ => None,
        };
        let (id, from, text) = (draft.id.as_str(), draft.path.as_path(), draft.text());
        incoming.push(Incoming { id, from, text, place, present });
    }
    if let Some(CheckedRules { draft, .. }) = rules {
        let folder = context.exercises.as_ref().ok_or_else(nowhere)?;
        let place = folder.join(format!("{RULES}.toml"));
        let (from, text) = (draft.path.as_path(), draft.text());
        let present = library.own_rules_path();
        incoming.push(Incoming { id: RULES, from, text, place, present });
    }
    for file in &incoming {
        file.may_stand(replace)?;
    }
    let with = library.with_drafts(drafts);
    let mut page = context.page();
    for (number, file) in incoming.iter().enumerate() {
        let kept = put(file)?;
        page.gap();
        let back = match drafts.get(number) {
            Some(draft) => {
                page.heading(&format!("{} is in your library now", draft.id));
                page.para(&summary(&with, draft.kind, &draft.id));
                tell_changes(&changes(&with, draft.kind, &draft.id), &mut page);
                tell_way(draft, &with, &mut page);
                library.is_shipped(draft.kind, &draft.id)
            }
            None => {
                let changes = rules.as_ref().map_or(&[][..], |rules| &rules.changes);
                page.heading("Your numbers of the rules are in use now");
                page.para(&rules_summary(changes));
                tell_changes(changes, &mut page);
                true
            }
        };
        page.note(&format!("It is this file: {}", file.place.display()));
        if let Some(kept) = kept {
            page.note(&format!("The one you had was kept as {}", kept.display()));
        }
        let back = if back { "To go back to ours" } else { "To take it out again" };
        page.para(&format!("{back}: supple library remove {}", file.id));
    }
    Ok(Output::results(page.text()).saved())
}

/// How what was added is seen, and how it comes to be done.
fn tell_way(draft: &Draft, with: &Library, page: &mut Page) {
    let id = &draft.id;
    match draft.kind {
        FileKind::Condition => {
            page.item(" •", &format!("To read it: supple conditions {id}"));
            page.item(" •", &format!("To follow its programme: supple assign {id}"));
        }
        FileKind::Exercise => {
            page.item(" •", &format!("To see it: supple exercises {id}"));
            let programmes = with.programmes_with(id);
            if programmes.is_empty() {
                let add = format!("To put it into the routine: supple plan add {id} --by NAME");
                page.item(" •", &add);
                page.item(
                    " •",
                    "Or list it in a phase of a condition's file, to be had by \
                     supple library show CONDITION",
                );
            } else {
                page.item(
                    " •",
                    &format!(
                        "It is used where these programmes list it: {}",
                        programmes.join(", ")
                    ),
                );
            }
        }
    }
}

/// How many numbers of the rules differ from ours.
fn rules_summary(changes: &[FileChange]) -> String {
    match i64::try_from(changes.len()).unwrap_or_default() {
        0 => "all numbers are as ours.".to_owned(),
        1 => "one number differs from ours.".to_owned(),
        many => format!("{many} numbers differ from ours."),
    }
}

/// The largest file that is kept when another takes its place, in bytes. It need not read well, so
/// it may be larger than one of the library.
const KEPT_MAX: u64 = 16 * 1024 * 1024;

/// Writes one file into its place, and keeps the one that was there; where it was kept.
fn put(file: &Incoming<'_>) -> Result<Option<PathBuf>, Failure> {
    let place = file.place.as_path();
    if let Some(folder) = place.parent() {
        files::make_folder(folder)?;
    }
    let Some(present) = file.present.as_deref() else {
        // Only a file that was seen, and is kept, is ever replaced.
        files::write(place, file.text.as_bytes(), false)?;
        return Ok(None);
    };
    let kept = beside(present)?;
    let text = library::read_bounded(present, KEPT_MAX).map_err(|unread| {
        Failure::could_not(format!(
            "{} {unread}, so it cannot be kept. Nothing was added.",
            present.display()
        ))
        .next(format!("Take it out of its place first: supple library remove {}", file.id))
    })?;
    files::write(&kept, &text, false)?;
    files::write(place, file.text.as_bytes(), true)?;
    // A name in other letters, such as Bridge.toml, stood for the same id.
    if present != place && !files::are_same(present, place)? {
        let gone = fs::remove_file(present);
        gone.map_err(|error| {
            Failure::could_not(format!("{} could not be removed: {error}.", present.display()))
        })?;
    }
    Ok(Some(kept))
}

/// Takes a file of the person's own out of use; it stays beside its place under another name.
fn remove(asked: &str, context: &Context) -> Result<Output, Failure> {
    let library = context.library();
    if let Some(path) =
        library.own_rules_path().filter(|_| asked.strip_suffix(".toml").unwrap_or(asked) == RULES)
    {
        return remove_rules(&path, context);
    }
    let file = own_file(asked, &library)?;
    let (id, shipped) = (file.id.as_str(), file.replaces);
    let before = library.check();
    let without = library.without(file.kind, id);
    // Only what taking it out would break: today's problems are not this file's doing.
    let needed: Vec<LibraryError> =
        without.check().into_iter().filter(|error| !before.contains(error)).collect();
    if !needed.is_empty() {
        let what = format!(
            "{id} is still needed, and was left in its place.\n\n{}",
            list_of(&needed, context)
        );
        return Err(Failure::could_not(what).next("Change that first, or remove that file first."));
    }
    // Where ours stands behind it, the plan goes on with ours.
    if !shipped && file.kind == FileKind::Condition {
        let plans =
            context.read_diary()?.map(|diary| diary.plans()).transpose()?.unwrap_or_default();
        if plans.iter().any(|plan| plan.value.condition == id && plan.value.runs_on(context.today))
        {
            return Err(Failure::could_not(format!(
                "{id} is in your plan, and was left in its place."
            ))
            .next(format!("Take it out of your plan first: supple assign {id} --end")));
        }
    }
    let kept = set_aside(&file.path)?;
    let mut page = context.page();
    if shipped {
        page.para(&format!("{id} is ours again: {}", summary(&without, file.kind, id)))
    } else {
        page.para(&format!("{id} is no longer in your library."))
    }
    page.note(&format!("Your file was kept as {}", kept.display()));
    page.para(&format!("To bring it back: supple library add {}", shell::path(&kept)));
    Ok(Output::results(page.text()).saved())
}

/// Takes the person's own numbers of the rules out of use; the file stays beside its place.
fn remove_rules(path: &Path, context: &Context) -> Result<Output, Failure> {
    let kept = set_aside(path)?;
    let mut page = context.page();
    page.para("The numbers of the rules are ours again.");
    page.note(&format!("Your file was kept as {}", kept.display()));
    page.para(&format!("To bring it back: supple library add {}", shell::path(&kept)));
    Ok(Output::results(page.text()).saved())
}

/// Gives a file a name under which nobody reads it; that name. Never deleted: it may be the only
/// copy of what a physiotherapist wrote.
fn set_aside(path: &Path) -> Result<PathBuf, Failure> {
    let kept = beside(path)?;
    fs::rename(path, &kept).map_err(|error| {
        Failure::could_not(format!("{} could not be removed: {error}.", path.display()))
    })?;
    Ok(kept)
}

/// The person's own file that was asked for: an id, or with its folder where an exercise and a
/// condition share one.
fn own_file(asked: &str, library: &Library) -> Result<OwnFile, Failure> {
    let (folder, id) =
        asked.rsplit_once('/').map_or((None, asked), |(folder, id)| (Some(folder), id));
    let id = id.strip_suffix(".toml").unwrap_or(id);
    let own = library.own_files()?;
    let mut found = own.iter().filter(|file| {
        file.id == id && folder.is_none_or(|folder| folder.ends_with(file.kind.folder()))
    });
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file.clone()),
        (Some(_), Some(_)) => {
            Err(Failure::usage(format!("you have an exercise {id} and a condition {id}."))
                .next(format!("Say which: supple library remove library/{id}, or conditions/{id}")))
        }
        (None, _) => {
            let ours = [FileKind::Condition, FileKind::Exercise]
                .into_iter()
                .any(|kind| library.is_shipped(kind, id));
            let what = if ours {
                format!("{id} is as shipped: there is no file of your own to remove.")
            } else {
                format!("you have no file of your own called {id}.")
            };
            let near = closest(id, own.iter().map(|file| file.id.as_str()));
            let next = if near.is_empty() || ours {
                "See what is your own: supple library".to_owned()
            } else {
                format!("Did you mean {}?", near.join(" or "))
            };
            Err(Failure::usage(what).next(next))
        }
    }
}

/// Problems on a page.
fn tell(problems: &[LibraryError], page: &mut Page) {
    for error in problems {
        page.gap();
        for line in error.to_string().lines() {
            page.para(line);
        }
    }
}

/// What is worth knowing though it reads well.
fn tell_notes(notes: &[Problem], page: &mut Page) {
    for note in notes {
        let right = if note.right.is_empty() { String::new() } else { format!("; {}", note.right) };
        page.gap();
        page.para(&format!("Worth knowing: {}{right}.", note.what));
    }
}

/// What differs from ours: the doses, and then what no longer keeps a person safe.
fn tell_changes(changes: &[FileChange], page: &mut Page) {
    let (loosening, others): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.loosens);
    for change in others {
        page.item("   •", &change.line);
    }
    if !loosening.is_empty() {
        page.indented(3, "Look at these again: they kept people safe.");
        for change in loosening {
            page.item("   !", &change.line);
        }
    }
}

/// How the person's own version of an id differs from ours; empty when there are not both.
fn changes(library: &Library, kind: FileKind, id: &str) -> Vec<FileChange> {
    let ours = Library::builtin();
    let found = match kind {
        FileKind::Exercise => ours
            .exercise(id)
            .ok()
            .zip(library.exercise(id).ok())
            .map(|(ours, own)| library::between_exercises(&ours, &own)),
        FileKind::Condition => {
            ours.subset(&[id]).ok().zip(library.subset(&[id]).ok()).and_then(|(ours, own)| {
                let (was, is) = (ours.conditions.get(id)?, own.conditions.get(id)?);
                Some(library::between_conditions((was, &ours), (is, &own)))
            })
        }
    };
    found.unwrap_or_default()
}

/// What an id is, in a line.
fn summary(library: &Library, kind: FileKind, id: &str) -> String {
    let ours = match (library.origin(kind, id), library.is_shipped(kind, id)) {
        (Ok(Some(Origin::Own(_))), true) => " It stands in for ours.",
        (Ok(Some(Origin::Own(_))), false) => " It is new.",
        _ => "",
    };
    match kind {
        FileKind::Exercise => library.exercise(id).map_or_else(
            |error| error.to_string(),
            |exercise| {
                format!(
                    "{}, {}; {}.{ours}",
                    exercise.name,
                    exercise.dose,
                    exercise.dose.frequency()
                )
            },
        ),
        FileKind::Condition => library.condition(id).map_or_else(
            |error| error.to_string(),
            |condition| {
                let phases: Vec<String> = condition
                    .listed_phases()
                    .map(|phase| {
                        let many = i64::try_from(phase.exercises.len()).unwrap_or_default();
                        format!("{} with {}", phase.name, count(many, "exercise", "exercises"))
                    })
                    .collect();
                format!("{}, {}.{ours}", condition.name, and(&phases))
            },
        ),
    }
}

/// What is the person's own, and whether all of it reads, for a program.
#[derive(Debug, Serialize)]
struct LibraryView<'a> {
    folder: Option<String>,
    conditions: usize,
    exercises: usize,
    files: Vec<OwnFileView<'a>>,
    problems: Vec<ProblemView<'a>>,
    notes: Vec<ProblemView<'a>>,
}

/// A file of the person's own.
#[derive(Debug, Serialize)]
struct OwnFileView<'a> {
    kind: String,
    id: &'a str,
    path: String,
    replaces_ours: bool,
    reads_well: bool,
    changes: Vec<String>,
}

impl<'a> OwnFileView<'a> {
    fn new(file: &'a OwnFile, library: &Library) -> Self {
        let changes = changes(library, file.kind, &file.id);
        Self {
            kind: file.kind.to_string(),
            id: &file.id,
            path: file.path.display().to_string(),
            replaces_ours: file.replaces,
            reads_well: library.reads(file.kind, &file.id),
            changes: changes.into_iter().map(|change| change.line).collect(),
        }
    }

    fn of_rules(rules: &OwnRules) -> Self {
        Self {
            kind: "rules".to_owned(),
            id: "rules",
            path: rules.path.display().to_string(),
            // Only the numbers that it names; ours are read for the others.
            replaces_ours: false,
            reads_well: rules.reads,
            changes: rules.changes.iter().map(|change| change.line.clone()).collect(),
        }
    }
}

/// Something that is wrong with a file, or worth knowing of it.
#[derive(Debug, Serialize)]
struct ProblemView<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    what: String,
    right: &'a str,
}

impl<'a> From<&'a LibraryError> for ProblemView<'a> {
    fn from(error: &'a LibraryError) -> Self {
        match error {
            LibraryError::Broken(problem) => Self {
                file: Some(&problem.file),
                line: problem.line,
                column: problem.column,
                what: problem.what.clone(),
                right: &problem.right,
            },
            // An id that no file has, so that there is no file to name.
            LibraryError::Unknown { .. }
            | LibraryError::Several { .. }
            | LibraryError::NoProgramme { .. } => {
                Self { file: None, line: None, column: None, what: error.to_string(), right: "" }
            }
        }
    }
}

/// A free name beside a file that no reader takes for a file of the library.
fn beside(path: &Path) -> Result<PathBuf, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files::free_name(path.parent().unwrap_or(Path::new(".")), &name, "removed")
}
