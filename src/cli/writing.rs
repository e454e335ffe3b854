//! Writing in the diary: one command is one transaction, and once it is committed it is kept.
//!
//! A verb first decides, inside the change: what it rests on is read from there, so that no other
//! command can come in between. Then, when it is in the diary, the verb says what was done.
//! Whatever goes wrong from there on is a note beside the answer and no failure: whoever was told
//! that nothing was saved would type it again, and have it twice.

use chrono::{DateTime, FixedOffset};

use crate::app::keep_checkpoint;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::page::Page;
use crate::store::{Change, Diary, IfMissing, Recorded, Writer, copies};

/// What was written, and is in the diary.
pub struct SavedChange<T> {
    /// What the verb decided.
    pub value: T,
    /// The diary as it is now.
    pub diary: Diary,
    /// What this run has recorded.
    pub recorded: Recorded,
    /// Whether anything was changed.
    pub is_change: bool,
    /// Whether the diary was made for it.
    pub is_new: bool,
    /// What the person should know of the diary itself; empty most days.
    pub about_diary: String,
}

/// How many days the clock may have gone back since the last change without a word: a journey
/// across the date line takes one.
const CLOCK_BACK_DAYS: i64 = 1;

/// How many days may have gone by since the last change without a word: a diary may rest for years.
/// A clock that has lost its battery is off by decades.
const CLOCK_AHEAD_DAYS: i64 = 5 * 366;

/// How a change is kept.
pub struct Manner<'a> {
    /// Whether a diary is made where there is none.
    pub missing: IfMissing,
    /// When the entries are written.
    pub now: DateTime<FixedOffset>,
    /// The words of the command, by which `undo` calls it.
    pub command_line: &'a str,
    /// What the run has recorded before, to be taken back as one with this.
    pub earlier: Recorded,
    /// Whether the command follows the plan, so that it may as well keep what that comes to.
    pub follows_plan: bool,
}

/// What was done in a diary that is made where there is none: that there is none is a failure then,
/// and never passed over.
pub fn made<T>(done: Option<T>) -> Result<T, Failure> {
    done.ok_or_else(|| Failure::could_not("the diary could not be made."))
}

