//! What a row of the diary is called, for somebody who never saw a table.

/// The noun of a row, by the name of its table.
pub fn noun(table: &str) -> &'static str {
    match table {
        "rating" => "score",
        "rating_site" => "place",
        "rating_tag" => "tag",
        "medicine_intake" => "medicine",
        "session" => "exercise",
        "session_symptom" => "symptom",
        "flare_word" => "word about a flare",
        "goal" => "goal",
        "goal_rating" => "rating of a goal",
        "plan" => "condition of the plan",
        "plan_phase" => "phase",
        "plan_item" => "change of an exercise",
        "plan_pause" => "pause",
        "exit_test" => "test",
        "week_answer" => "answer about a week",
        "visit" => "visit",
        "visit_question" => "question for a visit",
        "screening_answer" => "answer to a safety question",
        "journal" => "step of the history that undo reads",
        _ => "line of supple bring",
    }
}

/// The same with its article: `a score`, `an exercise`.
pub fn a_noun(table: &str) -> String {
    let noun = noun(table);
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A row by what is known of it: `the score of 4 May (entry 12)`. `day` is as days are written, and
/// `entry` the number that a person types, of the row or of the one that it is a part of.
pub fn name(table: &str, day: Option<&str>, entry: Option<i64>) -> String {
    let day = day.map_or(String::new(), |day| format!(" of {day}"));
    let entry = entry.map_or(String::new(), |entry| format!(" (entry {entry})"));
    format!("the {}{day}{entry}", noun(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_called_as_a_person_would() {
        assert_eq!(name("rating", Some("4 May"), Some(12)), "the score of 4 May (entry 12)");
        assert_eq!(name("rating_site", None, Some(12)), "the place (entry 12)");
        assert_eq!(name("plan", None, None), "the condition of the plan");
        assert_eq!([a_noun("session"), a_noun("goal")], ["an exercise", "a goal"]);
    }
}
