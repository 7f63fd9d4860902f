//! Visitors of the good tenant, who come at a fixed rate whatever happens.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use piazza_kit::{Connection, Request, Server};

const HOST: &str = "napoli.localhost";
/// Each has a connection.
const VISITORS: u32 = 2;
/// Of all visitors. It leaves most of a small machine idle, so that what is measured is waiting and not work.
const PER_SECOND: u32 = 100;

/// What visitors saw.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    milliseconds: Vec<f64>,
    pub(super) failed: usize,
}

impl Seen {
    pub(super) fn answered(&self) -> usize {
        self.milliseconds.len()
    }

    /// Both together.
    pub(super) fn and(&self, other: &Seen) -> Seen {
        Seen {
            milliseconds: [&*self.milliseconds, &*other.milliseconds].concat(),
            failed: self.failed + other.failed,
        }
    }

    pub(super) fn p99(&self) -> f64 {
        let mut sorted = self.milliseconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
            .get(sorted.len() * 99 / 100)
            .copied()
            .unwrap_or_default()
    }
}

/// Visits for so long.
pub(super) fn visit(server: &Server, time: Duration) -> Result<Seen> {
    let begin = Instant::now();
    thread::scope(|scope| {
        let visitors: Vec<_> = (0..VISITORS)
            .map(|number| scope.spawn(move || visitor(server, begin, number, time)))
            .collect();
        let mut all = Seen::default();
        for visitor in visitors {
            let seen = visitor.join().map_err(|_| anyhow!("a visitor panicked"))?;
            all = all.and(&seen);
        }
        Ok(all)
    })
}

/// Every visit has its moment. Time counts from then, also when the visit before it took so long that it begins late:
/// else a server that stops would be asked less, and look fast.
fn visitor(server: &Server, begin: Instant, number: u32, time: Duration) -> Seen {
    let request = Request::get("/?").host(HOST).header("accept", "text/html");
    let period = Duration::from_secs(1) / PER_SECOND;
    let mut seen = Seen::default();
    let mut connection: Option<Connection> = None;
    for visit in 0.. {
        let moment = period * (visit * VISITORS + number);
        if moment >= time {
            break;
        }
        thread::sleep(moment.saturating_sub(begin.elapsed()));
        let answer = match connection.take() {
            Some(mut open) => open.send(&request).map(|answer| (answer, open)),
            None => server
                .connect()
                .and_then(|mut new| Ok((new.send(&request)?, new))),
        };
        match answer {
            Ok((answer, open)) if answer.status == 200 => connection = Some(open),
            _ => seen.failed += 1,
        }
        let took = begin.elapsed().saturating_sub(moment);
        seen.milliseconds.push(took.as_secs_f64() * 1_000.0);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percentile_is_of_all_that_were_seen() {
        let seen = |from: u32, to: u32| Seen {
            milliseconds: (from..to).map(f64::from).collect(),
            failed: 1,
        };
        let both = seen(100, 200).and(&seen(0, 100));
        assert_eq!((both.p99(), both.answered(), both.failed), (198.0, 200, 2));
        assert_eq!(Seen::default().p99(), 0.0);
    }
}
