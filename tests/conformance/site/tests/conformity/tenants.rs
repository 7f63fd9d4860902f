//! The demo's municipalities, served by the real program, under the addresses that they would have.

use anyhow::Result;
use piazza_conformity::{
    Lists, Outcome, Verdict, check,
    site::Scope,
    source::{Addresses, Limits, Network, Origin},
};
use piazza_kit::House;
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
        let start = Url::parse(&format!("http://{host}/"))?;
        let origin = Origin {
            served: start.clone(),
            public: Url::parse(public)?,
        };
        let addresses = Addresses::default().with(host, server.address());
        let network = Network::new(origin, addresses, Limits::default(), true);
        let report = check(&network, &start, &Scope::default(), &lists)?;
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
