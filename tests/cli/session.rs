//! The guided session, on terminals of several kinds and on none.

use insta::assert_snapshot;

use crate::world::World;

/// What was kept, in order: exercise, outcome, sets, repeats, minutes, pain and effort where there
/// are any.
fn kept(world: &World) -> Vec<String> {
    let diary = world.database();
    let question = "SELECT exercise || ' ' || outcome || coalesce(' sets ' || sets, '') || coalesce(' reps ' || reps, '')
        || coalesce(' min ' || minutes, '') || coalesce(' pain ' || (pain / 10.0), '') || coalesce(' effort ' || effort, '')
        FROM session ORDER BY id";
    let mut rows = diary.prepare(question).expect("a question");
    rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect()
}

#[test]
fn without_a_terminal_the_routine_is_there_to_be_read() {
    let mut world = World::assigned();
    world.types("supple session");
    world.types("supple session --plain --speed 5");
    world.types("supple session --speed 0");
    world.types("supple session --speed 101");
    assert_eq!(kept(&world), [""; 0]);
    assert_snapshot!(world.told());
}

#[test]
fn where_there_is_nothing_to_do_it_says_so() {
    let mut world = World::new();
    world.types("supple session");
    world.quietly("supple assign piriformis-dgs --side left");
    for _ in 0..2 {
        world.quietly("supple done --all --pain 0");
    }
    world.types("supple session");
    world.quietly("supple undo");
    world.quietly("supple done glute-squeeze --pain 6");
    world.remark("pain above the limit, with the exercise still open");
    world.types("supple session");
    crate::safety_answers::says(&mut world, "ces-saddle", "yes");
    world.types("supple session");
    let mut bone = World::new();
    bone.types("supple assign pelvic-stress-fracture");
    bone.forget();
    bone.types("supple session");
    assert_snapshot!(format!("{}{}", world.told(), bone.told()));
}

#[cfg(unix)]
mod on_a_terminal {
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    use expectrl::process::unix::{Signal, WaitStatus};
    use expectrl::session::OsSession;
    use expectrl::{Eof, Expect};

    use super::*;
    use crate::world::Watched;

    /// A run of the program on a terminal that it draws on.
    struct Screen {
        session: OsSession,
        seen: Vec<u8>,
        size: (usize, usize),
    }

    /// Starts a line on a terminal of so many columns and rows.
    fn watch(world: &World, size: (usize, usize), line: &str) -> Screen {
        start(
            world,
            size,
            &format!("{} {}", crate::world::PROGRAM, line.strip_prefix("supple ").expect("a line")),
        )
    }

    /// The same for any line of a shell.
    fn start(world: &World, size: (usize, usize), line: &str) -> Screen {
        let (columns, rows) = size;
        let mut command = world.program("sh");
        // The size may be set once more when the line has begun already: it waits for its own.
        let waits = format!("until [ \"$(stty size)\" = '{rows} {columns}' ]; do sleep 0.01; done");
        command.args(["-c", &format!("stty sane; {waits}; {line}")]);
        command
            .env("TERM", "xterm")
            .env("LANG", "C.UTF-8")
            .env_remove("COLUMNS")
            .stdin(Stdio::inherit());
        let mut session = OsSession::spawn(command).expect("it starts on a terminal");
        let [columns, rows] = [columns, rows].map(|cells| u16::try_from(cells).expect("a size"));
        session.get_process_mut().set_window_size(columns, rows).expect("it gets its size");
        Screen { session, seen: Vec::new(), size }
    }

    impl Screen {
        /// Waits until a text stands on the terminal, and nothing more is on its way.
        fn until(&mut self, text: &str) {
            let patience = Instant::now() + Duration::from_secs(20);
            let mut bytes = [0; 4096];
            loop {
                match self.session.try_read(&mut bytes) {
                    Ok(read) if read > 0 => self.seen.extend(&bytes[..read]),
                    _ if self.shown().contains(text) => return,
                    _ => std::thread::sleep(Duration::from_millis(5)),
                }
                assert!(Instant::now() < patience, "no “{text}” on:\n{}", self.shown());
            }
        }

