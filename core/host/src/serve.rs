use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use piazza_edge::{Edge, EdgeLimits};
use piazza_store::Store;
use piazza_telemetry::{LogFormat, metrics};
use piazza_tenancy::Tenancy;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::cli::Places;
use crate::house::House;
use crate::{memory, output};

/// How often idle databases, indexes and previews are closed, and memory is given back.
const TIDY: Duration = Duration::from_secs(5);

/// Serve the tenants with production settings.
///
/// Logs are JSON on standard error. The first SIGTERM or SIGINT drains, a second one stops hard. It speaks HTTP/1.1 and
/// HTTP/2 without TLS: put a proxy that ends TLS in front.
#[derive(Args)]
pub(crate) struct Serve {
    /// Where citizens' requests arrive.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Where operators ask: / for people; /livez, /readyz, /startupz, /metrics, /tenants. Never reachable from outside. Off if not given.
    #[arg(long, value_name = "ADDR")]
    admin: Option<SocketAddr>,
    #[command(flatten)]
    places: Places,
    /// Directory of databases, uploaded files and the compile cache; made if it is not there.
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
}

impl Serve {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        piazza_telemetry::init_logging(LogFormat::Json);
        let exposition = metrics::install();
        let house = House::open(&self.places, &self.data).await?;
        serve(house, exposition, self.listen, self.admin).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Serves a loaded house until the first signal, then drains; the second signal ends the process.
pub(crate) async fn serve(
    house: House,
    exposition: metrics::Exposition,
    listen: SocketAddr,
    admin: Option<SocketAddr>,
) -> anyhow::Result<()> {
    let bind = |addr| async move {
        TcpListener::bind(addr)
            .await
            .with_context(|| format!("listening on {addr}"))
    };
    let listener = bind(listen).await?;
    let edge = Edge::new(
        Arc::clone(&house.tenancy),
        EdgeLimits::default(),
        house.previews,
    );
    let admin_listener = match admin {
        Some(addr) => Some(bind(addr).await?),
        None => None,
    };
    let shutdown = CancellationToken::new();
    let tenancy = Arc::clone(&house.tenancy);
    // Ready means that a change from now on is seen at once.
    let watch = tenancy.watch().await;
    let reload = tokio::spawn(async move { tenancy.run(watch).await });
    memory::keep_until_given_back();
    memory::let_go();
    let tidy = tokio::spawn(tidy(Arc::clone(&house.store), Arc::clone(&house.tenancy)));
    let signals = tokio::spawn(signals(shutdown.clone()));
    if let Some(listener) = admin_listener {
        let edge = Arc::clone(&edge);
        tokio::spawn(async move { edge.serve_admin(listener, exposition).await });
    }
    tracing::info!(listen = %listener.local_addr()?, tenants = house.tenancy.state().tenants().count(), "serving");
    edge.serve(listener, shutdown).await;
    for task in [reload, tidy, signals] {
        task.abort();
    }
    Ok(())
}

/// The first SIGTERM or SIGINT drains, the second one ends the process at once.
async fn signals(shutdown: CancellationToken) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        tracing::error!("signals cannot be received; stop the process hard");
        return;
    };
    for count in 0.. {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        if count > 0 {
            output::error("stopped hard; requests in flight were cut off");
            std::process::exit(130);
        }
        tracing::info!("draining; a second signal stops hard");
        shutdown.cancel();
    }
}

async fn tidy(store: Arc<Store>, tenancy: Arc<Tenancy>) {
    loop {
        tokio::time::sleep(TIDY).await;
        tenancy.close_idle_previews(Instant::now()).await;
        store.close_idle(Instant::now());
        // A task that panics is told of by the runtime, and the next one is tried.
        let _ = tokio::task::spawn_blocking(memory::give_back).await;
        memory::let_go();
    }
}
