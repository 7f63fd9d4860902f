//! What is asked, and what is not.

use std::collections::BTreeMap;

use anyhow::Result;
use piazza_conformity::source::{Addresses, Limits, Network, Origin, Source, Unreachable};
use url::Url;

use crate::server::{page, redirect, serve};

const HOST: &str = "comune.example.org";

/// A network that knows the site at its address, and nothing else that is private.
fn network(
    answers: &[(&str, String)],
    public: &str,
    limits: Limits,
    offline: bool,
) -> Result<Network> {
    let answers: BTreeMap<_, _> = answers
        .iter()
        .map(|(path, answer)| ((*path).to_owned(), answer.clone()))
        .collect();
    let address = serve(answers)?;
    let origin = Origin {
        served: Url::parse(&format!("http://{HOST}/"))?,
        public: Url::parse(public)?,
    };
    let addresses = Addresses::default().with(HOST, address);
    Ok(Network::new(origin, addresses, limits, offline))
}

fn get(network: &Network, address: &str) -> Result<piazza_conformity::source::Answer, Unreachable> {
    let address = Url::parse(address).map_err(|error| Unreachable::Failed(error.to_string()))?;
    network.get(&address)
}

#[test]
fn a_site_is_known_under_the_address_that_it_will_have() {
    let answers = [
        ("/", redirect("http://comune.example.org/casa?a=1")),
        ("/casa?a=1", page("<html>casa")),
    ];
    let public = "https://comune.napoli.it/";
    let network = network(&answers, public, Limits::default(), false).unwrap();
    let answer = get(&network, public).unwrap();
    assert_eq!(
        answer.address.unwrap().as_str(),
        "https://comune.napoli.it/casa?a=1"
    );
    assert_eq!((answer.status, answer.body.as_str()), (200, "<html>casa"));
    assert_eq!(answer.media_type, "text/html");
    assert_eq!(answer.cookies, ["seen=1"]);
    let inside = Url::parse("http://comune.example.org/x").unwrap();
    assert_eq!(
        network.known_as(&inside).as_str(),
        "https://comune.napoli.it/x"
    );
    let outside = Url::parse("https://example.org/x").unwrap();
    assert_eq!(network.known_as(&outside), outside);
}

#[test]
fn a_site_cannot_lead_to_private_addresses() {
    let secret = serve(BTreeMap::from([("/".to_owned(), page("secret"))])).unwrap();
    let answers = [
        ("/", redirect(&format!("http://{secret}/"))),
        ("/file", redirect("file:///etc/hosts")),
    ];
    let home = format!("http://{HOST}/");
    let network = network(&answers, &home, Limits::default(), false).unwrap();
    let refused = get(&network, &home).unwrap_err();
    assert!(refused.to_string().contains("--allow-private"), "{refused}");
    let refused = get(&network, &format!("{home}file")).unwrap_err();
    assert!(refused.to_string().contains("file:///"), "{refused}");
}

#[test]
fn a_site_cannot_hold_the_run_up() {
    let answers = [("/", redirect("/")), ("/large", page(&"x".repeat(2_000)))];
    let home = format!("http://{HOST}/");
    let limits = Limits {
        bytes: 1_000,
        requests: 7,
        ..Limits::default()
    };
    let network = network(&answers, &home, limits, false).unwrap();
    let refused = get(&network, &home).unwrap_err();
    assert_eq!(
        refused,
        Unreachable::Failed("more than 5 redirects".to_owned())
    );
    let refused = get(&network, &format!("{home}large")).unwrap_err();
    assert!(
        matches!(&refused, Unreachable::Limit(said) if said.contains("--bytes")),
        "{refused}"
    );
    let refused = get(&network, &home).unwrap_err();
    assert!(
        matches!(&refused, Unreachable::Limit(said) if said.contains("--requests")),
        "{refused}"
    );
}

#[test]
fn a_busy_site_is_asked_again() {
    let busy =
        "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let answers = [
        ("first /", busy.to_owned()),
        ("/", page("<html>")),
        ("/always", busy.to_owned()),
    ];
    let home = format!("http://{HOST}/");
    let network = network(&answers, &home, Limits::default(), false).unwrap();
    assert_eq!(get(&network, &home).unwrap().status, 200);
    assert_eq!(get(&network, &format!("{home}always")).unwrap().status, 503);
}

#[test]
fn offline_asks_the_site_alone() {
    let answers = [("/", page("<html>"))];
    let home = format!("http://{HOST}/");
    let network = network(&answers, &home, Limits::default(), true).unwrap();
    assert_eq!(get(&network, &home).unwrap().status, 200);
    assert_eq!(
        get(&network, "https://form.agid.gov.it/view/x").unwrap_err(),
        Unreachable::Offline
    );
}
