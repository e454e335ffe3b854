//! `exercises/safety.toml` into [`Safety`], and `exercises/tags.toml` into the list of tags.
//!
//! Both are always the shipped files: what keeps a person safe is the same for everybody.

use std::collections::{BTreeMap, BTreeSet};

use strum::VariantArray;

use crate::domain::programme::condition::PainRule;
use crate::domain::programme::exercise::Evidence;
use crate::domain::screening::inflammatory::InflammatoryScreen;
use crate::domain::screening::red_flag::{FlagGroup, Level, RedFlag};
use crate::domain::screening::safety::{
    Crisis, HandoutSigns, Limit, Monitor, Referral, Safety, Urgency,
};
use crate::domain::screening::setup_question::{SetupGroup, SetupQuestion};
use crate::domain::text::limits;
use crate::domain::text::vocabulary::vocabulary;

use super::form::Form;
use super::notes::Notes;
use super::problem::{Problem, shown};
use super::source_file::SourceFile;

const POINTS: &str = "a limit on pain is 0 to 10";

/// What is done where the way of a red flag is an ambulance.
const CALL_AN_AMBULANCE: &str = "Call an ambulance now.";

/// Reads `exercises/safety.toml`.
pub(super) fn safety(file: &SourceFile) -> Result<Safety, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the safety file");
    let stop_rules =
        lines(&form, "stop_rule", "below the line [stop_rule] stand the stop rules, one a line");
    // One set for all of them: a file of answers names groups and questions alike.
    let mut ids = BTreeSet::new();
    let (flag_groups, setup_groups) = (flag_groups(&form, &mut ids), setup_groups(&form, &mut ids));
    let setup_questions = setup_questions(&form, &setup_groups, &mut ids);
    let red_flags = red_flags(&form, &flag_groups, &setup_questions, &mut ids);
    let safety = Safety {
        stop_limits: stop_limits(&form, &stop_rules),
        stop_rules,
        stop_rule_source: form.evidence("stop_rule_source"),
        handout: handout(&form, &red_flags),
        flag_groups,
        red_flags,
        red_flag_source: form.evidence("red_flag_source"),
        referrals: referrals(&form),
        referral_source: form.evidence("referral_source"),
        crisis: crisis(&form),
        setup_groups,
        setup_questions,
        setup_question_source: form.evidence("setup_question_source"),
        inflammatory_screen: screen(&form),
        monitor: monitor(&form),
    };
    form.done();
    notes.finish(safety)
}

/// Reads `exercises/tags.toml`.
pub(super) fn tags(file: &SourceFile) -> Result<BTreeMap<String, String>, Vec<Problem>> {
    let fields = file.fields().map_err(|problem| vec![problem])?;
    let notes = Notes::new(file);
    let form = Form::new(&notes, &fields, "the list of tags");
    let tags = lines(&form, "tag", "below the line [tag] stand the tags, one a line");
    form.done();
    notes.finish(tags)
}

/// Lines of text under ids.
fn lines(form: &Form<'_>, field: &'static str, right: &str) -> BTreeMap<String, String> {
    let Some(form) = form.group(field, "a list of lines", right) else { return BTreeMap::new() };
    form.entries()
        .into_iter()
        .map(|(id, _, value)| {
            let line = form.entry_line(&id, value, "it is a line of text");
            (id, line)
        })
        .collect()
}

/// The limits that stop rules name, by their ids.
fn stop_limits(form: &Form<'_>, rules: &BTreeMap<String, String>) -> BTreeMap<String, u32> {
    const RIGHT: &str =
        "below the line [stop_limit] stand ids of stop rules with the most pain each allows";
    let Some(form) = form.group("stop_limit", "a list of limits", RIGHT) else {
        return BTreeMap::new();
    };
    let mut limits = BTreeMap::new();
    for (id, span, value) in form.entries() {
        if !rules.contains_key(&id) {
            form.add_at(span, format!("“{}” is no stop rule", shown(&id)), RIGHT);
        }
        limits.insert(id.clone(), form.entry_whole(&id, value, limits::POINTS, POINTS));
    }
    limits
}

/// The groups of red flags, in the order of the screen.
fn flag_groups(form: &Form<'_>, ids: &mut BTreeSet<String>) -> Vec<FlagGroup> {
    const RIGHT: &str = "each group of red flags stands below a line [[flag_group]]";
    let line = "it names whatever the questions of the group ask for";
    let groups = groups(form, "flag_group", "a group of red flags", RIGHT, line, ids);
    groups.into_iter().map(|(id, line)| FlagGroup { id, line }).collect()
}