        /// Presses keys, one after the other.
        fn presses(&mut self, keys: &str) {
            self.session.send(keys).expect("they are pressed");
        }

        /// Waits for a text and answers it.
        fn at(&mut self, text: &str, keys: &str) {
            self.until(text);
            self.presses(keys);
        }

        /// Waits for a text that is not passed over by a key that was meant for what was there
        /// before it, and answers it.
        fn sees(&mut self, text: &str, keys: &str) {
            self.until(text);
            std::thread::sleep(Duration::from_millis(700));
            self.presses(keys);
        }

        /// What stands on the terminal, for what this program sends to one.
        fn shown(&self) -> String {
            let text = String::from_utf8_lossy(&self.seen).into_owned();
            let mut rows = vec![Vec::new(); 100];
            let (mut row, mut column) = (0, 0);
            let mut rest = text.chars();
            while let Some(c) = rest.next() {
                match c {
                    '\u{1b}' => {
                        let sequence: Vec<char> = {
                            let mut sequence = Vec::new();
                            for c in rest.by_ref().skip(1) {
                                sequence.push(c);
                                if c.is_ascii_alphabetic() {
                                    break;
                                }
                            }
                            sequence
                        };
                        let sequence: String = sequence.into_iter().collect();
                        let numbers: Vec<usize> = sequence
                            .trim_end_matches(char::is_alphabetic)
                            .split(';')
                            .flat_map(str::parse)
                            .collect();
                        match (sequence.chars().last(), numbers.as_slice()) {
                            (Some('H'), [to_row, to_column]) => {
                                (row, column) = (to_row - 1, to_column - 1)
                            }
                            (Some('K'), _) => rows[row].clear(),
                            (Some('J'), _) => rows.iter_mut().for_each(Vec::clear),
                            _ => {}
                        }
                    }
                    '\r' => column = 0,
                    '\n' => row += 1,
                    c if c.is_control() => {}
                    c => {
                        let line = &mut rows[row];
                        line.resize(line.len().max(column + 1), ' ');
                        line[column] = c;
                        column += 1;
                    }
                }
            }
            let rows: Vec<String> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
            assert!(
                rows.iter().all(|row| row.chars().count() <= self.size.0),
                "too wide:\n{}",
                rows.join("\n")
            );
            rows.join("\n").trim_end().to_owned()
        }

        /// Waits until it ends, and returns all that was sent.
        fn ends(mut self) -> (String, WaitStatus) {
            let rest = self.session.expect(Eof);
            let rest =
                rest.unwrap_or_else(|error| panic!("no end ({error}) on:\n{}", self.shown()));
            self.seen.extend(rest.as_bytes());
            let status = self.session.get_process().wait().expect("it ends");
            let text = String::from_utf8_lossy(&self.seen).replace("\r\n", "\n");
            assert!(!text.contains("panicked"), "{text}");
            (text, status)
        }
    }

    /// Whether what was sent gives the terminal back: its first screen, its cursor, its wrapping of
    /// lines.
    fn gives_back(sent: &str) -> bool {
        ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?7h"]
            .iter()
            .all(|sequence| sent.contains(sequence))
    }

    /// What stands on the terminal after it was given back.
    fn after(sent: &str) -> String {
        sent.split("\u{1b}[?1049l").nth(1).unwrap_or(sent).to_owned()
    }

    #[test]
    fn a_terminal_that_claims_to_be_endless_gets_a_screenful() {
        let world = World::assigned();
        let mut screen = watch(&world, (60_000, 60_000), "supple session");
        screen.at("a number begins there", "q");
        let (sent, status) = screen.ends();
        assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
        assert!(sent.len() < 8_000, "{} bytes", sent.len());
    }

