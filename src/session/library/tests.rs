use crate::error::Code;
use crate::insight::Words;
use crate::rule::Document;
use crate::session::{
    Impact, MembersRef, Moved, PageOptions, PutOptions, Session, SnapshotOptions,
};
use serde_json::{Value, json};

fn session(ages: &[(&str, i64)]) -> Session {
    let mut session = Session::new();
    load(&mut session, ages);
    session
}

fn load(session: &mut Session, ages: &[(&str, i64)]) {
    let rows: Vec<Value> = ages.iter().map(|(id, age)| json!([id, age, ["地区-北京"]])).collect();
    let contacts = json!({"key": "id", "columns": {"id": "id", "age": "number", "tags": "tags"}, "rows": rows});
    session.load_tables(&json!({ "contacts": contacts }).to_string()).unwrap();
}

fn put(session: &mut Session, id: &str, rule: &Value) -> String {
    let json = json!({"fenqun": 1, "id": id, "name": format!("“{id}”"), "rule": rule});
    session.put_segment(Document::from_value(&json).unwrap()).unwrap()
}

fn adults(session: &mut Session) -> String {
    put(session, "adults", &json!({"attribute": {"field": "age", "is": {"ge": 18}}}))
}

fn now(segment: &str) -> MembersRef {
    MembersRef { segment: segment.to_owned(), snapshot: None }
}

fn kept(segment: &str, snapshot: &str) -> MembersRef {
    MembersRef { segment: segment.to_owned(), snapshot: Some(snapshot.to_owned()) }
}

#[test]
fn a_changed_definition_is_a_new_version_and_an_unchanged_one_is_not() {
    let mut session = session(&[("a", 20)]);
    adults(&mut session);
    adults(&mut session);
    let options = PutOptions {
        who: Some("小李".to_owned()),
        at: Some("2025-09-30T12:00:00+08:00".to_owned()),
        folder: Some(" 会员 // 活跃/".to_owned()),
    };
    let mut document = session.library()["adults"].clone();
    document.rule.label = Some("成年".to_owned());
    session.put_segment_as(document, &options).unwrap();
    let history = session.history("adults").unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!((history[0].who.clone(), history[1].who.clone()), (None, options.who));
    // a label is worth a version, but the rule is the same
    assert_eq!(history[0].hash, history[1].hash);
    let entry = session.segments().remove(0);
    assert_eq!((entry.folder.as_str(), entry.versions), ("会员/活跃", 2));
    assert_eq!(session.history("nobody").unwrap_err().code, Code::UnknownSegment);
}

#[test]
fn a_folder_is_renamed_with_the_folders_below_it() {
    let mut session = session(&[("a", 20)]);
    for (id, folder) in [("x", "会员/新"), ("y", "会员"), ("z", "会员卡"), ("w", "")] {
        put(&mut session, id, &json!({"const": true}));
        session.move_segment(id, folder).unwrap();
    }
    assert_eq!(session.rename_folder("会员", "客户/会员"), 2);
    let folders: Vec<String> = session.segments().into_iter().map(|e| e.folder).collect();
    assert_eq!(folders, ["客户/会员/新", "客户/会员", "会员卡", ""]);
}

#[test]
fn a_library_file_keeps_everything_and_files_of_version_1_are_read() {
    let mut session = session(&[("a", 20), ("b", 30), ("c", 3)]);
    adults(&mut session);
    session.move_segment("adults", "会员").unwrap();
    let options =
        SnapshotOptions { at: Some("2025-10-01".to_owned()), ..SnapshotOptions::default() };
    let taken = session.take_snapshot("adults", &options).unwrap();
    session.put_snapshot("gone", "s", vec!["b".to_owned(), "a".to_owned(), "b".to_owned()]);
    let text = session.save_library().unwrap();
    let mut other = Session::new();
    assert_eq!(other.open_library(&text).unwrap(), ["adults"]);
    assert_eq!(other.save_library().unwrap(), text);
    assert_eq!(other.segments()[0].snapshots, [taken]);
    assert_eq!(other.snapshots()[&("gone".to_owned(), "s".to_owned())][..], ["a", "b"]);
    assert_eq!(other.open_library(&text).unwrap(), ["adults"]);
    assert_eq!(other.save_library().unwrap(), text);

    let mut old = Session::new();
    let first = json!({"fenqun_library": 1, "segments": [{"fenqun": 1, "id": "x", "name": "x", "rule": {"const": true}}]});
    assert_eq!(old.open_library(&first.to_string()).unwrap(), ["x"]);
    let newer = json!({"fenqun_library": 3, "segments": []});
    assert_eq!(old.open_library(&newer.to_string()).unwrap_err().code, Code::UnknownVersion);
}