/// The groups of set-up questions, in the order of the screens.
fn setup_groups(form: &Form<'_>, ids: &mut BTreeSet<String>) -> Vec<SetupGroup> {
    const RIGHT: &str = "each group of set-up questions stands below a line [[setup_group]]";
    let line = "it stands above what the questions of the group ask for";
    let groups = groups(form, "setup_group", "a group of set-up questions", RIGHT, line, ids);
    groups.into_iter().map(|(id, line)| SetupGroup { id, line }).collect()
}

/// Groups of questions by id, each with its line.
fn groups(
    form: &Form<'_>,
    field: &'static str,
    called: &'static str,
    right: &'static str,
    line: &'static str,
    ids: &mut BTreeSet<String>,
) -> Vec<(String, String)> {
    form.require(field, right);
    let mut groups = Vec::new();
    for form in form.groups(field, called, right) {
        groups.push((once(&form, ids), form.text("line", line)));
        form.done();
    }
    groups
}

/// What is done where a red flag does not say it by itself.
struct UsualActs(BTreeMap<String, String>);

impl UsualActs {
    /// Reads them.
    fn new(form: &Form<'_>) -> Self {
        const RIGHT: &str = "below the line [act] stands what to do at each level";
        let acts = lines(form, "act", RIGHT);
        // A part that is missing as a whole has been told.
        let levels = Level::VARIANTS.iter().filter(|_| form.contains("act"));
        for level in levels.filter(|level| !acts.contains_key(level.word())) {
            form.add("act", format!("{} has no line", level.word()), RIGHT);
        }
        Self(acts)
    }

    /// The line of a level.
    fn line(&self, level: Level) -> &str {
        self.0.get(level.word()).map_or("", String::as_str)
    }
}

/// The red flags, in the order they are asked.
fn red_flags(
    form: &Form<'_>,
    groups: &[FlagGroup],
    setup_questions: &[SetupQuestion],
    ids: &mut BTreeSet<String>,
) -> Vec<RedFlag> {
    const WORDING: &str = "it is the number of the wording, from 1 to 99";
    form.require("red_flag", "each red flag stands below a line [[red_flag]]");
    let usual = UsualActs::new(form);
    let group_ids: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    let questions: Vec<&str> =
        setup_questions.iter().map(|question| question.id.as_str()).collect();
    let mut flags = Vec::new();
    for form in
        form.groups("red_flag", "a red flag", "each red flag stands below a line [[red_flag]]")
    {
        let level = form.word("level", &vocabulary());
        let act = form.text_maybe("act", "it says what to do");
        let mut act = act.unwrap_or_else(|| usual.line(level).to_owned());
        if let Some(also) = form.text_maybe("also", "it says what else to do") {
            act = format!("{act} {also}");
        }
        let flag = RedFlag {
            id: once(&form, ids),
            group: known_id(&form, "group", form.id("group"), &group_ids),
            ask: form.text("ask", "it is a question, answered yes or no"),
            level,
            hides: !form.contains("hides") || form.flag("hides", "it is true or false"),
            act,
            say: form.text_maybe("say", "it is what to say there"),
            signs: form.words_maybe("signs", &vocabulary()),
            not_for: form
                .contains("not_for")
                .then(|| known_id(&form, "not_for", form.id("not_for"), &questions)),
            known_ok: form.flag("known_ok", "it is true or false"),
            wording: form.whole("wording", 1..=99, WORDING),
        };
        form.done();
        flags.push(flag);
    }
    flags
}

/// An id that stands elsewhere in the file; told where it does not.
fn known_id(form: &Form<'_>, field: &'static str, id: String, known: &[&str]) -> String {
    if !id.is_empty() && !known.contains(&id.as_str()) {
        let right = format!("it is one of {}", known.join(", "));
        form.add(field, format!("{field} is “{}”", shown(&id)), right);
    }
    id
}

