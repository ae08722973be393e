//! Searches for the smallest value of a function of a few numbers.
//!
//! [`bfgs`] follows a gradient, [`nelder_mead`] needs none and stands a rough start. Both stay inside of a box of equal
//! half width around 0, because models are searched in the logarithms of their parameters. A function answers `None` to
//! stop: somebody cancelled.

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<const N: usize> {
    /// The best place.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
    /// How often the function was asked.
    pub evaluations: u32,
    /// Whether the search ended by its own criterion, not by the limit of evaluations.
    pub converged: bool,
    /// What BFGS learnt of the inverse of the second derivatives; the identity after Nelder-Mead.
    pub inverse: [[f64; N]; N],
}

/// The limits of a search.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Coordinates stay within `[-bound, bound]`.
    pub bound: f64,
    /// Evaluations after which the search gives up.
    pub evaluations: u32,
    /// The gradient's largest part below which BFGS has arrived.
    pub gradient: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bound: 12.0, evaluations: 5000, gradient: 1e-9 }
    }
}

fn identity<const N: usize>() -> [[f64; N]; N] {
    let mut made = [[0.0; N]; N];
    for (i, row) in made.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    made
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Quasi-Newton search (Broyden, Fletcher, Goldfarb, Shanno) with a shrinking step.
///
/// `f` answers the value and writes the gradient. `inverse` is a first guess of the inverse second derivatives; without
/// one it is scaled from the first step. Steps are at most 3 long. `None` when `f` cancels.
pub fn bfgs<const N: usize>(
    f: &mut impl FnMut(&[f64; N], &mut [f64; N]) -> Option<f64>,
    start: [f64; N],
    inverse: Option<[[f64; N]; N]>,
    limits: &Limits,
) -> Option<Found<N>> {
    let mut at = start.map(|x| x.clamp(-limits.bound, limits.bound));
    let mut gradient = [0.0; N];
    let mut value = f(&at, &mut gradient)?;
    let mut scaled = inverse.is_some();
    let mut h = inverse.unwrap_or_else(identity);
    let mut evaluations = 1;
    let mut converged = false;
    let mut fresh = !scaled;
    let mut free = [true; N];
    while evaluations < limits.evaluations {
        let now = free_of(&at, &gradient, limits.bound);
        if now != free {
            // what leans on a wall takes no part
            free = now;
            h = identity();
            (scaled, fresh) = (false, true);
        }
        if steepest(&gradient, &free) <= limits.gradient {
            converged = value.is_finite();
            break;
        }
        let open = masked(&gradient, &free);
        let mut step = masked(&h.map(|row| -dot(&row, &open)), &free);
        for i in 0..N {
            if at[i] * step[i] > 0.0 && at[i].abs() >= limits.bound {
                step[i] = 0.0;
            }
        }
        let mut slope = dot(&step, &gradient);
        if !slope.is_finite() || slope >= 0.0 {
            h = identity();
            (scaled, fresh) = (false, true);
            step = open.map(|g| -g);
            slope = dot(&step, &gradient);
        }
        if !fresh && -slope <= 1e-13 * (1.0 + value.abs()) {
            // what is still to gain drowns in the rounding of the value
            converged = true;
            break;
        }
        let length = libm::sqrt(dot(&step, &step));
        let first = if scaled { 3.0 } else { 1.0 };
        if length > first {
            step = step.map(|s| s * first / length);
            slope *= first / length;
        }
        let next = match line(f, &at, &step, value, slope, limits) {
            Ok(next) => next,
            Err(Stop::Cancelled) => return None,
            Err(Stop::NoDescent) => {
                let little = !fresh && -slope <= 1e-10 * (1.0 + value.abs());
                converged = little || steepest(&gradient, &free) <= 1e3 * limits.gradient;
                // from the steepest direction there is no descent at all
                if converged || fresh {
                    break;
                }
                h = identity();
                (scaled, fresh) = (false, true);
                continue;
            }
        };
        evaluations += next.evaluations;
        let mut moved = [0.0; N];
        let mut change = [0.0; N];
        for i in 0..N {
            moved[i] = next.at[i] - at[i];
            change[i] = next.gradient[i] - gradient[i];
        }
        let change = masked(&change, &free);
        (at, value, gradient) = (next.at, next.value, next.gradient);
        let curvature = dot(&moved, &change);
        if curvature > 1e-14 * libm::sqrt(dot(&moved, &moved) * dot(&change, &change)) {
            if !scaled {
                let scale = curvature / dot(&change, &change);
                h = identity().map(|row| row.map(|x: f64| x * scale));
                scaled = true;
            }
            update(&mut h, &moved, &change, curvature);
            fresh = false;
        }
    }
    Some(Found { at, value, evaluations, converged, inverse: h })
}

/// Which coordinates do not push out of the box.
fn free_of<const N: usize>(at: &[f64; N], gradient: &[f64; N], bound: f64) -> [bool; N] {
    let mut made = [true; N];
    for i in 0..N {
        let out = (at[i] >= bound && gradient[i] < 0.0) || (at[i] <= -bound && gradient[i] > 0.0);
        made[i] = !out;
    }
    made
}

/// The list with 0 where a coordinate is not free.
fn masked<const N: usize>(list: &[f64; N], free: &[bool; N]) -> [f64; N] {
    let mut made = *list;
    for i in 0..N {
        if !free[i] {
            made[i] = 0.0;
        }
    }
    made
}

/// The largest free part of a gradient.
fn steepest<const N: usize>(gradient: &[f64; N], free: &[bool; N]) -> f64 {
    masked(gradient, free).iter().map(|g| g.abs()).fold(0.0, f64::max)
}

struct Step<const N: usize> {
    at: [f64; N],
    value: f64,
    gradient: [f64; N],
    evaluations: u32,
}

/// Why a line search has no step.
enum Stop {
    Cancelled,
    NoDescent,
}

/// The first of ever shorter steps that goes down enough (Armijo).
fn line<const N: usize>(
    f: &mut impl FnMut(&[f64; N], &mut [f64; N]) -> Option<f64>,
    at: &[f64; N],
    step: &[f64; N],
    value: f64,
    slope: f64,
    limits: &Limits,
) -> Result<Step<N>, Stop> {
    // to the wall at most, without bending the direction
    let mut share: f64 = 1.0;
    for i in 0..N {
        let room = limits.bound - at[i] * step[i].signum();
        if step[i].abs() > room {
            share = share.min(room / step[i].abs());
        }
    }
    for evaluations in 1..=40 {
        let mut next = *at;
        for i in 0..N {
            next[i] = (at[i] + share * step[i]).clamp(-limits.bound, limits.bound);
        }
        let mut gradient = [0.0; N];
        let there = f(&next, &mut gradient).ok_or(Stop::Cancelled)?;
        // a value that differs by rounding alone counts as level
        let level = 1e-14 * (1.0 + value.abs());
        let usable = there.is_finite() && gradient.iter().all(|g| g.is_finite());
        if usable && there <= value + 1e-4 * share * slope + level {
            return Ok(Step { at: next, value: there, gradient, evaluations });
        }
        let parabola = -0.5 * slope * share * share / (there - value - slope * share);
        share = if parabola.is_finite() {
            parabola.clamp(0.1 * share, 0.5 * share)
        } else {
            0.1 * share
        };
    }
    Err(Stop::NoDescent)
}

/// The BFGS update of the inverse second derivatives.
fn update<const N: usize>(h: &mut [[f64; N]; N], s: &[f64; N], y: &[f64; N], sy: f64) {
    let hy = h.map(|row| dot(&row, y));
    let factor = (1.0 + dot(y, &hy) / sy) / sy;
    for i in 0..N {
        for j in 0..N {
            h[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }
    }
}

/// The simplex search of Nelder and Mead with standard coefficients; ends at a spread of 1e-6 in place and 1e-10 in value.
pub fn nelder_mead<const N: usize>(
    f: &mut impl FnMut(&[f64; N]) -> Option<f64>,
    start: [f64; N],
    limits: &Limits,
) -> Option<Found<N>> {
    let clamp = |p: [f64; N]| p.map(|x| x.clamp(-limits.bound, limits.bound));
    let mut evaluations = 0;
    let mut ask = |p: &[f64; N]| {
        evaluations += 1;
        f(p).map(|v| if v.is_nan() { f64::INFINITY } else { v })
    };
    let mut simplex = Vec::with_capacity(N + 1);
    let start = clamp(start);
    simplex.push((ask(&start)?, start));
    for i in 0..N {
        let mut corner = start;
        corner[i] += if corner[i] > 0.0 { -0.5 } else { 0.5 };
        simplex.push((ask(&corner)?, corner));
    }
    let mut converged = false;
    for _ in 0..limits.evaluations {
        simplex.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (best, worst) = (simplex[0], simplex[N]);
        let width =
            simplex.iter().flat_map(|(_, p)| p.iter().zip(&best.1).map(|(x, b)| (x - b).abs()));
        if width.fold(0.0, f64::max) <= 1e-6 && worst.0 - best.0 <= 1e-10 {
            converged = true;
            break;
        }
        let mut middle = [0.0; N];
        for (_, p) in &simplex[..N] {
            for i in 0..N {
                middle[i] += p[i] / N as f64;
            }
        }
        let along = |by: f64| {
            let mut p = middle;
            for i in 0..N {
                p[i] += by * (middle[i] - worst.1[i]);
            }
            clamp(p)
        };
        let mirrored = along(1.0);
        let value = ask(&mirrored)?;
        let mut replaced = None;
        if value < best.0 {
            let far = along(2.0);
            let beyond = ask(&far)?;
            replaced = Some(if beyond < value { (beyond, far) } else { (value, mirrored) });
        } else if value < simplex[N - 1].0 {
            replaced = Some((value, mirrored));
        } else {
            let near = along(if value < worst.0 { 0.5 } else { -0.5 });
            let within = ask(&near)?;
            if within < worst.0.min(value) {
                replaced = Some((within, near));
            }
        }
        if let Some(corner) = replaced {
            simplex[N] = corner;
            continue;
        }
        for corner in &mut simplex[1..] {
            for i in 0..N {
                corner.1[i] = 0.5 * (corner.1[i] + best.1[i]);
            }
            corner.0 = ask(&corner.1)?;
        }
    }
    simplex.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (value, at) = simplex[0];
    Some(Found { at, value, evaluations, converged, inverse: identity() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banana(p: &[f64; 2]) -> f64 {
        let (u, v) = (p[1] - p[0] * p[0], 1.0 - p[0]);
        100.0 * u * u + v * v
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape of what can be cancelled")]
    fn banana_slope(p: &[f64; 2], g: &mut [f64; 2]) -> Option<f64> {
        let u = p[1] - p[0] * p[0];
        *g = [-400.0 * p[0] * u - 2.0 * (1.0 - p[0]), 200.0 * u];
        Some(banana(p))
    }

    #[test]
    fn both_searches_find_the_bottom_of_rosenbrocks_valley() {
        let limits = Limits::default();
        let found = bfgs(&mut banana_slope, [-1.2, 1.0], None, &limits).unwrap();
        assert!(found.converged && found.evaluations < 100 && found.value < 1e-12, "{found:?}");
        let found = nelder_mead(&mut |p| Some(banana(p)), [-1.2, 1.0], &limits).unwrap();
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn a_search_ends_at_the_wall_and_on_request() {
        let limits = Limits { bound: 0.5, ..Limits::default() };
        let found = bfgs(&mut banana_slope, [-0.2, 0.1], None, &limits).unwrap();
        assert!(found.converged && (found.at[0] - 0.5).abs() < 1e-9, "{found:?}");
        assert!(nelder_mead(&mut |_: &[f64; 2]| None, [0.0, 0.0], &limits).is_none());
        let mut left = 3;
        let mut stops = |p: &[f64; 2], g: &mut [f64; 2]| {
            left -= 1;
            if left == 0 { None } else { banana_slope(p, g) }
        };
        assert!(bfgs(&mut stops, [-1.2, 1.0], None, &Limits::default()).is_none());
    }

    #[test]
    fn a_function_without_values_ends_quietly() {
        let limits = Limits { evaluations: 200, ..Limits::default() };
        let nothing = &mut |_: &[f64; 3], _: &mut [f64; 3]| Some(f64::NAN);
        assert!(!bfgs(nothing, [0.0; 3], None, &limits).unwrap().value.is_finite());
        assert!(nelder_mead(&mut |_: &[f64; 3]| Some(f64::NAN), [0.0; 3], &limits).is_some());
    }
}
