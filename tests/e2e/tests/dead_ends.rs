//! Where nothing goes on, a page says what to do.

use std::fs;

use anyhow::{Context, Result, ensure};
use piazza_kit::{Answer, House, Request, Server};

const NAPOLI: &str = "napoli.localhost";

fn ask(server: &Server, host: &str, path: &str) -> Result<Answer> {
    server.send(&Request::get(path).host(host).header("accept", "text/html"))
}

fn says(answer: &Answer, status: u16, texts: &[&str]) -> Result<()> {
    let page = answer.text();
    ensure!(
        answer.status == status,
        "{} instead of {status}: {page}",
        answer.status
    );
    for text in texts {
        ensure!(page.contains(text), "no `{text}` in {page}");
    }
    Ok(())
}

#[test]
fn what_is_not_there_can_be_searched_for() -> Result<()> {
    let house = House::demo()?;
    let server = house.serve()?;
    let form = ["Che cosa cercavi?", r#"action="/cerca""#, r#"href="/""#];
    says(&ask(&server, NAPOLI, "/non-esiste")?, 404, &form)?;
    let form = [
        "What were you looking for?",
        r#"action="/en/cerca""#,
        r#"href="/en""#,
    ];
    says(&ask(&server, NAPOLI, "/en/nothing")?, 404, &form)?;
    let ways = [
        "niente per «qwxyzk»",
        r#"class="btn btn-primary" href="/servizi""#,
    ];
    says(&ask(&server, NAPOLI, "/cerca?q=qwxyzk")?, 200, &ways)?;
    let both = ["Check the address", "controlla l'indirizzo", "tenant.toml"];
    says(&ask(&server, "sconosciuto.localhost", "/")?, 421, &both)
}

#[test]
fn a_failure_offers_to_try_again_and_a_code_to_quote() -> Result<()> {
    let house = House::demo()?;
    let file = house.tenants().join("napoli/tenant.toml");
    // The home page needs more, so it fails until the breaker opens.
    let text = fs::read_to_string(&file)? + "\n[plugins.portal.limits]\nhost-calls = 1\n";
    fs::write(&file, text)?;
    let server = house.serve()?;
    let next = [r#"href="">Riprova</a>"#, "indica questo codice"];
    let failed = ask(&server, NAPOLI, "/")?;
    says(&failed, 500, &["Non è colpa tua"])?;
    says(&failed, 500, &next)?;
    let refused = (0..100)
        .map(|_| ask(&server, NAPOLI, "/"))
        .find(|answer| answer.as_ref().is_ok_and(|answer| answer.status == 503))
        .context("the breaker never opened")??;
    says(&refused, 503, &["momentaneamente non disponibile"])?;
    says(&refused, 503, &next)
}
