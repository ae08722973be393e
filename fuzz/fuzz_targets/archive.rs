//! Any archive gives a named error or its files, and each of them a named error or an account of every row.
#![no_main]

use fenqun::import::{Loader, inspect, is_archive, unpack};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(files) = unpack("file.zip", bytes) else { return };
    assert!(!files.is_empty() && files.iter().all(|f| !is_archive(&f.bytes)));
    for file in files {
        let Ok(plan) = inspect(&file.name, &file.bytes, file.bytes.len() as u64) else { continue };
        let Ok(mut loader) = Loader::new(plan) else { continue };
        if loader.push(&file.bytes).is_ok()
            && let Ok(source) = loader.finish()
        {
            let report = &source.report;
            assert_eq!(
                report.read,
                report.accepted + report.merged + report.rejected + report.blank
            );
        }
    }
});
