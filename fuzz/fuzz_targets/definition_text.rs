//! Any text gives a named error or a definition that prints and reads back as itself.
#![no_main]

use fenqun::rule::text::{parse, print};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = parse(text) else { return };
    let printed = print(&document);
    match parse(&printed) {
        Ok(read) => assert_eq!(read, document, "{printed}"),
        Err(error) => panic!("{error}: {printed}"),
    }
});
