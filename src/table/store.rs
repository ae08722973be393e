//! Codes in the smallest type that holds them.

/// Unsigned codes in the smallest width.
#[derive(Debug, Clone)]
pub enum Codes {
    /// Up to 2⁸ different values.
    U8(Vec<u8>),
    /// Up to 2¹⁶ different values.
    U16(Vec<u16>),
    /// Up to 2³² different values.
    U32(Vec<u32>),
    /// Any others.
    U64(Vec<u64>),
}

/// Runs the same expression on the vector of whichever width.
#[macro_export]
#[doc(hidden)]
macro_rules! each_width {
    ($codes:expr, $v:ident => $body:expr) => {
        match $codes {
            $crate::table::Codes::U8($v) => $body,
            $crate::table::Codes::U16($v) => $body,
            $crate::table::Codes::U32($v) => $body,
            $crate::table::Codes::U64($v) => $body,
        }
    };
}

macro_rules! from_width {
    ($($t:ty => $width:ident),*) => {$(
        impl From<Vec<$t>> for Codes {
            fn from(codes: Vec<$t>) -> Self {
                Codes::$width(codes)
            }
        }
    )*};
}
from_width!(u8 => U8, u16 => U16, u32 => U32, u64 => U64);

impl Codes {
    /// The narrowest vector for values up to `max`, filled from an iterator.
    pub fn narrow(values: impl Iterator<Item = u64>, max: u64) -> Self {
        if u8::try_from(max).is_ok() {
            Codes::U8(values.map(|v| v as u8).collect())
        } else if u16::try_from(max).is_ok() {
            Codes::U16(values.map(|v| v as u16).collect())
        } else if u32::try_from(max).is_ok() {
            Codes::U32(values.map(|v| v as u32).collect())
        } else {
            Codes::U64(values.collect())
        }
    }

    /// The code of a row.
    pub fn get(&self, row: u32) -> u64 {
        match self {
            Codes::U8(v) => u64::from(v[row as usize]),
            Codes::U16(v) => u64::from(v[row as usize]),
            Codes::U32(v) => u64::from(v[row as usize]),
            Codes::U64(v) => v[row as usize],
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        each_width!(self, v => v.len() as u32)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The codes of the given rows, in their order.
    pub fn gather(&self, rows: &[u32]) -> Self {
        each_width!(self, v => gathered(v, rows).into())
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        match self {
            Codes::U8(v) => v.capacity(),
            Codes::U16(v) => v.capacity() * 2,
            Codes::U32(v) => v.capacity() * 4,
            Codes::U64(v) => v.capacity() * 8,
        }
    }
}

/// Codes one by one, in the narrowest width that they need so far.
#[derive(Debug, Clone)]
pub struct CodesBuilder {
    codes: Codes,
    expected: usize,
}

impl Default for CodesBuilder {
    fn default() -> Self {
        Self { codes: Codes::U8(Vec::new()), expected: 0 }
    }
}

impl CodesBuilder {
    /// Appends a code.
    #[inline]
    pub fn push(&mut self, code: u32) {
        match &mut self.codes {
            Codes::U8(v) => match u8::try_from(code) {
                Ok(code) => v.push(code),
                Err(_) => self.widen(code),
            },
            Codes::U16(v) => match u16::try_from(code) {
                Ok(code) => v.push(code),
                Err(_) => self.widen(code),
            },
            Codes::U32(v) => v.push(code),
            Codes::U64(v) => v.push(u64::from(code)),
        }
    }

    #[cold]
    fn widen(&mut self, code: u32) {
        let rows = self.expected;
        if u16::try_from(code).is_ok() {
            let mut wide: Vec<u16> = Vec::new();
            reserve_up_to(&mut wide, rows);
            wide.extend((0..self.codes.len()).map(|row| self.codes.get(row) as u16));
            wide.push(code as u16);
            self.codes = Codes::U16(wide);
        } else {
            let mut wide: Vec<u32> = Vec::new();
            reserve_up_to(&mut wide, rows);
            wide.extend((0..self.codes.len()).map(|row| self.codes.get(row) as u32));
            wide.push(code);
            self.codes = Codes::U32(wide);
        }
    }

    /// Whether a code stands at `from` or behind it.
    #[inline]
    pub fn contains(&self, from: u32, code: u32) -> bool {
        each_width!(&self.codes, v => has(v.get(from as usize..).unwrap_or(&[]), code))
    }

    /// Forgets the codes from `len` on.
    pub fn truncate(&mut self, len: u32) {
        each_width!(&mut self.codes, v => v.truncate(len as usize));
    }

    /// Bytes that it takes with so many codes.
    pub fn room_for(&self, codes: usize) -> u64 {
        let each = match self.codes {
            Codes::U8(_) => 1,
            Codes::U16(_) => 2,
            Codes::U32(_) => 4,
            Codes::U64(_) => 8,
        };
        codes as u64 * each
    }

    /// Says how many rows there will be in all, as far as one can tell.
    pub fn expect(&mut self, rows: usize) {
        self.expected = rows;
        each_width!(&mut self.codes, v => reserve_up_to(v, rows));
    }

    /// The code of a row.
    pub fn get(&self, row: u32) -> u32 {
        self.codes.get(row) as u32
    }

    /// The number of codes.
    pub fn len(&self) -> u32 {
        self.codes.len()
    }

    /// Whether there is no code.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The codes.
    pub fn finish(mut self) -> Codes {
        each_width!(&mut self.codes, v => v.shrink_to_fit());
        self.codes
    }
}

/// Rows that one call of a loop over many takes: what is called again and again runs as optimised code from soon on, also
/// where an engine compiles while it runs.
pub const ROWS_OF_CALL: usize = 1 << 13;

fn gathered<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
    let mut out = Vec::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_OF_CALL) {
        gather_more(values, rows, &mut out);
    }
    out
}

#[inline(never)]
fn gather_more<T: Copy>(values: &[T], rows: &[u32], out: &mut Vec<T>) {
    out.extend(rows.iter().map(|&row| values[row as usize]));
}

#[inline]
fn has<T: Copy + Into<u64>>(codes: &[T], code: u32) -> bool {
    codes.iter().any(|c| (*c).into() == u64::from(code))
}

/// Makes room for `rows` values in all, exactly. An estimate that memory does not have is no error: the values may fit.
pub fn reserve_up_to<T>(values: &mut Vec<T>, rows: usize) {
    if values.try_reserve_exact(rows.saturating_sub(values.len())).is_err() {
        debug_assert!(values.capacity() >= values.len());
    }
}
