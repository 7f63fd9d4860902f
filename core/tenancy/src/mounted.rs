use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_capability::Grant;
use piazza_runtime::{CallError, Plugin, slots, web};
use piazza_telemetry::{Finding, metrics};
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

use crate::breaker::{Admitted, Breaker};
use crate::limits::QUEUE_WAIT;
use crate::probation::Probation;

/// A plugin in a tenant: where it is mounted, what it is granted, how it has been doing.
pub struct Mounted {
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) mount: String,
    pub(crate) grant: Arc<Grant>,
    pub(crate) permits: Semaphore,
    /// As many as `permits`, but held until an answer is rendered: a plugin may have a part on its own pages.
    pub(crate) places: Semaphore,
    /// Kept over reloads that do not change the plugin's version.
    pub(crate) health: Arc<Health>,
    pub(crate) demote: mpsc::UnboundedSender<Demotion>,
    /// Of calls that end well.
    pub(crate) durations: metrics::Histogram,
}

/// How one version of a plugin does in one tenant.
#[derive(Default)]
pub(crate) struct Health {
    pub(crate) breaker: Breaker,
    /// None for the first version that a tenant had: there is nothing to go back to.
    pub(crate) probation: Option<Probation>,
}

/// A new version failed on probation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Demotion {
    pub(crate) tenant: String,
    pub(crate) plugin: String,
    pub(crate) digest: Arc<str>,
}

/// Why a plugin did not answer. The edge maps it to HTTP.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallFailure {
    /// Too many calls at one time; nothing happened.
    #[error("the plugin is busy")]
    Busy,
    /// The plugin failed too often and is switched off for this long.
    #[error("the plugin is switched off for {} s after repeated failures", .0.as_secs().max(1))]
    Open(Duration),
    /// The call took longer than it may.
    #[error("the plugin took too long")]
    Timeout,
    /// The guest trapped; the text is for the log.
    #[error("the plugin trapped: {0}")]
    Trapped(String),
    /// The guest reached the named limit.
    #[error("the plugin reached its limit `{0}`")]
    Limit(&'static str),
    /// The plugin gave an answer that cannot be used, or one that could not be kept.
    #[error("the plugin's answer cannot be used: {0}")]
    Answer(String),
}

