//! UTF-8 slice by slice; what is none is marked as the Encoding Standard does it: each longest beginning of a character once.

use simdutf8::compat::from_utf8;

/// The bytes of a character that is not complete yet.
#[derive(Debug, Default)]
pub struct Utf8 {
    open: Vec<u8>,
}

impl Utf8 {
    /// Appends the text of the next bytes with `mark` for what is none; returns whether there was such.
    pub fn decode(&mut self, bytes: &[u8], last: bool, mark: char, out: &mut String) -> bool {
        let mut faulty = false;
        let mut rest = bytes;
        while !self.open.is_empty()
            && let Some((&next, behind)) = rest.split_first()
        {
            self.open.push(next);
            match std::str::from_utf8(&self.open) {
                Ok(text) => {
                    out.push_str(text);
                    self.open.clear();
                    rest = behind;
                }
                Err(error) if error.error_len().is_none() => rest = behind,
                // the byte begins something new
                Err(_) => {
                    out.push(mark);
                    faulty = true;
                    self.open.clear();
                }
            }
        }
        // most slices end inside of a character: without its beginning they are read once
        let (whole, begun) = rest.split_at(rest.len() - begun(rest));
        rest = whole;
        loop {
            match from_utf8(rest) {
                Ok(text) => {
                    out.push_str(text);
                    self.open.extend_from_slice(begun);
                    break;
                }
                Err(error) => {
                    let (valid, bad) = rest.split_at(error.valid_up_to());
                    out.push_str(from_utf8(valid).unwrap_or(""));
                    out.push(mark);
                    faulty = true;
                    // what is begun here does not go on: another character begins behind it
                    rest = bad.get(error.error_len().unwrap_or(bad.len())..).unwrap_or(&[]);
                }
            }
        }
        if last && !std::mem::take(&mut self.open).is_empty() {
            out.push(mark);
            faulty = true;
        }
        faulty
    }
}

/// How many bytes at the end begin a character that goes on behind them.
fn begun(bytes: &[u8]) -> usize {
    let last = bytes.get(bytes.len().saturating_sub(3)..).unwrap_or(bytes);
    let lead = last.iter().rposition(|byte| byte & 0xc0 != 0x80);
    let start = lead.and_then(|at| last.get(at..)).unwrap_or(&[]);
    let open = std::str::from_utf8(start).is_err_and(|error| error.error_len().is_none());
    if open { start.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standard(bytes: &[u8]) -> String {
        encoding_rs::UTF_8.decode_without_bom_handling(bytes).0.into_owned()
    }

    fn sliced(bytes: &[u8], slice: usize) -> (String, bool) {
        let (mut utf8, mut out, mut faulty) = (Utf8::default(), String::new(), false);
        for part in bytes.chunks(slice) {
            faulty |= utf8.decode(part, false, '\u{fffd}', &mut out);
        }
        faulty |= utf8.decode(&[], true, '\u{fffd}', &mut out);
        (out, faulty)
    }

    proptest! {
        #[test]
        fn it_is_what_browsers_do(
            pieces in prop::collection::vec(prop_oneof![
                any::<char>().prop_map(|c| c.to_string().into_bytes()),
                prop::collection::vec(any::<u8>(), 1..4),
                any::<char>().prop_map(|c| { let mut b = c.to_string().into_bytes(); b.pop(); b }),
            ], 0..40),
            slice in 1usize..9,
        ) {
            let bytes = pieces.concat();
            let (text, faulty) = sliced(&bytes, slice);
            prop_assert_eq!(&text, &standard(&bytes));
            prop_assert_eq!(faulty, std::str::from_utf8(&bytes).is_err());
        }
    }
}
