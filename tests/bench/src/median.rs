//! Several measurements as one: noise of the machine comes in bursts, and a median forgets them.

use anyhow::Result;

use crate::load::Load;

/// How often each program of a comparison is measured. They take turns, so that a burst of noise hits all of them.
pub(crate) const ROUNDS: usize = 3;

/// The middle value; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Measures every program once in each round and answers for each the load with the median CPU time.
pub(crate) fn in_turns<const N: usize>(
    mut measure: impl FnMut(usize) -> Result<Load>,
) -> Result<[Load; N]> {
    let mut loads: [Vec<Load>; N] = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (program, loads) in loads.iter_mut().enumerate() {
            loads.push(measure(program)?);
        }
    }
    let middle = |mut loads: Vec<Load>| {
        loads.sort_by(|a, b| {
            a.cpu_milliseconds_per_request
                .total_cmp(&b.cpu_milliseconds_per_request)
        });
        loads.swap_remove(loads.len() / 2)
    };
    Ok(loads.map(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_burst_of_noise_is_forgotten() {
        assert_eq!(median(vec![3.0, 900.0, 1.0]), 3.0);
        assert_eq!(median(Vec::new()), 0.0);
    }

    #[test]
    fn programs_take_turns_and_each_has_its_median() {
        let mut order = Vec::new();
        let mut cost = [[5.0, 1.0, 3.0], [20.0, 10.0, 900.0]].map(Vec::from);
        let loads: [Load; 2] = in_turns(|program| {
            order.push(program);
            Ok(Load {
                cpu_milliseconds_per_request: cost[program].remove(0),
                ..Load::default()
            })
        })
        .unwrap();
        assert_eq!(order, [0, 1, 0, 1, 0, 1]);
        assert_eq!(
            loads.map(|load| load.cpu_milliseconds_per_request),
            [3.0, 20.0]
        );
    }
}
