//! FNV-1a over UTF-16 code units, as JavaScript's `charCodeAt` gives them.

/// 32-bit FNV-1a of the UTF-16 units of a text.
pub fn fnv1a32_utf16(text: &str) -> u32 {
    text.encode_utf16()
        .fold(0x811c_9dc5, |hash: u32, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}
