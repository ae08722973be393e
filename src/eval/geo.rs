//! Places: two columns of degrees.

use super::column::scan_by;
use super::fraction::Fraction;
use super::frame::Frame;
use super::plan::cost;
use super::ranges::{HIGH, LOW, Ranges};
use crate::error::Result;
use crate::facts::distance::{EARTH_RADIUS_KM, within_km as is_within};
use crate::rowset::RowSet;
use crate::rule::operator::{Circle, GeoBox};
use crate::table::{Decimal, Ints, pow10};

/// Degrees of a stored number as the nearest double.
fn degrees(mantissa: i64, scale: u8) -> f64 {
    if mantissa.unsigned_abs() < 1 << 53 && scale <= 22 {
        // both are exact doubles, so the quotient is rounded once
        return mantissa as f64 / pow10(scale) as f64;
    }
    Decimal { mantissa, scale }.to_f64()
}

/// A circle, held against latitudes from anywhere.
pub struct Within<'a> {
    longitudes: (&'a Ints, u8),
    center: (f64, f64),
    km: f64,
    /// No place is nearer than its distance in latitude; a little more, for rounding.
    most_degrees: f64,
}

impl<'a> Within<'a> {
    pub fn new(circle: &Circle, frame: &Frame<'a>) -> Result<Self> {
        let km = circle.km.to_f64();
        Ok(Self {
            longitudes: frame.ints(&circle.longitude)?,
            center: (circle.center.0.to_f64(), circle.center.1.to_f64()),
            km,
            most_degrees: (km / EARTH_RADIUS_KM).to_degrees() * 1.000_001 + 1e-6,
        })
    }

    /// Whether the place of a row is within the distance; without a longitude it is not.
    pub fn contains(&self, row: u32, latitude: f64) -> bool {
        let (ints, scale) = self.longitudes;
        if (latitude - self.center.0).abs() > self.most_degrees {
            return false;
        }
        let longitude = ints.get(row).map(|m| degrees(m, scale));
        longitude.is_some_and(|lon| is_within(latitude, lon, self.center.0, self.center.1, self.km))
    }
}

/// The rows whose place is within a distance of a point; without either coordinate they are not.
pub fn within_km(ints: &Ints, scale: u8, circle: &Circle, frame: &Frame<'_>) -> Result<RowSet> {
    let inside = Within::new(circle, frame)?;
    frame.planner().note(cost::each_value(ints.len()));
    Ok(RowSet::from_fn(ints.len(), |row| {
        ints.get(row).is_some_and(|m| inside.contains(row, degrees(m, scale)))
    }))
}

fn at_least(n: Decimal, scale: u8) -> i128 {
    let (floor, exact) = Fraction::of(n).floor_at(scale);
    if exact { floor } else { floor + 1 }
}

fn at_most(n: Decimal, scale: u8) -> i128 {
    Fraction::of(n).floor_at(scale).0
}

/// The rows whose longitude lies in a box.
pub fn meridians(bounds: &GeoBox, frame: &Frame<'_>) -> Result<RowSet> {
    let (ints, scale) = frame.ints(&bounds.longitude)?;
    let (west, east) = (at_least(bounds.west, scale), at_most(bounds.east, scale));
    let ranges = if bounds.west > bounds.east {
        Ranges::new(vec![(west, HIGH), (LOW, east)])
    } else {
        Ranges::one((west, east))
    };
    Ok(scan_by(ints, &ranges, frame.planner()))
}

/// The rows whose place lies in a box; without either coordinate they do not.
pub fn in_box(ints: &Ints, scale: u8, bounds: &GeoBox, frame: &Frame<'_>) -> Result<RowSet> {
    let south = at_least(bounds.south, scale);
    let parallels = Ranges::one((south, at_most(bounds.north, scale)));
    let mut set = scan_by(ints, &parallels, frame.planner());
    set.and(&meridians(bounds, frame)?);
    Ok(set)
}
