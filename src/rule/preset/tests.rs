use super::*;
use crate::rule::schema::{EventInfo, FieldInfo};
use crate::rule::sentence::{Language, Telling, node_sentence};
use crate::table::Semantic;
use std::collections::BTreeSet;
use std::fmt::Write as _;

fn column(name: &str, semantic: Semantic) -> FieldInfo {
    FieldInfo { filled: 1, ..FieldInfo::named(name.to_owned(), semantic) }
}

fn table(name: &str, columns: Vec<FieldInfo>) -> EventInfo {
    EventInfo {
        table: name.to_owned(),
        rows: 1,
        unlinked: 0,
        people: 1,
        time: Some("time".to_owned()),
        amount: None,
        valid: None,
        columns,
    }
}

/// Data that support every preset.
fn schema() -> Schema {
    Schema {
        fields: vec![
            column("性别", Semantic::Gender),
            column("年龄", Semantic::Number),
            column("城市", Semantic::Geo),
            column("添加时间", Semantic::Datetime),
            column("累计消费", Semantic::Money),
        ],
        events: vec![
            table(
                "orders",
                vec![
                    column("类目", Semantic::Text),
                    column("实付金额", Semantic::Money),
                    column("订单状态", Semantic::Text),
                    column("使用优惠券", Semantic::Bool),
                ],
            ),
            table(
                "interactions",
                vec![
                    column("动作", Semantic::Text),
                    column("主题", Semantic::Text),
                    column("停留秒数", Semantic::Number),
                    column("使用分钟", Semantic::Number),
                    column("功能", Semantic::Text),
                ],
            ),
            table("logins", vec![]),
        ],
        ..Schema::default()
    }
}

fn built(id: &str, parameters: &str) -> Result<Node> {
    build(id, &schema(), &BTreeMap::new(), &serde_json::from_str(parameters).unwrap())
}

#[test]
fn every_preset_has_an_identity_names_and_known_roles_and_parameters() {
    let ids: BTreeSet<&str> = PRESETS.iter().map(|p| p.id).collect();
    assert_eq!(ids.len(), PRESETS.len());
    let labels: BTreeSet<&str> = PARAMETERS.iter().map(|(name, ..)| *name).collect();
    for preset in PRESETS {
        assert!(!preset.industries.is_empty(), "{}", preset.id);
        assert_eq!(preset.variants.is_empty(), preset.blocked.is_some(), "{}", preset.id);
        for parameter in preset.parameters {
            assert!(labels.contains(parameter.name), "{}", parameter.name);
            assert!(
                fill::values(
                    preset,
                    &BTreeMap::from([(parameter.name.to_owned(), parameter.default_value())])
                )
                .is_ok()
            );
        }
        for variant in preset.variants {
            for role in fill::roles(variant) {
                assert!(ROLES.iter().any(|r| r.id == role), "{}: {role}", preset.id);
            }
        }
    }
}

#[test]
fn presets_that_the_data_support_come_first_and_those_that_nothing_supports_last() {
    let all = presets(&schema());
    assert!(all.iter().all(|p| p.supported != p.blocked.is_some()), "{all:?}");
    assert!(all.is_sorted_by_key(|p| !p.supported));
    let none = presets(&Schema::default());
    assert!(none.iter().all(|p| !p.supported));
    let last = none.iter().position(|p| p.blocked.is_some()).unwrap();
    assert!(none[last..].iter().all(|p| p.blocked.is_some()));
    assert_eq!(none.len(), PRESETS.len());
}

