//! Any JSON is a whole definition or a reason why not, and what came in can go out and come back.
#![no_main]

use fenqun::rule::canonical_json;
use fenqun::rule::exchange::{from_json_logic, from_query_builder, to_json_logic};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    if let Ok(query) = from_query_builder(&value) {
        assert_eq!(query.value.is_none(), !query.unsaid.is_empty());
    }
    let Ok(rule) = from_json_logic(&value) else { return };
    assert_eq!(rule.value.is_none(), !rule.unsaid.is_empty());
    let Some(first) = rule.value else { return };
    let Some(out) = to_json_logic(&first).value else { return };
    let Ok(second) = from_json_logic(&out) else { return };
    let Some(second) = second.value else { panic!("{out} cannot be read back") };
    let Some(again) = to_json_logic(&second).value else { panic!("{out} cannot be said again") };
    let third = from_json_logic(&again).ok().and_then(|rule| rule.value);
    assert_eq!(third.as_ref().map(canonical_json), Some(canonical_json(&second)));
});
