//! `supple remind --install`: what the system's own timer needs to look once a day, and to say so
//! when it could not.
//!
//! Only text is made here: nothing is started, and nothing that is there already is changed.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;

use crate::domain::text::shell;

/// A timer that systems come with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TimerKind {
    /// A user's timer of systemd, with a notification on the desktop (Linux)
    Systemd,
    /// A line for crontab -e, which mails what is said (Unix)
    Cron,
    /// An agent of launchd, with a notification (macOS)
    Launchd,
    /// A task of the Task Scheduler, in a window (Windows)
    Schtasks,
}

/// What a timer runs, and when.
#[derive(Debug)]
pub struct Look<'a> {
    /// The program, with its whole path: a timer has no PATH of the person's.
    pub program: &'a Path,
    /// The diary, where it is not in its usual place.
    pub diary: Option<&'a Path>,
    /// When, each day.
    pub at: NaiveTime,
}

/// A file that a timer is made of.
#[derive(Debug, PartialEq, Eq)]
pub struct TimerFile {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
}

/// Says what is due, and speaks up as well when supple could not look: a reminder that fails
/// without a word is none. `$0` is the program.
const SCRIPT: &str = r#"said=$("$0" remind 2>&1); case $? in 0) ;; 3) NOTIFY supple "$said";; *) NOTIFY "supple could not look" "$said";; esac"#;

/// The same through a program that shows a title and a text.
fn script(notify: &str) -> String {
    SCRIPT.replace("NOTIFY", notify)
}

/// The files of a kind of timer; none where it has a command or a line of a table.
pub fn files(kind: TimerKind, look: &Look<'_>) -> Vec<TimerFile> {
    match kind {
        TimerKind::Systemd => vec![
            TimerFile { name: "supple.service", text: systemd_service(look) },
            TimerFile { name: "supple.timer", text: systemd_timer(look) },
        ],
        TimerKind::Launchd => vec![TimerFile { name: "supple.plist", text: launchd(look) }],
        TimerKind::Cron | TimerKind::Schtasks => Vec::new(),
    }
}

/// The line of a kind that has no files.
pub fn line(kind: TimerKind, look: &Look<'_>) -> Option<String> {
    match kind {
        TimerKind::Cron => Some(cron(look)),
        TimerKind::Schtasks => Some(schtasks(look)),
        TimerKind::Systemd | TimerKind::Launchd => None,
    }
}

/// The folder that the files of a kind belong in, below a home and its folder of settings.
pub fn folder(kind: TimerKind, home: &Path, settings: &Path) -> PathBuf {
    match kind {
        TimerKind::Launchd => home.join("Library").join("LaunchAgents"),
        _ => settings.join("systemd").join("user"),
    }
}

/// What the person does with it.
pub fn next(kind: TimerKind, folder: &Path) -> (&'static str, String) {
    match kind {
        TimerKind::Systemd => {
            ("To switch it on:", "systemctl --user enable --now supple.timer".to_owned())
        }
        TimerKind::Launchd => {
            let file = shell::path(&folder.join("supple.plist"));
            ("To switch it on:", format!("launchctl bootstrap gui/$(id -u) {file}"))
        }
        TimerKind::Cron => ("To switch it on, add the line to the table:", "crontab -e".to_owned()),
        TimerKind::Schtasks => {
            ("Typed in a Command Prompt. To see it later:", "schtasks /Query /TN supple".to_owned())
        }
    }
}

/// A word of a unit file: quoted, and with nothing that systemd would put something else for
/// (systemd.service(5), systemd.unit(5)).
fn systemd_word(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", word.replace('%', "%%").replace('$', "$$"))
}

fn systemd_service(look: &Look<'_>) -> String {
    let program = systemd_word(&look.program.display().to_string());
    // A value of the environment is taken as it is, but for `%`.
    let diary = look.diary.map(|diary| {
        let word = systemd_word(&format!("SUPPLE_DB={}", diary.display())).replace("$$", "$");
        format!("Environment={word}\n")
    });
    format!(
        "[Unit]\nDescription=supple: what is due today\n\n[Service]\nType=oneshot\n{}ExecStart=/bin/sh -c {} {program}\n",
        diary.unwrap_or_default(),
        systemd_word(&script("notify-send"))
    )
}

fn systemd_timer(look: &Look<'_>) -> String {
    format!(
        "[Unit]\nDescription=supple: once a day\n\n[Timer]\nOnCalendar=*-*-* {}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
        look.at.format("%H:%M")
    )
}

/// A line for crontab, which gives a shell what stands before the first `%` (crontab(5)).
fn cron(look: &Look<'_>) -> String {
    let diary = look.diary.map(|diary| format!("SUPPLE_DB={} ", shell::path(diary)));
    let command = format!("{}{} remind", diary.unwrap_or_default(), shell::path(look.program));
    format!("{} * * * {}", look.at.format("%-M %-H"), command.replace('%', "\\%"))
}

/// A text in a property list.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn launchd(look: &Look<'_>) -> String {
    // The text reaches osascript as an argument: inside the script a quote in it would end it.
    let notify = "osascript -e 'on run argv' -e 'display notification (item 2 of argv) with title (item 1 of argv)' -e 'end run'";
    let diary = look.diary.map(|diary| {
        let diary = xml(&diary.display().to_string());
        format!("  <key>EnvironmentVariables</key><dict><key>SUPPLE_DB</key><string>{diary}</string></dict>\n")
    });
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>supple</string>
  <key>ProgramArguments</key><array>
    <string>/bin/sh</string><string>-c</string>
    <string>{}</string>
    <string>{}</string>
  </array>
{}  <key>StartCalendarInterval</key><dict><key>Hour</key><integer>{}</integer><key>Minute</key><integer>{}</integer></dict>
</dict></plist>
"#,
        xml(&script(notify)),
        xml(&look.program.display().to_string()),
        diary.unwrap_or_default(),
        look.at.format("%-H"),
        look.at.format("%-M"),
    )
}

