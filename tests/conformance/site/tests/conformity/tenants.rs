//! The demo's municipalities, served by the real program, under the addresses that they would have.

use anyhow::Result;
use piazza_conformity::{
    Lists, Outcome, Report, Verdict, check,
    site::Scope,
    source::{Addresses, Limits, Network, Origin},
};
use piazza_kit::{House, Server};
use url::Url;

/// Their hosts in the demo, and the addresses that they would have.
const TENANTS: &[(&str, &str)] = &[
    ("napoli.localhost", "https://comune.napoli.it"),
    ("pozzuoli.localhost", "https://comune.pozzuoli.na.it"),
    (
        "cittametropolitana.localhost",
        "https://cittametropolitana.na.it",
    ),
];

/// What is expected of a criterion where neither AgID's pages nor a browser nor TLS are at hand.
fn expected(criterion: &str) -> Verdict {
    match criterion {
        // Only the official CMS themes pass.
        "C.SI.1.4" => Verdict::Tolerance,
        // What is here of them was right.
        "C.SI.3.2" | "C.SI.4.1" | "C.SI.5.1" => Verdict::NotChecked,
        _ => Verdict::Pass,
    }
}

/// Judges one of the server's sites as if it were at that address.
fn report(server: &Server, host: &str, public: Url, lists: &Lists) -> Result<Report> {
    let start = Url::parse(&format!("http://{host}/"))?;
    let origin = Origin {
        served: start.clone(),
        public,
    };
    let addresses = Addresses::default().with(host, server.address());
    let network = Network::new(origin, addresses, Limits::default(), true);
    Ok(check(&network, &start, &Scope::default(), lists)?)
}

#[test]
fn every_municipality_of_the_demo_meets_every_criterion() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let lists = Lists {
        // No municipality: its domain does not begin with `comune.`.
        hosts: vec!["cittametropolitana.na.it".to_owned()],
        ..Lists::default()
    };
    let mut problems = Vec::new();
    for (host, public) in TENANTS {
        let report = report(&server, host, Url::parse(public)?, &lists)?;
        let strange = |outcome: &&Outcome| outcome.verdict != expected(outcome.criterion);
        problems.extend(
            report
                .outcomes
                .iter()
                .filter(strange)
                .map(|outcome| format!("{host}: {outcome:#?}")),
        );
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

/// What a municipality has from the first day: not what it has yet to write (services, their offices' contacts, the event behind
/// which the official validator looks for cookies), nor what its own address and AgID's pages say.
const STRUCTURE: &[&str] = &[
    "C.SI.1.1", "C.SI.1.2", "C.SI.1.5", "C.SI.1.6", "C.SI.1.7", "C.SI.2.1", "C.SI.2.3", "C.SI.2.4",
    "C.SI.2.5", "C.SI.3.4",
];

#[test]
fn every_new_municipality_of_the_metropolitan_city_has_the_structure() -> Result<()> {
    let (house, hosts) = House::area()?;
    let server = house.serve()?;
    let mut problems = Vec::new();
    for host in &hosts {
        let public = Url::parse(&format!("http://{host}/"))?;
        let report = report(&server, host, public, &Lists::default())?;
        let judged: Vec<&Outcome> = report
            .outcomes
            .iter()
            .filter(|outcome| STRUCTURE.contains(&outcome.criterion))
            .collect();
        assert_eq!(
            judged.len(),
            STRUCTURE.len(),
            "a criterion has another name now"
        );
        let bad = judged
            .into_iter()
            .filter(|outcome| outcome.verdict != Verdict::Pass);
        problems.extend(bad.map(|outcome| format!("{host}: {outcome:#?}")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}
