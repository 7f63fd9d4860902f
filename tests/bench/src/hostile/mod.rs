//! A good tenant's page while other tenants do their worst beside it, on the same program.
//!
//! Visitors of the good tenant come at a fixed rate that leaves most of a small machine idle, and the bad tenants are asked
//! at the same rate: so what is compared is how long a page waits, and not how much a machine can do. Every attack begins
//! again as soon as its breaker would allow, because a good deed between two bad ones keeps that closed.

mod attack;
mod visitors;

use std::{thread, time::Duration};

use anyhow::{Result, anyhow, ensure};
use piazza_kit::{House, Server};

use crate::{
    median::median,
    report::{Need, Report},
};
use attack::{ATTACKS, Attack, Attacker};
use visitors::{Seen, visit};

/// What the 99th percentile may grow to.
const RATIO: f64 = 2.0;
/// How often each attack is measured.
const ROUNDS: usize = 3;

#[derive(clap::Args)]
pub(crate) struct Attacks {
    /// Shorter loads: to see that it runs, not to quote it.
    #[arg(long)]
    quick: bool,
    /// Only the attacks whose names contain this.
    #[arg(long, default_value = "")]
    attack: String,
}

pub(crate) fn measure(attacks: &Attacks, report: &mut Report) -> Result<()> {
    let (window, rounds) = if attacks.quick {
        (Duration::from_secs(2), 1)
    } else {
        (Duration::from_secs(8), ROUNDS)
    };
    let house = House::demo()?;
    for tenant in attack::TENANTS {
        piazza_hostile::move_in(&house, tenant, "")?;
    }
    let server = house.serve()?;
    // The first visits open databases, the first attack whatever it needs.
    visit(&server, window)?;
    let mut failures = 0;
    let named = |attack: &&Attack| attack.name.contains(&attacks.attack);
    for attack in ATTACKS.iter().filter(named) {
        failures += compare(&house, &server, attack, (window, rounds), report)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer")]
    report.value(
        "good tenant's requests that failed",
        failures as f64,
        "",
        Need::AtMost(0.0),
    );
    Ok(())
}

/// Quiet and hostile windows in turns, so that each hostile one has a quiet one on both sides: a noisy machine is noisy in
/// all three. Answers how many of the good tenant's requests failed.
fn compare(
    house: &House,
    server: &Server,
    attack: &Attack,
    (window, rounds): (Duration, usize),
    report: &mut Report,
) -> Result<usize> {
    let mut attacker = Attacker::new(house, server, attack);
    let (mut ratios, mut quiets, mut hostiles) = (Vec::new(), Vec::new(), Vec::new());
    let mut failed = 0;
    let mut before = visit(server, window)?;
    for _ in 0..rounds {
        attacker.arm();
        let hostile = beside(&attacker, || visit(server, window))?;
        let after = visit(server, window)?;
        failed += hostile.failed + after.failed;
        let quiet = before.and(&after).p99();
        ratios.push(hostile.p99() / quiet);
        quiets.push(quiet);
        hostiles.push(hostile.p99());
        before = after;
    }
    let name = attack.name;
    report.value(
        &format!("{name}: quiet p99"),
        median(quiets),
        "ms",
        Need::Nothing,
    );
    report.value(
        &format!("{name}: p99 beside it"),
        median(hostiles),
        "ms",
        Need::Nothing,
    );
    let deeds = format!("{name}: times that it was done");
    report.value(&deeds, attacker.done(), "", Need::AtLeast(1.0));
    report.value(
        &format!("{name}: good tenant p99 ratio"),
        median(ratios),
        "×",
        Need::AtMost(RATIO),
    );
    Ok(failed)
}

/// Attacks for as long as the visit lasts.
fn beside(attacker: &Attacker<'_>, visit: impl FnOnce() -> Result<Seen>) -> Result<Seen> {
    let stop = attack::Stop::default();
    thread::scope(|scope| {
        let attacking = scope.spawn(|| attacker.attack(&stop));
        let seen = visit();
        stop.now();
        let attacked = attacking
            .join()
            .map_err(|_| anyhow!("the attacker panicked"))?;
        attacked?;
        let seen = seen?;
        ensure!(seen.answered() > 0, "nobody was answered");
        Ok(seen)
    })
}
