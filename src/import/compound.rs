//! Whether a compound file (an old workbook) can be opened: its chains of sectors end, and its sheets are as large as sheets are.
//!
//! A chain that bites its own tail, or a sheet that says it has four thousand million cells, would take all memory before
//! anything could be refused. The layout is that of MS-CFB and MS-XLS.

use super::container::broken;
use crate::error::Result;

const END: u32 = 0xffff_fffe;
/// Sector numbers from here on are marks.
const MARKS: u32 = 0xffff_fffa;
const MINI: usize = 64;
/// Streams below this length lie in the mini stream.
const MINI_BELOW: usize = 4096;
/// Cells between the corners of all sheets: one sheet of the largest size.
const MAX_CELLS: u64 = 65_536 * 256;

/// Follows every chain that reading needs.
///
/// # Errors
/// [`crate::Code::BrokenWorkbook`].
pub fn check(bytes: &[u8]) -> Result<()> {
    let size = match half(bytes, 30) {
        Some(9) => 512,
        Some(12) => 4096,
        _ => return Err(broken("its sectors have no known size")),
    };
    let data = bytes.get(size..).unwrap_or(&[]);
    let head = |at: usize| word(bytes, at).unwrap_or(END);
    let mut fats: Vec<u32> = (0..109).map(|i| head(76 + i * 4)).collect();
    let (mut sector, mut steps) = (head(68), 0);
    while sector < MARKS {
        let from = fats.len();
        fats.extend(words(sector_of(data, sector, size)?));
        sector = if fats.len() > from { fats.pop().unwrap_or(END) } else { END };
        steps += 1;
        if steps > data.len() / size + 1 {
            return Err(circle());
        }
    }
    let mut fat = Vec::new();
    for id in fats.into_iter().filter(|id| *id < MARKS) {
        fat.extend(words(sector_of(data, id, size)?));
        if fat.len() > data.len() {
            return Err(circle());
        }
    }
    let directory = chain(data, size, &fat, head(48), usize::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let place = |entry: &[u8]| {
        (word(entry, 116).unwrap_or(END), word(entry, 120).map_or(0, |length| length as usize))
    };
    let (mut mini, mut mini_fat) = (Vec::new(), Vec::new());
    if head(64) > 0
        && let Some(root) = entries.first()
    {
        let (start, length) = place(root);
        mini = chain(data, size, &fat, start, length)?;
        let length = (head(64) as usize).saturating_mul(size);
        mini_fat = words(&chain(data, size, &fat, head(60), length)?).collect();
    }
    for entry in entries {
        let name: String = words16(entry.get(..64).unwrap_or(&[]))
            .take_while(|&unit| unit != 0)
            .filter_map(|unit| char::from_u32(u32::from(unit)))
            .collect();
        let is_book = ["workbook", "book"].contains(&name.to_ascii_lowercase().as_str());
        if !is_book && !name.ends_with("SummaryInformation") {
            continue;
        }
        let (start, length) = place(entry);
        let stream = if length < MINI_BELOW {
            chain(&mini, MINI, &mini_fat, start, length)?
        } else {
            chain(data, size, &fat, start, length)?
        };
        if is_book {
            sheets(&stream)?;
        }
    }
    Ok(())
}

fn circle() -> crate::Error {
    broken("its sectors form a circle")
}

fn sector_of(data: &[u8], id: u32, size: usize) -> Result<&[u8]> {
    let from = (id as usize).checked_mul(size).filter(|from| *from < data.len());
    let from =
        from.ok_or_else(|| broken(format!("sector {id} lies behind the end of the file")))?;
    Ok(data.get(from..data.len().min(from + size)).unwrap_or(&[]))
}

/// The bytes of a chain of sectors, at most so many.
fn chain(data: &[u8], size: usize, fat: &[u32], start: u32, length: usize) -> Result<Vec<u8>> {
    let (mut out, mut id, mut steps) = (Vec::new(), start, 0);
    while id != END {
        let sector = sector_of(data, id, size)?;
        out.extend_from_slice(sector.get(..sector.len().min(length - out.len())).unwrap_or(&[]));
        if out.len() >= length {
            break;
        }
        let next = fat.get(id as usize).copied();
        id = next.ok_or_else(|| broken(format!("sector {id} is in no chain")))?;
        steps += 1;
        if steps > data.len() / size + 1 {
            return Err(circle());
        }
    }
    Ok(out)
}

/// Adds up what the sheets of a workbook span.
fn sheets(stream: &[u8]) -> Result<()> {
    let mut cells = 0;
    let globals = Records { rest: stream };
    for (kind, sheet) in globals.take_while(|(kind, _)| *kind != 0x0a) {
        whole(kind, sheet)?;
        if kind != 0x85 {
            continue;
        }
        let at = word(sheet, 0).unwrap_or(0) as usize;
        if at > stream.len() {
            return Err(broken("a sheet lies behind the end of the file"));
        }
        let (mut said, mut corners) = (0, None);
        // charts inside a sheet are streams of their own with a beginning and an end
        let mut depth = 0u32;
        for (kind, data) in (Records { rest: stream.get(at..).unwrap_or(&[]) }) {
            whole(kind, data)?;
            match kind {
                0x0809 => depth += 1,
                0x0a if depth <= 1 => break,
                0x0a => depth -= 1,
                _ if depth > 1 => {}
                0x0200 => said = said.max(dimensions(data)),
                // formula, number, text, rich text, shared text, bool, RK, several RK
                0x06 | 0x0203 | 0x0204 | 0xd6 | 0xfd | 0x0205 | 0x027e | 0xbd => {
                    let (Some(row), Some(first)) = (half(data, 0), half(data, 2)) else { continue };
                    let last = if kind == 0xbd {
                        half(data, data.len().saturating_sub(2)).unwrap_or(first)
                    } else {
                        first
                    };
                    let (top, bottom, left, right) = corners.get_or_insert((row, row, first, last));
                    (*top, *bottom) = ((*top).min(row), (*bottom).max(row));
                    (*left, *right) = ((*left).min(first), (*right).max(first).max(last));
                }
                _ => {}
            }
        }
        let spanned = corners.map_or(0, |(top, bottom, left, right)| {
            (u64::from(bottom - top) + 1) * (u64::from(right.saturating_sub(left)) + 1)
        });
        cells = spanned.max(said).saturating_add(cells);
        if cells > MAX_CELLS {
            return Err(broken(format!("its sheets span more than {MAX_CELLS} cells")));
        }
    }
    Ok(())
}

/// Refuses records that are shorter than what they must hold.
fn whole(kind: u16, data: &[u8]) -> Result<()> {
    let least = match kind {
        0x22 | 0x42 | 0x2f | 0xe5 | 0x0207 | 0x041e | 0x0809 => 2,
        0xe0 => 4,
        0x85 | 0x0204 | 0xd6 | 0xbd => 6,
        0x0205 => 8,
        0xfd | 0x027e => 10,
        0x0203 => 14,
        _ => 0,
    };
    if data.len() < least {
        return Err(broken(format!("a record of {} bytes has at least {least}", data.len())));
    }
    Ok(())
}

/// The cells that a sheet says it has; rows are numbers of two or of four bytes. Rows in the wrong order are without bounds.
fn dimensions(data: &[u8]) -> u64 {
    let [top, bottom, left, right] = if data.len() >= 14 {
        [word(data, 0), word(data, 4), half(data, 8).map(u32::from), half(data, 10).map(u32::from)]
    } else {
        [0, 2, 4, 6].map(|at| half(data, at).map(u32::from))
    }
    .map(|bound| u64::from(bound.unwrap_or(0)));
    if bottom == 0 || right == 0 {
        return 0;
    }
    let left = if left > 255 || right < left { 0 } else { left };
    bottom.checked_sub(top).map_or(u64::MAX, |rows| rows.saturating_mul(right - left))
}

/// Records of a workbook stream: kind and data.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (half(self.rest, 0)?, half(self.rest, 2)? as usize);
        let data = self.rest.get(4..4 + length)?;
        self.rest = self.rest.get(4 + length..)?;
        Some((kind, data))
    }
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|b| word(b, 0))
}

