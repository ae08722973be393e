use super::bayes::{Prior, effect};
use super::means::{Moments, Scale, estimate};
use super::proportions::Arm;
use super::sequential::sequential;
use super::several::compare_several;
use super::size::{Alternative, Plan, for_means, for_rates};
use super::srm::{Weightless, srm};
use super::uplift::uplift;
use proptest::prelude::*;
use serde::Serialize;

/// A number that is not finite is `null` on the wire.
fn is_finite(value: &impl Serialize) -> bool {
    !serde_json::to_string(value).unwrap().contains("null")
}

fn any_arm() -> impl Strategy<Value = Arm> {
    let count = prop_oneof![0u64..5, 0u64..2000, Just(10_000_000)];
    (count.clone(), count).prop_map(|(x, n)| Arm::new(x, n))
}

fn any_moments() -> impl Strategy<Value = Moments> {
    (prop_oneof![0.0..50.0f64, any::<f64>()], any::<f64>(), any::<f64>())
        .prop_map(|(n, mean, variance)| Moments { n, mean, variance })
}

proptest! {
    #[test]
    fn effects_are_finite_or_none(a in any_moments(), b in any_moments(),
        prior in prop::option::of((any::<f64>(), any::<f64>())), tuning in any::<f64>(), confidence in -0.5..1.5f64) {
        for scale in [Scale::Absolute, Scale::Relative] {
            let Some(found) = estimate(a, b, scale) else { continue };
            prop_assert!(is_finite(&found));
            prop_assert!(found.t_test(0.95).is_none_or(|t| is_finite(&t)));
            prop_assert!(sequential(&found, confidence, tuning).is_none_or(|s| is_finite(&s)));
            let prior = prior.map(|(mean, variance)| Prior { mean, variance });
            prop_assert!(effect(found.effect, found.variance, prior, 0.95).is_none_or(|e| is_finite(&e)));
        }
    }

    #[test]
    fn splits_and_several_arms_are_finite(arms in prop::collection::vec(any_arm(), 0..6), control in 0usize..7,
        observed in prop::collection::vec(any::<u64>(), 0..5), weights in prop::collection::vec(any::<f64>(), 0..5)) {
        prop_assert!(is_finite(&compare_several(&arms, control)));
        for weightless in [Weightless::Excluded, Weightless::Counted] {
            prop_assert!(is_finite(&srm(&observed, &weights, weightless)));
        }
        let segments: Vec<(Arm, Arm)> = arms.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let found = uplift(&segments);
        prop_assert!(is_finite(&(found.q, found.interaction_p)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn sizes_are_finite_or_refused(p1 in -0.1..1.1f64, p2 in -0.1..1.1f64, d in -120.0..120.0f64,
        alpha in -0.1..1.1f64, power in -0.1..1.1f64, ratio in prop_oneof![0.01..100.0f64, any::<f64>()], way in 0usize..3) {
        let alternative = [Alternative::TwoSided, Alternative::Larger, Alternative::Smaller][way];
        let plan = Plan { alpha, power, ratio, alternative };
        if let Ok(found) = for_rates(p1, p2, &plan) {
            prop_assert!(found.n.is_finite() && found.cohen_h.is_finite());
            prop_assert!(found.n_cohen_h.is_none_or(f64::is_finite));
        }
        if let Ok(found) = for_means(d, &plan) {
            prop_assert!(found.n.is_none_or(f64::is_finite) && found.n_normal.is_none_or(f64::is_finite));
        }
    }
}