#[test]
fn the_first_variant_that_the_data_have_is_taken() {
    let mut schema = schema();
    let said = |schema: &Schema| {
        let node = build("loyal_logins", schema, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        node_sentence(&node, Language::En, Telling::default())
    };
    assert_eq!(
        said(&schema),
        "the longest run of consecutive days with logins is at least 20 days"
    );
    schema.events.pop();
    assert_eq!(
        said(&schema),
        "the longest run of consecutive days with interactions where 动作 is 登录 is at least 20 days"
    );
}

#[test]
fn a_person_may_name_a_table_and_a_column() {
    let mut schema = schema();
    schema.events.push(table("logbook", vec![]));
    let given = BTreeMap::from([("logins".to_owned(), "logbook".to_owned())]);
    let node = build("churned", &schema, &given, &BTreeMap::new()).unwrap();
    assert!(serde_json::to_string(&node).unwrap().contains(r#""table":"logbook""#));
    let wrong = BTreeMap::from([("gender".to_owned(), "城市".to_owned())]);
    let error = build("tier1_women", &schema, &wrong, &BTreeMap::new()).unwrap_err();
    assert_eq!(error.code, Code::PresetLacks);
}

#[test]
fn parameters_change_the_condition_and_stay_in_their_bounds() {
    assert_ne!(built("silent_7", "{}").unwrap(), built("silent_7", r#"{"days":8}"#).unwrap());
    assert_eq!(built("silent_7", r#"{"days":15}"#).unwrap(), built("silent_15", "{}").unwrap());
    for (id, parameters, code) in [
        ("silent_7", r#"{"days":0}"#, Code::WrongValue),
        ("silent_7", r#"{"days":"7"}"#, Code::WrongValue),
        ("silent_7", r#"{"dayz":7}"#, Code::UnknownKey),
        ("ugc", r#"{"work":" "}"#, Code::WrongValue),
        ("campaign_unpaid", r#"{"from_date":"soon"}"#, Code::WrongValue),
        ("nothing", "{}", Code::UnknownPreset),
        ("strong_ties", "{}", Code::PresetLacks),
        ("interests", "{}", Code::PresetLacks),
    ] {
        assert_eq!(built(id, parameters).unwrap_err().code, code, "{id} {parameters}");
    }
    assert!(built("silent_7", r#"{"days":7.5}"#).is_ok());
    assert!(built("no_order", r#"{"days":7.5}"#).is_err());
}

#[test]
fn thresholds_are_computed_exactly() {
    let json = |id: &str, parameters: &str| {
        serde_json::to_string(&built(id, parameters).unwrap()).unwrap()
    };
    assert!(json("deep_user", "{}").contains(r#""is":{"ge":3600}"#));
    assert!(json("vip", "{}").contains(r#""is":{"ge":4}"#));
    assert!(json("high_value", r#"{"benchmark":0.1,"times":3}"#).contains(r#""is":{"ge":0.3}"#));
    assert!(json("price_sensitive", "{}").contains(r#""is":{"ge":0.8}"#));
    assert!(json("stage_decline", "{}").contains(r#""is":{"lt":-0.5}"#));
}

fn compare(path: &str, fresh: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("FENQUN_UPDATE").is_some() {
        std::fs::write(&path, fresh).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == fresh, "{path} is stale: run FENQUN_UPDATE=1 cargo test --lib preset");
}

#[test]
fn the_page_has_the_names() {
    for (name, file, zh) in
        [("presetsZh", "presets.zh-CN.ts", true), ("presetsEn", "presets.en.ts", false)]
    {
        let pick = |a: &'static str, b: &'static str| if zh { a } else { b };
        let mut out = format!(
            "// Generated from the Rust catalogue by `cargo test`; do not edit.\nimport type {{ PresetNames }} from './presets.js';\n\n/** The names of presets, their roles and parameters. */\nexport const {name}: PresetNames = {{\n"
        );
        let mut section = |title: &str, rows: &mut dyn Iterator<Item = (&str, &'static str)>| {
            writeln!(out, "  {title}: {{").unwrap();
            for (key, text) in rows {
                writeln!(out, "    '{key}': '{text}',").unwrap();
            }
            out.push_str("  },\n");
        };
        section("presets", &mut PRESETS.iter().map(|p| (p.id, pick(p.zh, p.en))));
        section("roles", &mut ROLES.iter().map(|r| (r.id, pick(r.zh, r.en))));
        section("parameters", &mut PARAMETERS.iter().map(|(key, a, b)| (*key, pick(a, b))));
        out.push_str("};\n");
        compare(&format!("www/i18n/{file}"), &out);
    }
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for zh in PRESETS.iter().map(|p| p.zh).chain(ROLES.iter().map(|r| r.zh)) {
        assert!(han(zh) || ["VIP", "UGC"].contains(&zh), "{zh}");
    }
    assert!(PARAMETERS.iter().all(|(_, zh, en)| han(zh) && !han(en)));
    assert!(PRESETS.iter().all(|p| !han(p.en)));
}

#[test]
fn the_documentation_says_every_preset() {
    let mut out = String::from(include_str!("head.md"));
    out.push_str(
        "\n| preset | industries | parameters | definition |\n| --- | --- | --- | --- |\n",
    );
    for preset in PRESETS {
        let industries: Vec<String> =
            preset.industries.iter().map(|i| format!("{i:?}").to_lowercase()).collect();
        let parameters: Vec<String> =
            preset.parameters.iter().map(|p| format!("`{}` {}", p.name, p.default)).collect();
        let definition = match preset.blocked {
            Some(blocked) => format!("not available: needs {blocked:?}").to_lowercase(),
            None => {
                let node = built(preset.id, "{}").unwrap();
                [Language::Zh, Language::En]
                    .map(|l| {
                        node_sentence(&node, l, Telling { schema: Some(&schema()), library: None })
                    })
                    .join("<br>")
            }
        };
        writeln!(
            out,
            "| `{}` {}<br>{} | {} | {} | {definition} |",
            preset.id,
            preset.zh,
            preset.en,
            industries.join(", "),
            parameters.join(", ")
        )
        .unwrap();
    }
    compare("docs/presets.md", &out);
}