/// What a page on the wall warns of, the most urgent first.
fn handout(form: &Form<'_>, flags: &[RedFlag]) -> Vec<HandoutSigns> {
    const RIGHT: &str = "each sign of the page on the wall stands below a line [[handout]]";
    const FLAGS: &str = "it lists ids of urgent red flags that are equally urgent";
    const AMBULANCE: &str = "it is true only where each of its red flags says when to call one";
    form.require("handout", RIGHT);
    let usual = UsualActs::new(form);
    let mut signs: Vec<(Urgency, String)> = Vec::new();
    for form in form.groups("handout", "a sign of the page on the wall", RIGHT) {
        let sign = form.text("sign", "it says what to look out for");
        let ids = form.ids("flags", FLAGS);
        let asked: Vec<&RedFlag> =
            ids.iter().filter_map(|id| flags.iter().find(|flag| flag.id == *id)).collect();
        for id in ids.iter().filter(|id| asked.iter().all(|flag| flag.id != **id)) {
            form.add("flags", format!("“{}” is no red flag", shown(id)), FLAGS);
        }
        let ambulance = form.flag_or_false("ambulance", "it is true or false");
        if ambulance && asked.iter().any(|flag| !flag.act.contains("ambulance")) {
            form.add("ambulance", "one of its red flags calls for none", AMBULANCE);
        }
        let level = asked.first().map_or(Level::Emergency, |flag| flag.level);
        if asked.iter().any(|flag| flag.level != level || !flag.is_urgent()) {
            form.add("flags", "they are not all equally urgent", FLAGS);
        }
        let urgency = match level {
            _ if ambulance => Urgency::Ambulance,
            Level::Emergency => Urgency::Emergency,
            _ => Urgency::SameDay,
        };
        signs.push((urgency, sign));
        form.done();
    }
    let groups = Urgency::VARIANTS.iter().map(|urgency| HandoutSigns {
        urgency: *urgency,
        act: match urgency {
            Urgency::Ambulance => CALL_AN_AMBULANCE.to_owned(),
            Urgency::Emergency => usual.line(Level::Emergency).to_owned(),
            Urgency::SameDay => usual.line(Level::SameDay).to_owned(),
        },
        signs: signs.iter().filter(|(of, _)| of == urgency).map(|(_, sign)| sign.clone()).collect(),
    });
    groups.filter(|group| !group.signs.is_empty()).collect()
}

/// Whom to see, and when.
fn referrals(form: &Form<'_>) -> Vec<Referral> {
    const RIGHT: &str = "each row of whom to see stands below a line [[referral]]";
    form.require("referral", RIGHT);
    let mut referrals = Vec::new();
    for form in form.groups("referral", "whom to see", RIGHT) {
        referrals.push(Referral {
            when: form.text("when", "it says what it is like"),
            whom: form.text("whom", "it says whom to see, and how soon"),
        });
        form.done();
    }
    referrals
}

/// What is answered to words about ending one's life.
fn crisis(form: &Form<'_>) -> Crisis {
    const RIGHT: &str = "below the line [crisis] stand its text and its source";
    let Some(form) = form.group("crisis", "the words about ending one's life", RIGHT) else {
        // A stand-in that nobody sees, because the missing group has been told.
        return Crisis { text: Vec::new(), source: form.evidence("stop_rule_source") };
    };
    let crisis = Crisis {
        text: form.texts("text", "it lists what is said, a paragraph each"),
        source: form.evidence("source"),
    };
    form.done();
    crisis
}

/// The set-up questions, in the order they are asked.
fn setup_questions(
    form: &Form<'_>,
    groups: &[SetupGroup],
    ids: &mut BTreeSet<String>,
) -> Vec<SetupQuestion> {
    const RIGHT: &str = "each question stands below a line [[setup_question]]";
    form.require("setup_question", RIGHT);
    let group_ids: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    let mut questions = Vec::new();
    for form in form.groups("setup_question", "a set-up question", RIGHT) {
        let question = SetupQuestion {
            id: once(&form, ids),
            group: known_id(&form, "group", form.id("group"), &group_ids),
            ask: form.text("ask", "it is a question, answered yes or no"),
            short: form.text("short", "it is what the question asks for, in a few words"),
            effect: form.word("effect", &vocabulary()),
            line: form.text("line", "it is the line shown after a yes"),
        };
        form.done();
        questions.push(question);
    }
    questions
}

/// An id that stands once in the file.
fn once(form: &Form<'_>, seen: &mut BTreeSet<String>) -> String {
    let id = form.id("id");
    if !id.is_empty() && !seen.insert(id.clone()) {
        form.add(
            "id",
            format!("“{}” stands here a second time", shown(&id)),
            "answers are kept by this id; give each its own",
        );
    }
    id
}