impl Context {
    /// Changes the diary, which is made if there is none yet.
    pub fn write<T>(
        &self,
        decide: impl FnOnce(&mut Change<'_>) -> Result<T, Failure>,
    ) -> Result<SavedChange<T>, Failure> {
        let manner = Manner { missing: IfMissing::Make, ..self.manner() };
        made(self.write_in(manner, decide)?)
    }

    /// Changes the diary; `None` where there is none, and none is made.
    pub fn amend<T>(
        &self,
        decide: impl FnOnce(&mut Change<'_>) -> Result<T, Failure>,
    ) -> Result<Option<SavedChange<T>>, Failure> {
        self.write_in(self.manner(), decide)
    }

    /// How a command that is typed is kept in a diary that is there.
    pub fn manner(&self) -> Manner<'_> {
        Manner {
            missing: IfMissing::Leave,
            now: self.now,
            command_line: &self.command_line,
            earlier: Recorded::default(),
            follows_plan: true,
        }
    }

    /// Changes the diary in a manner of its own.
    pub fn write_in<T>(
        &self,
        manner: Manner<'_>,
        decide: impl FnOnce(&mut Change<'_>) -> Result<T, Failure>,
    ) -> Result<Option<SavedChange<T>>, Failure> {
        let Some(mut writer) = self.open_to_write(manner.missing)? else { return Ok(None) };
        // Before anything can fail: a diary that was migrated stays so, and its copy has to be
        // named.
        let about_diary = self.about(&writer);
        let is_first_today = !copies::is_there(writer.path(), self.today);
        let about_diary =
            about_diary + &(if is_first_today { self.about_file(&writer)? } else { String::new() });
        let committed = writer.change(manner.now).map_err(Failure::from).and_then(|mut change| {
            let value = decide(&mut change)?;
            if is_first_today {
                change.bound_history(self.settings.undo_days)?;
            }
            if is_first_today || manner.follows_plan {
                // It only spares later commands time: what cannot be told now is found then. But
                // where it failed with the disk, what was decided is gone with it.
                let kept = keep_checkpoint(&change, &self.library(), self.today);
                if change.is_gone() {
                    kept?;
                }
            }
            Ok((value, change.commit_with(manner.command_line, manner.earlier)?))
        });
        let (value, committed) = match committed {
            Ok(committed) => committed,
            // A diary that was made for this has not begun. What happened to any other before the
            // failure must not be swallowed by it.
            Err(failure) => match writer.discard_new() {
                Ok(true) => return Err(failure),
                _ => return Err(failure.after(&about_diary)),
            },
        };
        let mut about_diary = about_diary + &self.about_commit(committed.unconfirmed.as_deref());
        if committed.is_change && is_first_today {
            about_diary += &self.copy_of_today(&writer);
        }
        Ok(Some(SavedChange {
            value,
            recorded: committed.recorded,
            is_change: committed.is_change,
            is_new: writer.created,
            diary: writer.into_diary(),
            about_diary,
        }))
    }

    /// What the person should know of a diary that was opened to be changed.
    pub fn about(&self, writer: &Writer) -> String {
        let mut talk = self.page();
        let path = writer.path().display();
        // An empty file is rarely meant: whoever lost a diary to a failed sync must hear of it now.
        if writer.created && writer.was_empty {
            talk.para(&format!(
                "There was nothing in {path}. A new diary begins in it; if you had one there, \
                 look for a copy first."
            ));
        } else if writer.created {
            talk.para(&format!("Your diary is new. It is this one file: {path}"));
        }
        if let Some(mode) = writer.was_open_to_others {
            talk.para(&format!(
                "Others on this machine could read your diary (mode {mode:o}); now only you can."
            ));
        }
        if let Some(backup) = &writer.backup {
            let backup = backup.display();
            talk.para(&format!(
                "Your diary was brought up to date; a copy from before is {backup}"
            ));
        }
        talk.text()
    }

    /// What is said once a day: that the file has another name, and that the clock has jumped.
    fn about_file(&self, writer: &Writer) -> Result<String, Failure> {
        let mut talk = self.page();
        if writer.has_other_names() {
            talk.para(&format!(
                "{} has another name on this disk (a hard link): what is erased or replaced here \
                 may still be seen there.",
                writer.path().display()
            ));
        }
        if let Some(last) = writer.last_change()?
            && !(-CLOCK_BACK_DAYS..=CLOCK_AHEAD_DAYS).contains(&(self.now - last).num_days())
        {
            talk.para(&format!(
                "The clock says {}, and the last change was made on {}. Is the clock right? If \
                 not, set it, and take this back: supple undo",
                format_args!(
                    "{}, {}",
                    self.now.format("%-d %b %Y"),
                    self.settings.style().time(self.now)
                ),
                last.format("%-d %b %Y"),
            ));
        }
        Ok(talk.text())
    }

    /// Copies the diary with the first change of a day. What goes wrong is told, and stops nothing:
    /// the change is in the diary.
    fn copy_of_today(&self, writer: &Writer) -> String {
        let Err(error) = writer.copy_for(self.today) else { return String::new() };
        let mut talk = self.page();
        talk.para(&format!("It is saved. Today's copy of your diary could not be made: {error}"));
        error.next().iter().for_each(|next| talk.para(next));
        talk.para("To make one elsewhere: supple backup FILE");
        talk.text()
    }

    /// What the person should know of a change that the disk did not confirm.
    pub fn about_commit(&self, unconfirmed: Option<&str>) -> String {
        let Some(why) = unconfirmed else { return String::new() };
        let mut talk = self.page();
        talk.para(&format!(
            "It is saved, but the disk did not confirm it ({why}): a power cut in the next \
             seconds could take it back."
        ));
        talk.text()
    }
}

impl<T> SavedChange<T> {
    /// Says what was done: results on the first page, talk on the second.
    pub fn tell(
        self,
        context: &Context,
        lay_out: impl FnOnce(T, &Diary, &mut Page, &mut Page) -> Result<(), Failure>,
    ) -> Output {
        let (mut page, mut talk) = (context.page(), context.page());
        if let Err(failure) = lay_out(self.value, &self.diary, &mut page, &mut talk) {
            talk.para(&what_follows(&failure));
        }
        Output { results: page.text(), talk: self.about_diary + &talk.text(), saved: true }
    }

    /// Gives the answer that is made of the diary as it is now.
    pub fn answer(
        self,
        context: &Context,
        answer: impl FnOnce(T, &Diary) -> Result<Output, Failure>,
    ) -> Output {
        match answer(self.value, &self.diary) {
            Ok(answer) => Output { talk: self.about_diary + &answer.talk, ..answer }.saved(),
            Err(failure) => {
                let note = context.message(&what_follows(&failure));
                Output { talk: self.about_diary + &note.talk, ..note }.saved()
            }
        }
    }
}

impl<T> SavedChange<Result<T, Failure>> {
    /// What was kept goes on, unless the verb refused the rest of what was asked for: that is then
    /// its failure.
    pub fn unless_refused(self) -> Result<SavedChange<T>, Failure> {
        let Self { value, diary, recorded, is_change, is_new, about_diary } = self;
        match value {
            Ok(value) => Ok(SavedChange { value, diary, recorded, is_change, is_new, about_diary }),
            Err(refusal) => Err(refusal.after(&about_diary)),
        }
    }
}

/// That something is kept, where what follows from it cannot be said.
fn what_follows(failure: &Failure) -> String {
    format!("It is saved. What follows from it cannot be shown: {failure}")
}