impl Mounted {
    /// The plugin's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.plugin.package().manifest.id
    }

    /// The plugin's version.
    #[must_use]
    pub fn version(&self) -> &semver::Version {
        &self.plugin.package().manifest.version
    }

    /// Where it is mounted: `/` or `/pagamenti`; empty if it only fills slots.
    #[must_use]
    pub fn mount(&self) -> &str {
        &self.mount
    }

    /// Bytes that a request's body may have.
    #[must_use]
    pub fn body_limit(&self) -> u64 {
        self.grant.limits.body
    }

    /// The package that serves.
    #[must_use]
    pub fn package(&self) -> &Arc<piazza_runtime::Package> {
        self.plugin.package()
    }

    /// Goes up with every call that commits a write: what was made of its answers before may be old.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.grant.database.writes()
    }

    /// Whether both use one open database.
    #[must_use]
    pub fn shares_database_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.grant.database, &other.grant.database)
    }

    /// Applies the migrations that are missing now, so that a mistake in them is seen before a call meets it.
    ///
    /// # Errors
    /// What is wrong with a migration, or why the database cannot be opened.
    pub async fn migrate(&self) -> Result<(), Finding> {
        let package = self.package();
        if package
            .files()
            .all(|(path, _)| !path.starts_with("migrations/"))
        {
            return Ok(());
        }
        self.grant.database.migrate().await.map_err(|error| {
            let file = format!("{}-{}.wasm", self.id(), self.version());
            let help = "ship a version of the plugin with a migration that works; nothing of it was applied";
            Finding::error(file, None, error.to_string(), help)
        })
    }

    /// A place for one request, to be held until its answer is made: what a plugin's pages cost after its calls counts
    /// against the same `concurrency`.
    ///
    /// # Errors
    /// [`CallFailure::Busy`] if none becomes free in time.
    pub async fn place(&self) -> Result<SemaphorePermit<'_>, CallFailure> {
        let place = tokio::time::timeout(QUEUE_WAIT, self.places.acquire()).await;
        let Ok(Ok(place)) = place else {
            return Err(CallFailure::Busy);
        };
        Ok(place)
    }

    /// Answers a request; a problem is an answer too.
    ///
    /// # Errors
    /// See [`CallFailure`]. What the call wrote did not happen then.
    pub async fn handle(
        &self,
        request: web::Request,
    ) -> Result<Result<web::Response, web::Problem>, CallFailure> {
        let answer = self
            .guarded(self.plugin.handle(&self.grant, request))
            .await?;
        // Not for the breaker: the plugin is able to say what went wrong. A new version that only says so has to go.
        if answer.as_ref().is_err_and(|problem| problem.status >= 500) {
            self.blame();
        }
        Ok(answer)
    }

    /// Renders the plugin's part of another page.
    ///
    /// # Errors
    /// See [`CallFailure`].
    pub async fn render_slot(
        &self,
        request_id: &str,
        slot: &str,
        context: slots::Context,
    ) -> Result<Option<slots::Fragment>, CallFailure> {
        self.guarded(
            self.plugin
                .render_slot(&self.grant, request_id, slot, context),
        )
        .await
    }

    /// Counts an answer that arrived well but cannot be shown: a view that is not there, data that does not fit it.
    pub fn unusable(&self) {
        self.blame();
    }

    /// A call behind the breaker and the queue, with its verdict on the plugin's health.
    async fn guarded<T>(
        &self,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, CallFailure> {
        let begin = Instant::now();
        let breaker = &self.health.breaker;
        let Some(admitted) = breaker.admit(begin) else {
            return Err(CallFailure::Open(breaker.pause(begin).unwrap_or_default()));
        };
        // A client that leaves ends this future anywhere; the probe must not stay taken.
        let undecided = Undecided(Some((breaker, admitted)));
        let permit = tokio::time::timeout(QUEUE_WAIT, self.permits.acquire());
        let Ok(Ok(_permit)) = permit.await else {
            return Err(CallFailure::Busy);
        };
        let outcome = call.await;
        undecided.decided();
        match &outcome {
            Ok(_) => {
                self.durations.record(begin.elapsed());
                breaker.succeeded(admitted);
                if let Some(probation) = &self.health.probation {
                    probation.goes_back(false);
                }
            }
            Err(error) => self.judge(error, admitted, begin),
        }
        outcome.map_err(failure)
    }

    fn judge(&self, error: &CallError, admitted: Admitted, begin: Instant) {
        let id = self.id().to_owned();
        metrics::histogram!(metrics::PLUGIN_CALL_DURATION, metrics::PLUGIN => id.clone(), metrics::OUTCOME => word(error))
            .record(begin.elapsed());
        let tenant = &*self.grant.scope.tenant;
        let breaker = &self.health.breaker;
        // The host's own shortage says nothing about the plugin, and comes with a flood: it is not logged.
        if matches!(error, CallError::Busy | CallError::NotExported(_)) {
            return breaker.undecided(admitted);
        }
        tracing::warn!(tenant, plugin = id, version = %self.version(), %error, "a call failed");
        if let CallError::Commit(_) = error {
            return breaker.undecided(admitted);
        }
        self.blame();
        if breaker.failed(admitted, Instant::now()) {
            metrics::counter!(metrics::PLUGIN_BREAKER_OPENED, metrics::PLUGIN => id.clone())
                .increment(1);
            tracing::error!(
                tenant,
                plugin = id,
                "the plugin is switched off after repeated failures"
            );
        }
    }

    /// Counts a mistake of a version on probation, and sends it back after too many.
    fn blame(&self) {
        let probation = self.health.probation.as_ref();
        if probation.is_some_and(|probation| probation.goes_back(true)) {
            // Nobody listens only while the process ends.
            let _ = self.demote.send(Demotion {
                tenant: self.grant.scope.tenant.to_string(),
                plugin: self.id().to_owned(),
                digest: Arc::clone(&self.package().digest),
            });
        }
    }

    /// Whether a version may still have to go back.
    pub(crate) fn is_on_probation(&self) -> bool {
        let probation = self.health.probation.as_ref();
        probation.is_some_and(|probation| !probation.is_over())
    }
}

/// The measurement of calls that end well: looking it up costs as much as a small call's way through the host.
pub(crate) fn durations(id: &str) -> metrics::Histogram {
    metrics::histogram!(metrics::PLUGIN_CALL_DURATION, metrics::PLUGIN => id.to_owned(), metrics::OUTCOME => "ok")
}

/// Gives a probe back when the call ends without a verdict.
struct Undecided<'a>(Option<(&'a Breaker, Admitted)>);

impl Undecided<'_> {
    fn decided(mut self) {
        self.0 = None;
    }
}

impl Drop for Undecided<'_> {
    fn drop(&mut self) {
        if let Some((breaker, admitted)) = self.0 {
            breaker.undecided(admitted);
        }
    }
}

fn word(error: &CallError) -> &'static str {
    match error {
        CallError::Trapped(_) => "trapped",
        CallError::Limit(_) => "limit",
        CallError::Timeout(_) => "timeout",
        CallError::NotExported(_) => "not_exported",
        CallError::Commit(_) => "commit",
        CallError::Busy => "busy",
    }
}

fn failure(error: CallError) -> CallFailure {
    match error {
        CallError::Trapped(why) => CallFailure::Trapped(why),
        CallError::Limit(limit) => CallFailure::Limit(limit.0),
        CallError::Timeout(_) => CallFailure::Timeout,
        CallError::NotExported(what) => CallFailure::Answer(format!("it does not export `{what}`")),
        CallError::Commit(why) => CallFailure::Answer(why),
        CallError::Busy => CallFailure::Busy,
    }
}
