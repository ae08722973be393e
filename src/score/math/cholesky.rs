//! Linear equations with a symmetric positive matrix.

/// Solves `A x = b` in place of `b`, for `A` given by its lower triangle in rows of `n`; both are overwritten.
///
/// `false` when `A` is not positive definite, or a size does not fit; `b` is then of no use.
pub fn solve(a: &mut [f64], b: &mut [f64]) -> bool {
    let n = b.len();
    if a.len() != n * n {
        return false;
    }
    for i in 0..n {
        let (above, from_here) = a.split_at_mut(i * n);
        let row = &mut from_here[..n];
        for j in 0..i {
            let other = &above[j * n..j * n + n];
            let sum: f64 = row[..j].iter().zip(&other[..j]).map(|(x, y)| x * y).sum();
            row[j] = (row[j] - sum) / other[j];
        }
        let rest = row[i] - row[..i].iter().map(|x| x * x).sum::<f64>();
        if rest.is_nan() || rest <= 0.0 || rest.is_infinite() {
            return false;
        }
        row[i] = libm::sqrt(rest);
    }
    for i in 0..n {
        let row = &a[i * n..i * n + n];
        let sum: f64 = row[..i].iter().zip(&b[..i]).map(|(x, y)| x * y).sum();
        b[i] = (b[i] - sum) / row[i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| a[k * n + i] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i * n + i];
    }
    b.iter().all(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn a_positive_system_is_solved_and_another_is_refused() {
        let mut a = [4.0, 0.0, 0.0, 2.0, 5.0, 0.0, 1.0, 3.0, 6.0];
        let mut b = [4.0 + 4.0 + 3.0, 2.0 + 10.0 + 9.0, 1.0 + 6.0 + 18.0];
        assert!(solve(&mut a, &mut b));
        assert!(b.iter().zip([1.0, 2.0, 3.0]).all(|(x, y)| (x - y).abs() < 1e-12), "{b:?}");
        assert!(!solve(&mut [1.0, 0.0, 2.0, 1.0], &mut [1.0, 1.0]));
        assert!(!solve(&mut [f64::NAN], &mut [1.0]));
        assert!(!solve(&mut [1.0], &mut [1.0, 2.0]));
        assert!(solve(&mut [], &mut []));
    }
}