/// A command for the Task Scheduler, to be typed in a Command Prompt: the window stays open when
/// something is due, and when supple could not look. Of what follows `/c`, cmd takes away the first
/// and the last quote where there are more than two (`cmd /?`), so the whole is quoted once more.
/// That leaves the signs outside the quotes of what is typed, where a caret keeps them.
fn schtasks(look: &Look<'_>) -> String {
    let diary = look.diary.map(|diary| format!("set \\\"SUPPLE_DB={}\\\"^&^& ", diary.display()));
    format!(
        "schtasks /Create /SC DAILY /ST {} /TN supple /TR \"cmd /c \\\"{}\\\"{}\\\" remind ^|^| pause\\\"\"",
        look.at.format("%H:%M"),
        diary.unwrap_or_default(),
        look.program.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight in the evening, by a program whose path has what each of them could stumble over.
    fn look<'a>(program: &'a str, diary: Option<&'a str>) -> Look<'a> {
        let at = NaiveTime::from_hms_opt(20, 5, 0).expect("a time");
        Look { program: Path::new(program), diary: diary.map(Path::new), at }
    }

    #[test]
    fn a_path_stays_one_word_in_a_unit() {
        let files = files(TimerKind::Systemd, &look("/o p/50%/$x/supple", Some("/a \"b\"/$c.db")));
        assert!(files[0].text.ends_with(" \"/o p/50%%/$$x/supple\"\n"), "{}", files[0].text);
        assert!(files[0].text.contains("Environment=\"SUPPLE_DB=/a \\\"b\\\"/$c.db\"\n"));
        assert!(files[0].text.contains("said=$$(\\\"$$0\\\" remind 2>&1); case $$? in"));
        assert!(files[1].text.contains("OnCalendar=*-*-* 20:05\n"));
    }

    #[test]
    fn a_path_stays_one_word_in_a_table_of_cron() {
        let line = line(TimerKind::Cron, &look("/o p/50%/supple", None)).expect("a line");
        assert_eq!(line, "5 20 * * * '/o p/50\\%/supple' remind");
    }

    #[test]
    fn a_property_list_is_one_whatever_the_path() {
        let text = launchd(&look("/a & <b>/supple", Some("/d & e.db")));
        let list = roxmltree::Document::parse_with_options(
            &text,
            roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
        )
        .expect("XML");
        let strings: Vec<&str> = list
            .descendants()
            .filter(|node| node.has_tag_name("string"))
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(strings[1..3], ["/bin/sh", "-c"]);
        assert_eq!(strings[4..], ["/a & <b>/supple", "/d & e.db"]);
        assert!(strings[3].contains("case $? in 0) ;; 3) osascript"), "{}", strings[3]);
    }

    /// What the Command Prompt hands on of a line: a caret outside quotes keeps the sign after it,
    /// which would end the command otherwise.
    fn handed_on(line: &str) -> String {
        let (mut is_quoted, mut kept) = (false, String::new());
        let mut signs = line.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => is_quoted = !is_quoted,
                '^' if !is_quoted => {
                    kept.extend(signs.next());
                    continue;
                }
                _ => assert!(is_quoted || !"&|<>".contains(sign), "{sign} ends {line}"),
            }
            kept.push(sign);
        }
        kept
    }

    #[test]
    fn a_path_stays_one_word_for_the_task_scheduler() {
        let program = r"C:\Program Files (x86)\supple.exe";
        let run = |diary| {
            let task =
                handed_on(&line(TimerKind::Schtasks, &look(program, diary)).expect("a line"));
            let (_, run) = task.split_once(" /TR ").expect("what it runs");
            let run = run.strip_prefix('"').and_then(|run| run.strip_suffix('"')).expect("a word");
            let run = run.replace("\\\"", "\"");
            // cmd takes away the first quote and the last.
            let run = run.strip_prefix("cmd /c \"").and_then(|run| run.strip_suffix('"'));
            run.expect("quoted as a whole").to_owned()
        };
        let remind = format!("\"{program}\" remind || pause");
        assert_eq!(run(None), remind);
        let with_diary = format!("set \"SUPPLE_DB=D:\\my pain.db\"&& {remind}");
        assert_eq!(run(Some(r"D:\my pain.db")), with_diary);
    }

    /// What the shell makes of the script, with a program that ends with `code`; `$NOTIFY` prints
    /// what it is given.
    #[cfg(unix)]
    fn told(code: u8) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("supple");
        std::fs::write(&program, format!("#!/bin/sh\necho words \"of $1\"\nexit {code}\n"))
            .expect("a program");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&program, mode).expect("it may run");
        let shell = std::process::Command::new("/bin/sh")
            .args(["-c", &script("printf '%s: %s'")])
            .arg(&program)
            .output()
            .expect("a shell");
        String::from_utf8(shell.stdout).expect("text")
    }

    #[cfg(unix)]
    #[test]
    fn what_is_due_is_told_and_so_is_a_failure() {
        assert_eq!(told(0), "");
        assert_eq!(told(3), "supple: words of remind");
        assert_eq!(told(1), "supple could not look: words of remind");
        assert_eq!(told(127), "supple could not look: words of remind");
    }
}