    #[test]
    fn an_exercise_is_guided_interrupted_and_the_next_one_follows() {
        let mut world = World::assigned();
        let line = format!(
            "before=$(stty -g); {} session; echo \"code $?\"; [ \"$before\" = \"$(stty -g)\" ] && echo as before",
            crate::world::PROGRAM
        );
        let mut screen = start(&world, (80, 24), &line);
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "\r");
        // Three holds on each side, what lies between them, and getting ready.
        screen.at("Get ready", &"n".repeat(18));
        screen.until("Pain: _");
        assert_eq!(
            kept(&world),
            ["figure-four-supine done sets 1"],
            "it is kept before it is asked about"
        );
        screen.presses("3.5\r");
        screen.at("Sciatic nerve slider lying", "\r");
        screen.until("Get ready");
        screen.presses("\u{3}");
        let (sent, _) = screen.ends();
        assert!(gives_back(&sent), "{sent:?}");
        let first = after(&sent);
        assert!(sent.ends_with("code 0\nas before\n"), "{sent:?}");
        assert_eq!(kept(&world), ["figure-four-supine done sets 1 pain 3.5"]);

        // It is due twice a day; once it is done as often, the next one comes first.
        world.quietly("supple done figure-four-supine");
        let mut screen = watch(&world, (80, 24), "supple session --speed 100");
        screen.until("a number begins there");
        assert!(!screen.shown().contains("Figure-four"), "{}", screen.shown());
        screen.presses("\r");
        screen.at("Enter begin · b back", "\r");
        screen.at("Pain: _", "1\r");
        screen.at("Buttock squeeze hold", "q");
        let (sent, _) = screen.ends();
        assert_eq!(
            kept(&world).last().map(String::as_str),
            Some("sciatic-slider-supine done sets 2 pain 1.0")
        );
        assert_snapshot!(format!("{first}\n{}", after(&sent)), @"
        [1mRecorded[0m
        [x] Figure-four stretch lying: done, pain 3.5

        Still open: figure-four-supine once more, sciatic-slider-supine, glute-squeeze
        and walking.
        supple undo takes the last of them back; supple history shows their numbers.
        code 0
        as before

        [1mRecorded[0m
        [x] Sciatic nerve slider lying: 2 sets, pain 1

        Still open: sciatic-slider-supine once more, glute-squeeze and walking.
        supple undo takes the last of them back; supple history shows their numbers.
        ");
        // One exercise is one change, however much was asked about it.
        world.forget();
        world.types_all(&["supple undo", "supple undo", "supple undo", "supple undo"]);
        assert_snapshot!(world.told(), @"
        $ supple undo
        Undone: session --speed 100 (sciatic-slider-supine) (Sun 22 Nov, 14:32).
        2> supple redo brings it back.
        $ supple undo
        Undone: done figure-four-supine (Sun 22 Nov, 14:31).
        2> supple redo brings it back.
        $ supple undo
        Undone: session (figure-four-supine) (Sun 22 Nov, 14:31).
        2> supple redo brings it back.
        $ supple undo
        Undone: assign piriformis-dgs --side left (Sun 22 Nov, 14:30).
        2> supple redo brings it back.
        ");
    }

    #[test]
    fn in_forty_columns_everything_can_be_read() {
        let mut world = World::assigned();
        crate::safety_answers::says_to_all(&mut world, "no");
        let mut screen = watch(&world, (40, 12), "supple session");
        let mut told = String::new();
        let mut look =
            |screen: &Screen| told += &format!("{}\n{}\n", screen.shown(), "-".repeat(40));
        screen.until("Enter begin · q quit");
        look(&screen);
        screen.presses("\r");
        screen.until("Enter reads on");
        look(&screen);
        screen.presses("\r");
        screen.until("underneath");
        look(&screen);
        screen.presses("\r");
        screen.until("↓ more");
        screen.until("breathe");
        look(&screen);
        screen.presses("\r");
        screen.until("Enter begin · s skip · ? keys");
        look(&screen);
        screen.presses("\r ");
        screen.until("Paused · Get ready");
        screen.presses("q");
        let (sent, _) = screen.ends();
        told += &after(&sent);
        assert_snapshot!(told);
    }

    #[test]
    fn a_kill_keeps_what_was_finished_and_goes_on_where_it_was() {
        let mut world = World::assigned();
        world.quietly("supple skip figure-four-supine");
        let run = |world: &World, speed: u32| {
            start(
                world,
                (80, 24),
                &format!("exec {} session --speed {speed}", crate::world::PROGRAM),
            )
        };
        let mut screen = run(&world, 1);
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "\r");
        // Ten repeats, in and out, and getting ready.
        screen.at("Get ready", &"n".repeat(21));
        screen.until("Set 1 of 2 is done");
        screen.session.get_process_mut().signal(Signal::SIGKILL).expect("it is killed");
        screen.ends();
        assert_eq!(
            kept(&world),
            ["figure-four-supine skipped", "sciatic-slider-supine done sets 1"]
        );

        let mut screen = run(&world, 100);
        screen.at("a number begins there", "\r");
        screen.at("It goes on with set 2; 1 done before.", "\r");
        screen.at("Pain: _", "2\r");
        screen.at("Buttock squeeze hold", "q");
        screen.ends();
        assert_eq!(
            kept(&world),
            ["figure-four-supine skipped", "sciatic-slider-supine done sets 2 pain 2.0"]
        );
    }

    #[test]
    fn a_signal_gives_the_terminal_back_and_loses_nothing() {
        for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
            let world = World::assigned();
            let line = format!("exec {} session --speed 100", crate::world::PROGRAM);
            let mut screen = start(&world, (80, 24), &line);
            screen.at("a number begins there", "\r");
            screen.at("Enter begin · b back", "\r");
            screen.until("Pain: _");
            screen.session.get_process_mut().signal(signal).expect("it is sent");
            let (sent, status) = screen.ends();
            assert!(
                gives_back(&sent) && matches!(status, WaitStatus::Exited(_, 0)),
                "{signal}: {status:?} {sent:?}"
            );
            assert_eq!(kept(&world), ["figure-four-supine done sets 1"], "{signal}");
        }
    }

    #[test]
    fn going_on_once_too_often_ticks_no_sign() {
        let world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session");
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "\r");
        screen.at("Get ready", &"n".repeat(21));
        screen.until("Pain: _");
        assert!(screen.shown().contains("[ ] n"), "{}", screen.shown());
        screen.presses("2\r");
        screen.at("Sciatic nerve slider lying", "q");
        screen.ends();
        assert_eq!(kept(&world), ["figure-four-supine done sets 1 pain 2.0"]);
    }

    #[test]
    fn one_exercise_is_asked_for_and_the_day_is_begun_anywhere() {
        let mut world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session walking glute-squeeze");
        screen.at("a number begins there", "2");
        screen.at("Buttock squeeze hold", "s");
        screen.at("Graded walking", "b");
        screen.at("a number begins there", "q");
        screen.ends();
        assert_eq!(kept(&world), ["glute-squeeze skipped"]);
        world.types_all(&["supple session bridge", "supple session brigde"]);
        assert_snapshot!(world.told(), @"
        $ supple session bridge
        2> supple: bridge is not open today.
        2> Open today: figure-four-supine, sciatic-slider-supine and walking. What it asks
        2> for: supple today
        => 1
        $ supple session brigde
        2> supple: there is no exercise “brigde”. Did you mean bridge, bridge-march or
        2> bridge-single-leg?
        2> See them all: supple exercises
        => 2
        ");
    }

    #[test]
    fn whoever_leaves_with_a_sign_ticked_has_told_it() {
        for (keys, expected) in [("n", "numb-weak"), ("s\u{3}", "leg-spread")] {
            let world = World::assigned();
            let mut screen = watch(&world, (80, 24), "supple session --speed 100");
            screen.at("a number begins there", "\r");
            screen.at("Enter begin · b back", "\r");
            screen.at("Pain: _", "3");
            screen.at("Pain: 3_", keys);
            if !keys.contains('\u{3}') {
                screen.at("[x] n", "q");
            }
            let (sent, _) = screen.ends();
            // Less feeling or strength is asked about before anything else is shown.
            let said = if expected == "numb-weak" { "ANSWER FIRST" } else { "is left for today" };
            assert!(after(&sent).contains(said), "{}", after(&sent));
            assert!(!after(&sent).contains("answered yes"), "{}", after(&sent));
            let sign: String = world
                .database()
                .query_row("SELECT symptom FROM session_symptom", [], |row| row.get(0))
                .expect("a sign");
            assert_eq!(sign, expected);
        }
    }

    #[test]
    fn a_question_answered_yes_elsewhere_ends_it_before_the_next_exercise() {
        let mut world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session --speed 100");
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "\r");
        screen.until("Pain: _");
        crate::safety_answers::says(&mut world, "ces-saddle", "yes");
        screen.presses("1\r");
        let (sent, _) = screen.ends();
        assert!(gives_back(&sent), "{sent:?}");
        assert_eq!(kept(&world), ["figure-four-supine done sets 1 pain 1.0"]);
        // The same line by line.
        let mut world_of_lines = World::assigned();
        let mut watched = world_of_lines.on_a_terminal("supple session --plain");
        watched.until("quit");
        crate::safety_answers::says(&mut world_of_lines, "ces-saddle", "yes");
        watched.types("s");
        watched.until("so it ends here.");
        let output = watched.ends();
        let lines = output.stdout.split("skip · q quit").last().unwrap_or_default().to_owned();
        assert_eq!(kept(&world_of_lines), ["figure-four-supine skipped"]);
        assert_snapshot!(format!("{}\n{lines}", after(&sent)), @"
        [1mRecorded[0m
        [x] Figure-four stretch lying: done, pain 1

        The safety questions come first now, so it ends here.

        [1m[31m! EMERGENCY: NOW[0m
          Go now to a hospital emergency department, not a walk-in or minor injuries
          clinic; do not wait for a call back. Do not drive; if nobody can take you, or
          your legs are weak, call an ambulance.
          Say there: “I have numbness between my legs with back or buttock pain. Cauda
          equina must be ruled out.”
          You said yes on Sun 22 Nov: Numbness, tingling or changed feeling, even a
          small patch or one side, around the genitals, the back passage or the inner
          thighs, in both buttocks, or when wiping?

        [1mNo exercises until then[0m
        When a clinician has looked at it, record who and when:
          supple screen --checked ces-saddle --by 'Dr Name'
        supple history shows their numbers.

        Figure-four stretch lying (figure-four-supine)
        1 times 3, hold 30 s, each side, twice today
        15 s rest between repeats; left side first, then the right side; about 5
        minutes.
        Stop when pain in it rises by more than 5, or to 8 of 10.
        1. Lie on your back, knees bent. Start with the sore side: rest that ankle on
        the other knee.
        2. Hold behind the thigh of the leg underneath.
        3. Pull that thigh towards you until the buttock of the crossed leg stretches
        mildly.
        4. Keep your bottom on the floor and breathe. Change sides.

        When to stop
        Stop if pain or tingling moves further down the leg.
        Stop if you feel a sharp pinch in the groin; reduce the range.
        > Enter when you have done it, s skip, q quit
        s
        Recorded
        Left out: Figure-four stretch lying: skipped, and that is fine

        The safety questions come first now, so it ends here.

        Important: EMERGENCY: NOW
        Go now to a hospital emergency department, not a walk-in or minor injuries
        clinic; do not wait for a call back. Do not drive; if nobody can take you, or
        your legs are weak, call an ambulance.
        Say there: “I have numbness between my legs with back or buttock pain. Cauda
        equina must be ruled out.”
        You said yes on Sun 22 Nov: Numbness, tingling or changed feeling, even a small
        patch or one side, around the genitals, the back passage or the inner thighs, in
        both buttocks, or when wiping?

        No exercises until then
        When a clinician has looked at it, record who and when:
          supple screen --checked ces-saddle --by 'Dr Name'
        supple history shows their numbers.
        ");
    }

    #[test]
    fn less_feeling_is_asked_about_before_the_next_exercise() {
        let world = World::assigned();
        let mut screen = watch(&world, (80, 60), "supple session --speed 100");
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "\r");
        screen.at("Pain: _", "1n");
        screen.at("[x] n", "\r");
        screen.sees("That may be a warning sign.", "\r");
        let (sent, _) = screen.ends();
        assert!(gives_back(&sent), "{sent:?}");
        assert_eq!(kept(&world), ["figure-four-supine done sets 1 pain 1.0"]);
        // The same line by line.
        let mut world_of_lines = World::assigned();
        let mut watched = world_of_lines.on_a_terminal("supple session --plain");
        for (asked, answer) in [("quit", ""), ("leaves it out", "1"), ("leaves it out", "n")] {
            watched.until(asked);
            watched.types(answer);
        }
        let output = watched.ends();
        let lines = output.stdout.split("leaves it out").last().unwrap_or_default().to_owned();
        assert_eq!(kept(&world_of_lines), ["figure-four-supine done sets 1 pain 1.0"]);
        assert_snapshot!(format!("{}\n{lines}", after(&sent)), @"
        [1mRecorded[0m
        [x] Figure-four stretch lying: done, pain 1, numbness or weakness

        The safety questions come first now, so it ends here.

        [1m[31m! ANSWER FIRST[0m
          Something you recorded may be a warning sign. Answer this first: Numbness,
          tingling or changed feeling, even a small patch or one side, around the
          genitals, the back passage or the inner thighs, in both buttocks, or when
          wiping? (One buttock asleep from sitting that is back within 10 minutes: no.)
          If yes: Go now to a hospital emergency department, not a walk-in or minor
          injuries clinic; do not wait for a call back. Do not drive; if nobody can take
          you, or your legs are weak, call an ambulance.

        [1mNo exercises until then[0m
          supple screen
        Stop and get checked if numbness or weakness starts or grows.
        supple history shows their numbers.


        n
        Stop and get checked if numbness or weakness starts or grows.

        That may be a warning sign. Please answer its questions now:
          supple screen
        supple knows a few words, and does not read notes as a doctor would.
        Recorded
        Done: Figure-four stretch lying: done, pain 1, numbness or weakness

        The safety questions come first now, so it ends here.

        Important: ANSWER FIRST
        Something you recorded may be a warning sign. Answer this first: Numbness,
        tingling or changed feeling, even a small patch or one side, around the
        genitals, the back passage or the inner thighs, in both buttocks, or when
        wiping? (One buttock asleep from sitting that is back within 10 minutes: no.) If
        yes: Go now to a hospital emergency department, not a walk-in or minor injuries
        clinic; do not wait for a call back. Do not drive; if nobody can take you, or
        your legs are weak, call an ambulance.

        No exercises until then
          supple screen
        Stop and get checked if numbness or weakness starts or grows.
        supple history shows their numbers.
        ");
    }

    /// A session with a bone that is the trouble, in which the first exercise hurt at 1; `place`
    /// answers where.
    fn session_with_a_bone(world: &mut World, place: &str) -> Watched {
        world.quietly("supple assign pelvic-stress-fracture --agreed-by 'Dr A'");
        crate::safety_answers::says_to_all(world, "no");
        world.forget();
        let mut watched = world.on_a_terminal("supple session");
        let out = "leaves it out";
        for (asked, answer) in [("quit", ""), (out, "1"), (out, place), (out, "")] {
            watched.until(asked);
            watched.types(answer);
        }
        watched
    }

    #[test]
    fn pain_outside_the_bone_leaves_that_exercise_and_goes_on_with_the_next() {
        let mut world = World::new();
        let mut watched = session_with_a_bone(&mut world, "o");
        watched.until("> Enter when you have done it · s skip · q quit");
        watched.types("q");
        let output = watched.ends();
        assert!(output.stdout.contains("Leave it for today."), "{output:?}");
        assert!(!output.stdout.contains("With bone"), "{output:?}");
        let today = world.json("supple today --json");
        assert_eq!(today["due"][1]["exercise"], "abdominal-brace", "{today}");
    }

    #[test]
    fn a_bone_that_hurts_ends_it_before_the_next_exercise_that_loads_it() {
        let mut world = World::new();
        let mut watched = session_with_a_bone(&mut world, "b");
        watched.until("That is everything for today.");
        let output = watched.ends();
        world.record_watched("supple session", &output);
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple session
        Belly (diaphragmatic) breathing  (diaphragmatic-breathing)
        5 min · twice today
        About 5 minutes.
        Stop at any pain at all.
         1. Lie on your back, knees bent, one hand on the belly and one on the chest.
         2. Breathe in through the nose for 3-4 s. The belly hand rises; the chest hand
            stays quiet.
         3. Feel the space between your sit bones widen as you breathe in.
         4. Breathe out slowly for 4-6 s. Do not force it.

        When to stop
         • Stop and sit or lie down if dizzy.
        > Enter when you have done it · a number if it was fewer minutes · s skip · q
          quit

        > Pain at the most, 0 to 10; Enter alone leaves it out
        1
        > Was it in the bone? b yes, o elsewhere; Enter alone leaves it out
        b
        Did anything new come with it?
         s pain spread down the leg
         n numbness or weakness
         p numbness between the legs
         b a bulge in the pelvic floor
         f a fall or a knock
        > One letter or several; Enter alone leaves it out

        Pain 1 is too much in Belly (diaphragmatic) breathing. Leave it for today.
         • Stop and sit or lie down if dizzy.
        With bone, any pain is too much: rest it for 2 days, and tell your clinician.
        Recorded
        [x] Belly (diaphragmatic) breathing: 5 min, pain 1

        Belly (diaphragmatic) breathing is left for today: the pain in it was above 0.
        Gentle deep abdominal brace: the bone rests until Tue 24 Nov after pain on Sun
        22 Nov; tell your clinician.
        That is everything for today.
        supple undo takes the last of them back; supple history shows their numbers.
        ");
    }

    #[test]
    fn a_diary_that_takes_nothing_more_gives_the_terminal_back_and_says_why() {
        let world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session");
        screen.at("a number begins there", "\r");
        screen.until("Enter begin · b back");
        std::fs::write(world.diary(), "not a diary any more").expect("it is written");
        screen.presses("s");
        let (sent, _) = screen.ends();
        assert!(gives_back(&sent), "{sent:?}");
        assert_snapshot!(after(&sent).replace(&world.home().display().to_string(), "~"), @"
        supple: ~/.local/share/supple/diary.db is not a supple diary.
        The last of figure-four-supine is not recorded; everything before it is.
        It was left as it is. Set SUPPLE_DB to the path of your diary.
        The newest good copy: supple restore
        ~/.local/share/supple/diary.db.copies/2026-11-22.db
        ");
    }

    #[test]
    fn every_key_does_what_it_says() {
        let mut world = World::assigned();
        crate::safety_answers::says_to_all(&mut world, "no");
        let mut screen = watch(&world, (80, 24), "supple session");
        let mut told = String::new();
        let mut look =
            |what: &str, screen: &Screen| told += &format!("== {what}\n{}\n", screen.shown());
        screen.until("a number begins there");
        look("the day", &screen);
        screen.presses("\r");
        screen.until("? help");
        look("an exercise to read", &screen);
        screen.presses("?");
        screen.until("any key goes back");
        look("the keys", &screen);
        screen.presses("x");
        screen.at("? help", "s");
        screen.until("2 of 4");
        look("the next one, after it was skipped", &screen);
        screen.presses("l");
        screen.until("One set today.");
        screen.presses("\r n ");
        screen.until("Paused · Into it");
        look("paused", &screen);
        screen.presses("l");
        screen.until("Pain: _");
        look("less, of the last set", &screen);
        screen.presses("12\r");
        screen.until("It is above 10");
        screen.presses("4s");
        screen.until("[x] s");
        look("pain, and a sign is ticked", &screen);
        // Enter once too often does not pass over a warning that nobody has seen yet.
        screen.presses("\r\r");
        screen.until("Enter go on · q quit");
        screen.until("is too much in");
        look("pain above the limit, and a sign", &screen);
        screen.sees("is too much in", "\r");
        screen.at("Buttock squeeze hold", "q");
        let (sent, _) = screen.ends();
        told += &after(&sent);
        assert_snapshot!(told);
        assert_eq!(
            kept(&world),
            ["figure-four-supine skipped", "sciatic-slider-supine done sets 1 reps 1 pain 4.0"]
        );
    }

    #[test]
    fn a_terminal_that_shows_only_ascii_gets_only_that() {
        let world = World::assigned();
        let mut screen =
            start(&world, (80, 24), &format!("LANG=C {} session", crate::world::PROGRAM));
        screen.at("a number begins there", "\r");
        screen.at("? help", "\r");
        screen.until("Get ready");
        assert!(screen.seen.is_ascii(), "{}", screen.shown());
        assert!(screen.shown().contains("######"), "{}", screen.shown());
        screen.presses("q");
        screen.ends();
    }

    #[test]
    fn a_window_of_another_size_is_filled_anew() {
        let world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session");
        screen.at("a number begins there", "\r");
        screen.until("? help");
        screen.size = (200, 60);
        for (columns, rows, text) in
            [(40, 12, "↓ more"), (1, 1, ""), (3, 2, "Fi"), (200, 60, "? help")]
        {
            screen.session.get_process_mut().set_window_size(columns, rows).expect("it is resized");
            screen.until(text);
        }
        let last =
            screen.seen.windows(4).rposition(|bytes| bytes == b"\x1b[2J").expect("it was cleared");
        screen.seen.drain(..last);
        let shown = screen.shown();
        assert!(
            shown.lines().count() == 60 && shown.starts_with("Figure-four stretch lying"),
            "{shown}"
        );
        screen.presses("q");
        screen.ends();
    }

    #[test]
    fn what_is_said_at_the_end_fits_the_window_as_it_is_then() {
        let world = World::assigned();
        let mut screen = watch(&world, (80, 24), "supple session");
        screen.at("a number begins there", "\r");
        screen.at("Enter begin · b back", "s");
        screen.until("Sciatic nerve slider lying");
        screen.session.get_process_mut().set_window_size(40, 24).expect("it is resized");
        screen.until("Enter reads on");
        screen.presses("q");
        let (sent, _) = screen.ends();
        let after = after(&sent);
        assert!(after.contains("Recorded"), "{after}");
        assert!(after.lines().all(|line| line.chars().count() <= 40), "{after}");
    }

    #[test]
    fn on_a_day_with_pain_the_pain_before_it_is_asked() {
        for (score, asks) in [("4", true), ("0", false)] {
            let mut world = World::assigned();
            crate::safety_answers::says_to_all(&mut world, "no");
            world.quietly("supple log 6");
            world.quietly(&format!("supple log {score}"));
            let mut watched = world.on_a_terminal("supple session");
            let answers: &[(&str, &str)] = &[
                ("you begin, 0 to 10; Enter alone leaves it out", "3"),
                ("quit", ""),
                ("at the most, 0 to 10; Enter alone leaves it out", "4"),
                ("several; Enter alone leaves it out", "q"),
            ];
            for (asked, answer) in &answers[usize::from(!asks)..] {
                watched.until(asked);
                watched.types(answer);
            }
            let output = watched.ends();
            let before = world.json("supple history --json")[0]["pain_before"].clone();
            let expected = if asks { serde_json::json!(3) } else { serde_json::Value::Null };
            assert_eq!((output.code, before), (0, expected), "{output:?}");
        }
    }

    #[test]
    fn a_dumb_terminal_is_asked_line_by_line() {
        let mut world = World::assigned();
        crate::safety_answers::says_to_all(&mut world, "no");
        let mut watched = world.on_a_terminal("supple session");
        let (done, felt) = ("quit", "leaves it out");
        for (asked, answer) in [
            // A stretch in one set, with pain above its limit.
            (done, "2"),
            (done, ""),
            (felt, "11"),
            (felt, "6"),
            (felt, ""),
            // Fewer sets, and no pain told.
            (done, "1"),
            (felt, ""),
            (felt, "x"),
            (felt, "sb"),
            (done, "s"),
            // Fewer minutes, with an effort.
            (done, "99"),
            (done, "7"),
            (felt, "0"),
            (felt, ""),
            (felt, "4"),
        ] {
            watched.until(asked);
            watched.types(answer);
        }
        let output = watched.ends();
        world.record_watched("supple session", &output);
        assert_snapshot!(world.told());
        let expected = [
            "figure-four-supine done sets 1 pain 6.0",
            "sciatic-slider-supine done sets 1",
            "glute-squeeze skipped",
            "walking done min 7 pain 0.0 effort 4",
        ];
        assert_eq!(kept(&world), expected);
    }
}
