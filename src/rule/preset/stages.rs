//! Stages of a life as a customer. The first that holds, in this order, is the stage: churned, intro, decline, mature,
//! growth. A contact without a time of joining is in none.

macro_rules! joined {
    () => {
        r#"{"attribute":{"field":"$joined","is":"is_set"}}"#
    };
}

/// No activity for so long; without any activity, joined so long ago.
macro_rules! churned {
    () => {
        r#"{"any":[
            {"event":{"table":"$interactions","measure":"days_since_last","is":{"ge":"$#idle"}}},
            {"all":[
                {"event":{"table":"$interactions","measure":"count","is":{"eq":0}}},
                {"attribute":{"field":"$joined","is":{"diff":{"unit":"days","is":{"ge":"$#idle"}}}}}]}]}"#
    };
}

macro_rules! intro {
    () => {
        r#"{"attribute":{"field":"$joined","is":{"diff":{"unit":"days","is":{"between":[0,"$#new"]}}}}}"#
    };
}

/// Enough activity from 60 to 30 days ago, and much less since.
macro_rules! decline {
    () => {
        r#"{"all":[
            {"event":{"table":"$interactions","window":{"ago":{"from":60,"to":30,"unit":"days"}},"measure":"count","is":{"ge":"$#base"}}},
            {"event":{"table":"$interactions","window":{"complete_days":30},"measure":{"growth":{"of":"count","over":{"ago":{"from":60,"to":30,"unit":"days"}}}},"is":{"lt":"$#drop*-1%"}}}]}"#
    };
}

/// Enough orders in 90 days, in at least two of the three spans of 30 days.
macro_rules! mature {
    () => {
        r#"{"all":[
            {"event":{"table":"$orders","window":{"complete_days":90},"measure":"count","is":{"ge":"$#orders"}}},
            {"at_least":{"k":2,"of":[
                {"event":{"table":"$orders","window":{"complete_days":30},"measure":"count","is":{"ge":1}}},
                {"event":{"table":"$orders","window":{"ago":{"from":60,"to":30,"unit":"days"}},"measure":"count","is":{"ge":1}}},
                {"event":{"table":"$orders","window":{"ago":{"from":90,"to":60,"unit":"days"}},"measure":"count","is":{"ge":1}}}]}}]}"#
    };
}

/// More activity than in the 30 days before, or some after none.
macro_rules! growth {
    () => {
        r#"{"any":[
            {"all":[
                {"event":{"table":"$interactions","window":{"ago":{"from":60,"to":30,"unit":"days"}},"measure":"count","is":{"eq":0}}},
                {"event":{"table":"$interactions","window":{"complete_days":30},"measure":"count","is":{"ge":1}}}]},
            {"event":{"table":"$interactions","window":{"complete_days":30},"measure":{"growth":{"of":"count","over":{"ago":{"from":60,"to":30,"unit":"days"}}}},"is":{"ge":"$#rise%"}}}]}"#
    };
}

macro_rules! ordered {
    ($is:literal) => {
        concat!(
            r#"{"event":{"table":"$orders","window":{"complete_days":90},"measure":"count","is":"#,
            $is,
            "}}"
        )
    };
}

pub(super) const CHURNED: &str = concat!(r#"{"all":["#, joined!(), ",", churned!(), "]}");
pub(super) const INTRO: &str =
    concat!(r#"{"all":["#, joined!(), r#",{"none":["#, churned!(), "]},", intro!(), "]}");
pub(super) const DECLINE: &str = concat!(
    r#"{"all":["#,
    joined!(),
    r#",{"none":["#,
    churned!(),
    ",",
    intro!(),
    "]},",
    decline!(),
    "]}"
);
pub(super) const MATURE: &str = concat!(
    r#"{"all":["#,
    joined!(),
    r#",{"none":["#,
    churned!(),
    ",",
    intro!(),
    ",",
    decline!(),
    r#"]},{"any":["#,
    mature!(),
    r#",{"all":[{"not":"#,
    growth!(),
    "},",
    ordered!(r#"{"ge":1}"#),
    "]}]}]}"
);
pub(super) const GROWTH: &str = concat!(
    r#"{"all":["#,
    joined!(),
    r#",{"none":["#,
    churned!(),
    ",",
    intro!(),
    ",",
    decline!(),
    ",",
    mature!(),
    r#"]},{"any":["#,
    growth!(),
    ",",
    ordered!(r#"{"eq":0}"#),
    "]}]}"
);
