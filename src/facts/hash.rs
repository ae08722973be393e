//! Hashes that every engine computes alike.

use md5::{Digest, Md5};
use sha2::Sha256;
use std::fmt::Write as _;

/// The number that decides in which arm of a split, or in which sample, an id falls: the first 8 hex digits of
/// `md5(salt + ":" + id)`, as a number.
///
/// The text is hashed as UTF-8, neither folded nor trimmed. In SQL it is
/// `substr(md5(salt || ':' || id), 1, 8)`, compared as hex text: the same people fall into the same arm everywhere.
pub fn arm_number(salt: &str, id: &str) -> u32 {
    let digest = Md5::new().chain_update(salt).chain_update(b":").chain_update(id).finalize();
    digest.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The SHA-256 of the text's UTF-8, as 64 hex digits in lower case.
pub fn sha256_hex(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        // writing to a string cannot fail
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arm_is_the_start_of_the_md5() {
        // md5("a:b") = d8160c9b3dc20d4e931aeb4f45262155
        assert_eq!(arm_number("a", "b"), 0xd816_0c9b);
        assert_eq!(arm_number("spring", "13800131037"), 0x03a7_bfdf);
        assert_eq!(arm_number("", ""), 0x853a_e90f);
        assert_ne!(arm_number("a", "b"), arm_number("b", "b"));
    }

    #[test]
    fn sha256_is_that_of_fips_180_4() {
        assert_eq!(
            sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            sha256_hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn text_is_hashed_as_utf_8() {
        // printf '春季:张三' | md5sum
        assert_eq!(arm_number("春季", "张三"), 0x0b57_d98a);
    }
}