/// The inflammatory screen.
fn screen(form: &Form<'_>) -> InflammatoryScreen {
    const RIGHT: &str = "below the line [inflammatory_screen] stand its gate, items and texts";
    const COUNT: &str = "it is a number of items, from 1 to as many as there are";
    let Some(form) = form.group("inflammatory_screen", "the inflammatory screen", RIGHT) else {
        // A stand-in that nobody sees, because the missing group has been told.
        return InflammatoryScreen {
            gate: String::new(),
            items: Vec::new(),
            refer_at: 0,
            test_at: 0,
            text_refer: String::new(),
            text_test: String::new(),
            source: form.evidence("stop_rule_source"),
        };
    };
    let items = form.texts("items", "it lists statements that are true or not");
    // At least 1: a list that is missing is told as that, and not as a number out of range.
    let most = u32::try_from(items.len()).unwrap_or(u32::MAX).max(1);
    let screen = InflammatoryScreen {
        gate: form.text("gate", "it says what must hold before the items count"),
        refer_at: form.whole("refer_at", 1..=most, COUNT),
        test_at: form.whole("test_at", 1..=most, COUNT),
        text_refer: form.text("text_refer", "it says what to do"),
        text_test: form.text("text_test", "it says what to do"),
        source: form.evidence("source"),
        items,
    };
    form.done();
    screen
}

/// How much pain in an exercise is acceptable.
fn monitor(form: &Form<'_>) -> Monitor {
    const RIGHT: &str = "it stands below a line [monitor], [monitor.bone], [monitor.gentle] or \
                         [monitor.nerve]";
    let top = form.group("monitor", "pain monitoring", RIGHT);
    let [bone, gentle, nerve] = ["bone", "gentle", "nerve"].map(|field| {
        MonitorPart(top.as_ref().and_then(|top| top.group(field, "a limit on pain", RIGHT)))
    });
    let top = MonitorPart(top);
    let monitor = Monitor {
        scale: top.text("scale"),
        limit: top.limit(),
        settle_by: top.text("settle_by"),
        week_rule: top.text("week_rule"),
        source: top.source(form),
        bone_rule: bone.rule(PainRule::BoneZero),
        bone: bone.limit(),
        bone_source: bone.source(form),
        gentle_rule: gentle.rule(PainRule::Gentle),
        gentle: gentle.limit(),
        gentle_source: gentle.source(form),
        nerve_kinds: nerve
            .0
            .as_ref()
            .map_or_else(Vec::new, |nerve| nerve.words("applies_to_kind", &vocabulary())),
        nerve: nerve.limit(),
        nerve_note: nerve.text("note"),
        nerve_source: nerve.source(form),
    };
    for part in [bone.0, gentle.0, nerve.0, top.0].into_iter().flatten() {
        part.done();
    }
    monitor
}

/// A part of the pain monitoring. One that is missing has been told, and answers with stand-ins
/// that nobody sees: a file with a problem is not handed out.
struct MonitorPart<'a>(Option<Form<'a>>);

impl MonitorPart<'_> {
    /// A line of text.
    fn text(&self, field: &'static str) -> String {
        self.0.as_ref().map_or_else(String::new, |part| part.text(field, "it is a line of text"))
    }

    /// The pain rule of a condition that it is for, with a stand-in.
    fn rule(&self, stand_in: PainRule) -> PainRule {
        let part = self.0.as_ref();
        part.map_or(stand_in, |part| part.word("applies_to_pain_rule", &vocabulary()))
    }

    /// Its two limits.
    fn limit(&self) -> Limit {
        self.0.as_ref().map_or(Limit { safe_max: 0, acceptable_max: 0 }, limit)
    }

    /// Where it comes from; the stand-in is the source of the stop rules in the `whole` file.
    fn source(&self, whole: &Form<'_>) -> Evidence {
        self.0
            .as_ref()
            .map_or_else(|| whole.evidence("stop_rule_source"), |part| part.evidence("source"))
    }
}