fn words16(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).filter_map(|b| half(b, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../tests/corpus/members_97.xls");

    #[test]
    fn a_real_workbook_passes() {
        assert_eq!(check(BOOK), Ok(()));
    }

    #[test]
    fn a_chain_that_bites_its_tail_is_refused() {
        let mut bytes = BOOK.to_vec();
        let fat = 512 * (word(&bytes, 76).unwrap() as usize + 1);
        let directory = word(&bytes, 48).unwrap() as usize;
        bytes[fat + directory * 4..][..4].copy_from_slice(&(directory as u32).to_le_bytes());
        assert!(check(&bytes).unwrap_err().to_string().contains("circle"));
    }

    #[test]
    fn a_sheet_without_bounds_is_refused() {
        let sheet = |data: [u8; 14]| {
            let globals = [&[0x85, 0, 6, 0, 14, 0, 0, 0, 0, 0][..], &[0x0a, 0, 0, 0]].concat();
            [&globals[..], &[0, 2, 14, 0], &data, &[0x0a, 0, 0, 0]].concat()
        };
        assert!(sheets(&sheet([0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 5, 0, 0, 0])).is_ok());
        assert!(sheets(&sheet([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0])).is_err());
        assert!(sheets(&sheet([9, 0, 0, 0, 3, 0, 0, 0, 0, 0, 5, 0, 0, 0])).is_err());
    }
}
