//! What one call leaves in memory, globals and tables is never seen by another.

use std::thread;

use anyhow::{Result, anyhow, ensure};
use piazza_hostile::move_in;
use piazza_kit::{Connection, House, Request, Server};

/// Calls of each client; the pool has fewer places than all of them need.
const ROUNDS: usize = 40;

#[test]
fn a_call_finds_nothing_of_the_calls_before_it() -> Result<()> {
    let house = House::demo()?;
    move_in(&house, "ospite", "")?;
    move_in(&house, "altro", "")?;
    let server = house.serve()?;
    // One after the other, so that the next call gets the place that was just left; then all at once.
    both(&server)?;
    thread::scope(|scope| {
        let clients: Vec<_> = (0..4).map(|_| scope.spawn(|| both(&server))).collect();
        let mut results = clients.into_iter().map(|client| client.join());
        results.try_for_each(|result| result.map_err(|_| anyhow!("a client panicked"))?)
    })
}

/// One tenant leaves its marks, the other looks for them.
fn both(server: &Server) -> Result<()> {
    let mut connection = server.connect()?;
    let mut get = |host: &str, path: &str| answer(&mut connection, host, path);
    for _ in 0..ROUNDS {
        let kept = get("ospite.localhost", "/keep")?;
        ensure!(kept == "fine", "the marks were not left: {kept}");
        let found = get("altro.localhost", "/look")?;
        ensure!(
            found == "clean",
            "a call found what another one left: {found}"
        );
    }
    Ok(())
}

fn answer(connection: &mut Connection, host: &str, path: &str) -> Result<String> {
    let answer = connection.send(&Request::get(path).host(host))?;
    ensure!(
        answer.status == 200,
        "it answers {}: {}",
        answer.status,
        answer.text()
    );
    Ok(answer.text())
}