/// Two limits, the lower one first.
fn limit(form: &Form<'_>) -> Limit {
    let limit = Limit {
        safe_max: form.whole("safe_max", limits::POINTS, POINTS),
        acceptable_max: form.whole("acceptable_max", limits::POINTS, POINTS),
    };
    if limit.acceptable_max < limit.safe_max && form.contains("acceptable_max") {
        form.add("acceptable_max", "acceptable_max is below safe_max", "it is the same or higher");
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::exercise::Kind;
    use crate::domain::screening::setup_question::Effect;
    use crate::library::sources::shipped;

    /// What is told of the shipped file with one thing changed.
    fn messages(from: &str, to: &str) -> Vec<String> {
        let file = shipped("safety.toml");
        assert!(file.text.contains(from), "{from}");
        let file = SourceFile::new(file.name, file.text.replacen(from, to, 1));
        let problems = safety(&file).expect_err("one thing is wrong");
        problems.iter().map(|problem| format!("{}; {}", problem.what, problem.right)).collect()
    }

    #[test]
    fn the_shipped_file_is_read_whole() {
        let safety = safety(&shipped("safety.toml")).expect("it is well written");
        assert_eq!(
            (safety.stop_rules.len(), safety.red_flags.len(), safety.setup_questions.len()),
            (30, 35, 15)
        );
        assert_eq!(
            safety.red_flag("ces-saddle").map(|flag| (flag.level, flag.known_ok)),
            Some((Level::Emergency, false))
        );
        assert_eq!(
            safety.setup_question("heart-bp").map(|question| question.effect),
            Some(Effect::Filter)
        );
        assert_eq!(safety.inflammatory_screen.items.len(), 9);
        assert_eq!(safety.monitor.limit, Limit { safe_max: 2, acceptable_max: 5 });
        assert_eq!(safety.monitor.nerve_kinds, [Kind::Neural]);
        assert_eq!(safety.monitor.bone_rule, PainRule::BoneZero);
        assert_eq!(safety.monitor.gentle_rule, PainRule::Gentle);
        assert_eq!(safety.monitor.gentle.acceptable_max, 3);
    }

    #[test]
    fn a_slip_in_the_safety_file_is_told() {
        assert_eq!(
            messages("level = \"same-day\"", "level = \"sameday\""),
            ["level is “sameday”; did you mean same-day?"]
        );
        assert_eq!(
            messages("known_ok = false", "known_ok = \"no\""),
            ["known_ok is “no”; it is true or false, written without quotes"]
        );
        assert_eq!(
            messages("id = \"ces-older\"", "id = \"ces-saddle\""),
            ["“ces-saddle” stands here a second time; \
                 answers are kept by this id; give each its own"]
        );
        assert_eq!(
            messages("acceptable_max = 5", "acceptable_max = 1"),
            ["acceptable_max is below safe_max; it is the same or higher"]
        );
        assert_eq!(
            messages("refer_at = 4", "refer_at = 40"),
            ["refer_at is 40; it is a number of items, from 1 to as many as there are"]
        );
        assert_eq!(
            messages("cramp = ", "Cramp_2 = "),
            [format!("“Cramp_2” stands where an id should; {}", super::super::ids::ID_RIGHT)]
        );
        assert_eq!(
            messages("pain2 = 2", "pain4 = 2"),
            ["“pain4” is no stop rule; below the line [stop_limit] \
                 stand ids of stop rules with the most pain each allows"]
        );
        assert_eq!(
            messages("pain5 = 5", "pain5 = 50"),
            ["pain5 is 50; a limit on pain is 0 to 10"]
        );
        assert_eq!(
            messages("[monitor.bone]", "[monitor.bones]"),
            [
                "“bones” is not a field of pain monitoring; did you mean bone?",
                "bone is missing; \
                 it stands below a line [monitor], [monitor.bone], [monitor.gentle] or \
                 [monitor.nerve]"
            ]
        );
        assert_eq!(
            messages(
                "[recalled: standard physiotherapy screening]; wording and effects design choice",
                "I think"
            ),
            ["setup_question_source has no evidence mark; \
             say where it comes from with a mark: [seen: …], [recalled: …] or design choice"]
        );
    }

    #[test]
    fn a_sign_of_the_wall_is_as_urgent_as_its_questions() {
        const FLAGS: &str = "it lists ids of urgent red flags that are equally urgent";
        for (with, told) in [
            ("[\"chst\"]", format!("“chst” is no red flag; {FLAGS}")),
            ("[\"chest\", \"infection\"]", format!("they are not all equally urgent; {FLAGS}")),
            ("[\"vascular-claudication\"]", format!("they are not all equally urgent; {FLAGS}")),
            (
                "[\"vascular-pulse\"]",
                "one of its red flags calls for none; \
                 it is true only where each of its red flags says when to call one"
                    .to_owned(),
            ),
        ] {
            let told_first = messages("flags = [\"chest\"]", &format!("flags = {with}"));
            assert!(told_first.contains(&told), "{told_first:?}");
        }
    }

    #[test]
    fn an_empty_file_is_told_and_not_read() {
        let file = SourceFile::new("safety.toml".into(), "# nothing here\n".into());
        let problems = safety(&file).expect_err("everything is missing");
        assert!(
            problems.iter().all(|problem| problem.what.ends_with("is missing")),
            "{problems:?}"
        );
        assert!(tags(&SourceFile::new("tags.toml".into(), "tag = 3".into())).is_err());
    }
}
