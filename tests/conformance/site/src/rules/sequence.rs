/// What stands at the wrong place, counted as the official validator counts: each found item, but the first, whose
/// neighbours are not those of the right order. Only what is found is ordered; what is missing is another matter.
pub(super) fn out_of_order<'f>(order: &[&str], found: &[&'f str]) -> Vec<&'f str> {
    let expected: Vec<&str> = order
        .iter()
        .copied()
        .filter(|item| found.contains(item))
        .collect();
    let found: Vec<&str> = found
        .iter()
        .copied()
        .filter(|item| expected.contains(item))
        .collect();
    let at = |index: Option<usize>| index.and_then(|index| found.get(index).copied());
    let in_sequence = |index: usize, item: &str| {
        let Some(place) = expected.iter().position(|other| *other == item) else {
            return true;
        };
        let next = expected.get(place + 1).copied();
        let previous = place
            .checked_sub(1)
            .and_then(|place| expected.get(place).copied());
        (next.is_none() || at(index.checked_add(1)) == next)
            && (previous.is_none() || at(index.checked_sub(1)) == previous)
    };
    found
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(index, item)| !in_sequence(*index, item))
        .map(|(_, item)| *item)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_decide() {
        let order = ["a", "b", "c", "d", "e"];
        for (found, wrong) in [
            (vec!["a", "b", "c", "d", "e"], vec![]),
            (vec!["a", "c", "e"], vec![]),
            (vec!["a", "x", "b"], vec![]),
            (vec!["b", "c", "d", "e", "a"], vec!["a"]),
            (vec!["b", "a", "c", "d", "e"], vec!["a", "c"]),
            (vec!["a", "c", "b", "d", "e"], vec!["c", "b", "d"]),
            (vec![], vec![]),
        ] {
            assert_eq!(out_of_order(&order, &found), wrong, "{found:?}");
        }
    }
}
