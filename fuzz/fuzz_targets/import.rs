//! Any bytes give a named error or an account of every row.
#![no_main]

use fenqun::import::{Loader, inspect};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(plan) = inspect("file", bytes, bytes.len() as u64) else { return };
    let Ok(mut loader) = Loader::new(plan) else { return };
    for slice in bytes.chunks(7) {
        if loader.push(slice).is_err() {
            return;
        }
    }
    let Ok(source) = loader.finish() else { return };
    let report = &source.report;
    assert_eq!(report.read, report.accepted + report.merged + report.rejected + report.blank);
});
