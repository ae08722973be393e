//! A seeded stream of pseudo-random numbers, the same on every machine.

/// PCG32 (O'Neill 2014): 64 bits of state, 32 bits out.
#[derive(Debug, Clone)]
pub struct Pcg {
    state: u64,
}

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Pcg {
    /// The stream that belongs to a seed.
    pub fn new(seed: u64) -> Self {
        let mut made = Self { state: seed.wrapping_add(INCREMENT) };
        made.next_u32();
        made
    }

    /// The next 32 bits.
    pub fn next_u32(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let mixed = (((old >> 18) ^ old) >> 27) as u32;
        mixed.rotate_right((old >> 59) as u32)
    }

    /// A number of `[0, 1)` with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        let high = u64::from(self.next_u32() >> 5);
        let low = u64::from(self.next_u32() >> 6);
        ((high << 26) | low) as f64 / 9_007_199_254_740_992.0
    }

    /// A number below `n`; 0 for `n = 0`. The bias is below `n / 2³²`.
    pub fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// A random order of the list, in place.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u32 + 1) as usize);
        }
    }

    /// A standard exponential value.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.unit())
    }

    /// A standard normal value (polar method, the second one is dropped).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = x * x + y * y;
            if s > 0.0 && s < 1.0 {
                return x * libm::sqrt(-2.0 * libm::log(s) / s);
            }
        }
    }

    /// A gamma value of a shape above 0 and scale 1 (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let power = libm::log(1.0 - self.unit()) / shape;
            return self.gamma(shape + 1.0) * libm::exp(power);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let z = self.normal();
            let v = 1.0 + c * z;
            if v > 0.0 {
                let v = v * v * v;
                let u = 1.0 - self.unit();
                if libm::log(u) < 0.5 * z * z + d - d * v + d * libm::log(v) {
                    return d * v;
                }
            }
        }
    }

    /// A Beta(a, b) value.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        if x + y > 0.0 { x / (x + y) } else { 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_a_stream_and_moments_are_right() {
        let (mut one, mut two) = (Pcg::new(7), Pcg::new(7));
        assert!((0..100).all(|_| one.next_u32() == two.next_u32()));
        let n = 200_000;
        let mean = |mut f: Box<dyn FnMut() -> f64>| (0..n).map(|_| f()).sum::<f64>() / f64::from(n);
        let mut a = Pcg::new(1);
        assert!((mean(Box::new(move || a.unit())) - 0.5).abs() < 0.003);
        let mut b = Pcg::new(2);
        assert!(mean(Box::new(move || b.normal())).abs() < 0.01);
        let mut c = Pcg::new(3);
        assert!((mean(Box::new(move || c.gamma(0.4))) - 0.4).abs() < 0.01);
        let mut d = Pcg::new(4);
        assert!((mean(Box::new(move || d.beta(2.0, 6.0))) - 0.25).abs() < 0.005);
    }

    #[test]
    fn below_stays_below_and_a_shuffle_keeps_all() {
        let mut pcg = Pcg::new(3);
        assert!((0..1000).all(|_| pcg.below(7) < 7) && pcg.below(0) == 0);
        let mut list: Vec<u32> = (0..50).collect();
        pcg.shuffle(&mut list);
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