#[test]
fn a_library_file_with_a_mistake_changes_nothing_and_says_where() {
    let mut session = Session::new();
    put(&mut session, "x", &json!({"const": true}));
    let before = session.save_library().unwrap();
    let definition = json!({"fenqun": 1, "id": "x", "rule": {"const": false}});
    for (entry, path) in [
        (
            json!({"definition": definition, "history": [{"definition": {"fenqun": 1, "rule": {"alll": []}}}]}),
            "segments[1].history[0].definition.rule",
        ),
        (
            json!({"definition": definition, "snapshots": [{"id": "n", "keys": ["a", 1]}]}),
            "segments[1].snapshots[0].keys[1]",
        ),
        (json!({"definition": definition, "folder": 1}), "segments[1].folder"),
        (json!([]), "segments[1]"),
        (json!({}), "segments[1]"),
    ] {
        let file = json!({"fenqun_library": 2, "segments": [{"definition": definition}, entry]});
        let error = session.open_library(&file.to_string()).unwrap_err();
        assert!(error.location.path.as_deref().unwrap().starts_with(path), "{error}");
        assert_eq!(session.save_library().unwrap(), before);
    }
}

#[test]
fn who_entered_and_left_is_told_by_key() {
    let mut session = session(&[("a", 20), ("b", 30), ("c", 3)]);
    adults(&mut session);
    session.take_snapshot("adults", &SnapshotOptions::default()).unwrap();
    let same = session.movement(&kept("adults", "n1"), &now("adults")).unwrap();
    assert_eq!((same.entered.keys, same.left.keys, same.stayed.keys), (0, 0, 2));
    assert_eq!((same.same_data, same.same_rule), (Some(true), Some(true)));
    // b is a child of 5 now, c is 40, a is not there any more
    let mut later = Session::new();
    later.open_library(&session.save_library().unwrap()).unwrap();
    load(&mut later, &[("b", 5), ("c", 40)]);
    let moved = later.movement(&kept("adults", "n1"), &now("adults")).unwrap();
    assert_eq!((moved.entered.keys, moved.left.keys, moved.stayed.keys), (1, 2, 0));
    assert_eq!((moved.left.loaded, moved.same_data, moved.same_rule), (1, Some(false), Some(true)));
    let keys = later.moved_keys(&kept("adults", "n1"), &now("adults"), Moved::Left).unwrap();
    assert_eq!(keys, ["a", "b"]);
    let options = PageOptions { limit: 9, reveal: true, ..PageOptions::default() };
    let page = later
        .moved_members(
            &kept("adults", "n1"),
            &now("adults"),
            Moved::Entered,
            &options,
            &Words::default(),
        )
        .unwrap();
    assert_eq!(page.rows[0][0].as_deref(), Some("c"));
    let error = later.movement(&kept("adults", "n9"), &now("adults")).unwrap_err();
    assert_eq!(error.code, Code::UnknownSnapshot);
}

#[test]
fn equal_data_have_equal_fingerprints_and_one_changed_value_another() {
    let of = |ages: &[(&str, i64)]| session(ages).fingerprint();
    let data = of(&[("a", 20), ("b", 30)]);
    assert_eq!(data, of(&[("a", 20), ("b", 30)]));
    assert_ne!(data, of(&[("a", 20), ("b", 31)]));
    assert_ne!(data, of(&[("b", 30), ("a", 20)]));
    assert_ne!(data, of(&[("a", 20)]));
}

