//! What the store costs on this machine: `cargo run --release -p piazza-store --example cost`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_store::{
    ContentPage, Database, Migration, Scope, SearchQuery, Store, StoreLimits, Value,
};

const PAGES: usize = 24;
const DATABASES: usize = 100;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let again = std::env::args().nth(1).map(PathBuf::from);
    let is_again = again.is_some();
    let folder = again.unwrap_or_else(|| {
        std::env::temp_dir().join(format!("piazza-store-cost-{}", std::process::id()))
    });
    let limits = StoreLimits {
        open_databases: 10 * DATABASES,
        ..StoreLimits::default()
    };
    let store = Store::open(&folder, limits)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    // On a worker of the runtime, as the host's calls are: `block_on` itself would add a hop.
    let work = async move {
        let measured = if is_again {
            measure_again(&store).await
        } else {
            measure(&store).await
        };
        measured.map_err(|error| error.to_string())
    };
    runtime.block_on(runtime.spawn(work))??;
    if !is_again {
        // A fresh process, whose memory nothing else has touched.
        Command::new(std::env::current_exe()?)
            .arg(&folder)
            .status()?;
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

async fn measure_again(store: &Arc<Store>) -> Done<()> {
    let handles: Vec<_> = (1..=DATABASES)
        .map(|number| handle(store, number))
        .collect::<Result<_, _>>()?;
    let before = resident()?;
    let started = Instant::now();
    for handle in &handles {
        handle
            .call()
            .query("SELECT title, html FROM content.pages", Vec::new())
            .await?;
    }
    let time = started.elapsed() / u32::try_from(DATABASES)?;
    writeln!(
        std::io::stdout(),
        "database opened again, after one query: {} KiB, {time:?}",
        (resident()? - before) / 1024 / DATABASES
    )?;
    Ok(())
}

async fn measure(store: &Arc<Store>) -> Done<()> {
    let mut out = std::io::stdout();
    for number in 0..=DATABASES {
        store.write_content(&scope(number), "d1", &pages())?;
    }
    let before = resident()?;
    let handles: Vec<_> = (0..1_000)
        .map(|number| handle(store, number))
        .collect::<Result<_, _>>()?;
    writeln!(
        out,
        "unopened handle: {} bytes",
        (resident()? - before) / 1_000
    )?;

    let (database, others) = handles.split_first().ok_or("no handles")?;
    let started = Instant::now();
    database.migrate().await?;
    writeln!(out, "first opening: {:?}", started.elapsed())?;
    let one = per(
        2_000,
        database,
        "SELECT title, url FROM content.pages WHERE language = 'it' AND url = '/servizi/7'",
    );
    writeln!(out, "query of one page by url: {:?}", one.await?)?;
    let list = per(
        2_000,
        database,
        "SELECT title, summary, url FROM content.pages WHERE language = 'it' ORDER BY title",
    );
    writeln!(out, "query of {PAGES} pages: {:?}", list.await?)?;
    let constant = per(2_000, database, "SELECT 1");
    writeln!(out, "query of a constant: {:?}", constant.await?)?;
    writeln!(out, "durable write call: {:?}", writes(database).await?)?;

    let before = resident()?;
    for handle in others.iter().take(DATABASES) {
        handle
            .call()
            .query("SELECT title, html FROM content.pages", Vec::new())
            .await?;
    }
    writeln!(
        out,
        "open database after a fresh start and one query: {} KiB",
        (resident()? - before) / 1024 / DATABASES
    )?;
    let before = resident()?;
    let started = Instant::now();
    let query = SearchQuery {
        text: "certificato residenz".into(),
        language: "it".into(),
        limit: 10,
        ..SearchQuery::default()
    };
    for handle in others.iter().take(DATABASES) {
        handle.call().search_find(query.clone()).await?;
    }
    let time = started.elapsed() / u32::try_from(DATABASES)?;
    writeln!(
        out,
        "search index of {PAGES} pages: {} KiB, built in {time:?}",
        (resident()? - before) / 1024 / DATABASES
    )?;
    let started = Instant::now();
    for _ in 0..1_000 {
        database.call().search_find(query.clone()).await?;
    }
    writeln!(out, "search: {:?}", started.elapsed() / 1_000)?;
    Ok(())
}

async fn per(times: u32, database: &Arc<Database>, statement: &str) -> Done<Duration> {
    let started = Instant::now();
    for _ in 0..times {
        database.call().query(statement, Vec::new()).await?;
    }
    Ok(started.elapsed() / times)
}

async fn writes(database: &Arc<Database>) -> Done<Duration> {
    let started = Instant::now();
    for number in 0..100 {
        let mut call = database.call();
        call.execute(
            "INSERT INTO notes VALUES (?1)",
            vec![Value::Integer(number)],
        )
        .await?;
        call.commit().await?;
    }
    Ok(started.elapsed() / 100)
}

fn handle(store: &Arc<Store>, number: usize) -> Done<Arc<Database>> {
    let migration = Migration {
        name: "0001.sql".into(),
        sql: "CREATE TABLE notes (n INTEGER)".into(),
    };
    Ok(store.database(scope(number), [migration].into(), Some("d1".into())))
}

fn scope(number: usize) -> Scope {
    Scope {
        tenant: format!("tenant-{number}").into(),
        plugin: "portal".into(),
    }
}

fn pages() -> Vec<ContentPage> {
    let text =
        "Il certificato di residenza si chiede all'anagrafe del Comune, anche online. ".repeat(30);
    let page = |number| ContentPage {
        path: format!("servizi/{number}.md"),
        kind: "servizio".into(),
        slug: format!("{number}"),
        language: "it".into(),
        title: format!("Servizio {number}"),
        summary: "Come chiedere il certificato.".into(),
        html: format!("<p>{text}</p>"),
        text: text.clone(),
        data: "{}".into(),
        url: format!("/servizi/{number}"),
        facets: vec![("categoria".into(), format!("{}", number % 5))],
    };
    (0..PAGES).map(page).collect()
}

/// Bytes of the process in memory.
fn resident() -> Done<usize> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or_default();
    let kib: usize = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024)
}
