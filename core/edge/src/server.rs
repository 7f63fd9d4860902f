use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use piazza_telemetry::metrics::{self, Exposition, Gauge};
use piazza_tenancy::Tenancy;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::admin::Admin;
use crate::connection::{self, Protocols};
use crate::health::Health;
use crate::peers::{Counted, Peers};
use crate::site::Site;
use crate::{EdgeLimits, PreviewKey};

/// The pause after the machine could not accept a connection (no file descriptors left): trying at once would spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// The public side of the program.
pub struct Edge {
    site: Arc<Site>,
    protocols: Arc<Protocols>,
    health: Arc<Health>,
    connections: Arc<Semaphore>,
    peers: Arc<Peers>,
    open: Gauge,
}

impl Edge {
    /// Serves whatever tenants there are at each moment, and previews of them to whoever has a link that is signed with the
    /// key. Metrics that should count must be installed before.
    #[must_use]
    pub fn new(tenancy: Arc<Tenancy>, limits: EdgeLimits, previews: PreviewKey) -> Arc<Self> {
        Arc::new(Self {
            protocols: Arc::new(connection::protocols(&limits)),
            connections: Arc::new(Semaphore::new(limits.connections)),
            site: Arc::new(Site::new(tenancy, limits, previews)),
            health: Arc::default(),
            peers: Arc::default(),
            open: metrics::gauge!(metrics::HTTP_SERVER_OPEN_CONNECTIONS),
        })
    }

    /// Serves the operator's port: `/livez`, `/readyz`, `/startupz`, `/metrics`, `/tenants`, and for people
    /// `/` and what is not published. It has no end of its own, as
    /// a program that drains is still asked how it is: drop the future.
    pub async fn serve_admin(self: Arc<Self>, listener: TcpListener, exposition: Exposition) {
        let (site, health) = (Arc::clone(&self.site), Arc::clone(&self.health));
        let admin = Admin::new(site, health, exposition);
        admin.serve(listener).await;
    }

    /// Accepts connections until `shutdown`, then ends in order: `/readyz` turns false, after
    /// [`EdgeLimits::drain`] nothing more is accepted, and running requests have [`EdgeLimits::finish`] to end.
    ///
    /// Dropping the future is the hard stop: every connection ends at once.
    pub async fn serve(&self, listener: TcpListener, shutdown: CancellationToken) {
        self.health.ready(listener.local_addr().ok());
        let mut tasks = JoinSet::new();
        let stop = CancellationToken::new();
        let drained = async {
            shutdown.cancelled().await;
            self.health.drain();
            tokio::time::sleep(self.site.limits.drain).await;
        };
        tokio::select! {
            () = drained => {}
            () = self.accept_all(&listener, &mut tasks, &stop) => {}
        }
        drop(listener);
        stop.cancel();
        let finished = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(self.site.limits.finish, finished)
            .await
            .is_err()
        {
            tracing::warn!(
                connections = tasks.len(),
                "connections were cut: their requests took too long to finish"
            );
        }
    }

    async fn accept_all(
        &self,
        listener: &TcpListener,
        tasks: &mut JoinSet<()>,
        stop: &CancellationToken,
    ) {
        loop {
            // Without a free place the connection waits in the kernel's queue, which is bounded as well.
            let place = Arc::clone(&self.connections).acquire_owned();
            let Ok(place) = place.await else { return };
            let accepted = loop {
                tokio::select! {
                    biased;
                    Some(_) = tasks.join_next() => {}
                    accepted = listener.accept() => break accepted,
                }
            };
            match accepted {
                Ok((stream, peer)) => self.admit(stream, peer, place, tasks, stop),
                Err(error) if is_of_client(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "no connection can be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn admit(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        place: OwnedSemaphorePermit,
        tasks: &mut JoinSet<()>,
        stop: &CancellationToken,
    ) {
        let limits = &self.site.limits;
        let address = peer.ip().to_canonical();
        let counted = if limits.uncounted_addresses.contains(&address) {
            None
        } else if let Some(counted) = self.peers.admit(address, limits.connections_per_address) {
            Some(counted)
        } else {
            return connection::refused("address");
        };
        let open = Open::new(self.open.clone(), place, counted);
        let serving = connection::serve(
            stream,
            Arc::clone(&self.site),
            Arc::clone(&self.protocols),
            stop.clone(),
        );
        tasks.spawn(async move {
            serving.await;
            drop(open);
        });
    }
}

/// What an open connection holds until its end.
struct Open {
    gauge: Gauge,
    _place: OwnedSemaphorePermit,
    _counted: Option<Counted>,
}

impl Open {
    fn new(gauge: Gauge, place: OwnedSemaphorePermit, counted: Option<Counted>) -> Self {
        gauge.increment(1.0);
        Self {
            gauge,
            _place: place,
            _counted: counted,
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.gauge.decrement(1.0);
    }
}

/// Errors of one connection that was gone before it was accepted; the listener is fine.
fn is_of_client(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