#[test]
fn deleting_says_what_breaks_also_further_away() {
    let mut session = session(&[("a", 20)]);
    adults(&mut session);
    put(&mut session, "b", &json!({"all": [{"const": true}, {"segment": {"id": "adults"}}]}));
    put(&mut session, "c", &json!({"not": {"segment": {"id": "b"}}}));
    put(&mut session, "d", &json!({"segment": {"id": "adults"}, "muted": true}));
    put(&mut session, "t", &json!({"tags": {"has_any": ["地区：北京"]}}));
    put(&mut session, "u", &json!({"segment": {"id": "t"}}));
    let told = |impacts: Vec<Impact>| -> Vec<(String, String, Option<String>)> {
        impacts.into_iter().map(|i| (i.segment, i.path, i.through)).collect()
    };
    let row = |segment: &str, path: &str, through: Option<&str>| {
        (segment.to_owned(), path.to_owned(), through.map(str::to_owned))
    };
    assert_eq!(
        told(session.impact_of_segment("adults")),
        [row("b", "rule.all[1].segment.id", None), row("c", "rule.not.segment.id", Some("b"))]
    );
    assert_eq!(
        told(session.impact_of_tag("地区")),
        [row("t", "rule", None), row("u", "rule.segment.id", Some("t"))]
    );
    assert!(session.impact_of_tag("地").is_empty());
    let graph = session.graph();
    assert_eq!(graph.nodes[0].used_by, ["b"]);
    assert!(graph.nodes[1].uses[0].exists && graph.circles.is_empty());
}

#[test]
fn circles_of_an_opened_file_are_named() {
    let mut session = Session::new();
    let segment = |id: &str, uses: &str| json!({"fenqun": 1, "id": id, "name": id, "rule": {"segment": {"id": uses}}});
    let file = json!({"fenqun_library": 1, "segments": [segment("a", "b"), segment("b", "a"), segment("c", "a"), segment("d", "nobody")]});
    session.open_library(&file.to_string()).unwrap();
    let graph = session.graph();
    assert_eq!(graph.circles, [["a", "b"]]);
    assert!(!graph.nodes[3].uses[0].exists);
}

#[test]
fn snapshots_that_others_refer_to_outlive_their_segment() {
    let mut session = session(&[("a", 20), ("b", 3)]);
    adults(&mut session);
    session.take_snapshot("adults", &SnapshotOptions::default()).unwrap();
    session.take_snapshot("adults", &SnapshotOptions::default()).unwrap();
    put(&mut session, "x", &json!({"segment": {"id": "adults", "snapshot": "n2"}}));
    assert_eq!(session.remove_snapshot("adults", "n2").unwrap_err().code, Code::SegmentInUse);
    session.remove_segment("adults").unwrap();
    assert_eq!(session.snapshots().len(), 1);
    // a new segment does not inherit them
    assert_ne!(put(&mut session, "", &json!({"const": true})), "adults");
    session.remove_segment("x").unwrap();
    session.remove_snapshot("adults", "n2").unwrap();
    assert!(session.snapshots().is_empty());
    assert_eq!(session.remove_snapshot("adults", "n2").unwrap_err().code, Code::UnknownSnapshot);
}

#[test]
fn a_replay_has_a_size_or_a_reason_for_each_date() {
    let mut session = session(&[("a", 20), ("b", 30)]);
    let orders = json!({"key": "id", "time": "day", "columns": {"id": "id", "day": "date"},
        "rows": [["a", "2025-09-01"], ["b", "2025-09-20"]]});
    session.load_tables(&json!({"events": {"orders": orders}}).to_string()).unwrap();
    let document = Document::from_value(&json!({"fenqun": 1, "rule": {"event": {
        "table": "orders", "window": {"rolling": {"n": 10, "unit": "days"}}, "measure": "count", "is": {"ge": 1}}}}))
    .unwrap();
    let dates = ["2025-08-31", "2025-09-05", "2025-09-20", "x"].map(str::to_owned);
    let points = session.replay(&document, &dates).unwrap();
    let sizes: Vec<Option<u32>> = points.iter().map(|p| p.size).collect();
    assert_eq!(sizes, [Some(0), Some(1), Some(1), None]);
    assert_eq!(points[3].error.as_ref().unwrap().code, Code::BadTime);
    let many = vec![String::new(); super::MAX_REPLAY + 1];
    assert_eq!(session.replay(&document, &many).unwrap_err().code, Code::DefinitionTooLarge);
}
