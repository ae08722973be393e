//! Any JSON document or lines of JSON give a named error or an account of every record.
#![no_main]

use fenqun::import::{Loader, inspect};
use libfuzzer_sys::fuzz_target;

/// What makes the bytes this container.
const BEGIN: &[u8] = b"{\"";

fuzz_target!(|bytes: &[u8]| {
    let bytes = [BEGIN, bytes].concat();
    let Ok(plan) = inspect("file", &bytes, bytes.len() as u64) else { return };
    let Ok(mut loader) = Loader::new(plan) else { return };
    for slice in bytes.chunks(7) {
        if loader.push(slice).is_err() {
            return;
        }
    }
    let Ok(source) = loader.finish() else { return };
    let report = &source.report;
    assert_eq!(report.read, report.accepted + report.merged + report.rejected + report.blank);
    assert!(source.columns.iter().all(|c| c.len() == report.accepted));
});
