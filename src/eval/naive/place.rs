//! Where a place must be: a latitude with the longitude of the same row.

use super::ratio::Ratio;
use super::reference::Side;
use super::{Oracle, internal};
use crate::error::Result;
use crate::facts::distance;
use crate::rule::operator::{Circle, GeoBox};

impl Oracle<'_> {
    fn longitude(&self, name: &str, side: &Side) -> Result<Option<Ratio>> {
        let row = side.row.ok_or_else(|| internal("a column beside a derived number"))?;
        self.cell(name, row)?.to_number()
    }

    pub(super) fn within_km(
        &self,
        latitude: Ratio,
        circle: &Circle,
        side: &Side,
    ) -> Result<Option<bool>> {
        let Some(longitude) = self.longitude(&circle.longitude, side)? else { return Ok(None) };
        let (center, km) = ((circle.center.0.to_f64(), circle.center.1.to_f64()), circle.km);
        let (latitude, longitude) = (latitude.to_f64(), longitude.to_f64());
        Ok(Some(distance::within_km(latitude, longitude, center.0, center.1, km.to_f64())))
    }

    pub(super) fn in_box(
        &self,
        latitude: Ratio,
        bounds: &GeoBox,
        side: &Side,
    ) -> Result<Option<bool>> {
        let Some(longitude) = self.longitude(&bounds.longitude, side)? else { return Ok(None) };
        let is_between = |low, high| {
            latitude.cmp(Ratio::of(low)).is_ge() && latitude.cmp(Ratio::of(high)).is_le()
        };
        let from_west = longitude.cmp(Ratio::of(bounds.west)).is_ge();
        let to_east = longitude.cmp(Ratio::of(bounds.east)).is_le();
        let is_along =
            if bounds.west <= bounds.east { from_west && to_east } else { from_west || to_east };
        Ok(Some(is_between(bounds.south, bounds.north) && is_along))
    }
}
