use std::sync::Arc;
use std::time::{Duration, Instant};

use piazza_capability::Grant;
use piazza_runtime::{CallError, Plugin, slots, web};
use piazza_telemetry::metrics;
use tokio::sync::{Semaphore, mpsc};

use crate::breaker::Breaker;
use crate::probation::Probation;

/// How long a call waits for another one of the same plugin and tenant to end.
const QUEUE_WAIT: Duration = Duration::from_secs(1);

/// A plugin in a tenant: where it is mounted, what it is granted, how it has been doing.
pub struct Mounted {
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) mount: String,
    pub(crate) grant: Arc<Grant>,
    pub(crate) permits: Semaphore,
    /// Kept over reloads that do not change the plugin's version.
    pub(crate) health: Arc<Health>,
    pub(crate) demote: mpsc::UnboundedSender<Demotion>,
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

    /// Answers a request; a problem is an answer too.
    ///
    /// # Errors
    /// See [`CallFailure`]. What the call wrote did not happen then.
    pub async fn handle(
        &self,
        request: &web::Request,
    ) -> Result<Result<web::Response, web::Problem>, CallFailure> {
        self.guarded(self.plugin.handle(&self.grant, request)).await
    }

    /// Renders the plugin's part of another page.
    ///
    /// # Errors
    /// See [`CallFailure`].
    pub async fn render_slot(
        &self,
        request_id: &str,
        slot: &str,
        context: &slots::Context,
    ) -> Result<Option<slots::Fragment>, CallFailure> {
        self.guarded(
            self.plugin
                .render_slot(&self.grant, request_id, slot, context),
        )
        .await
    }

    /// A call behind the breaker and the queue, with its verdict on the plugin's health.
    async fn guarded<T>(
        &self,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, CallFailure> {
        let begin = Instant::now();
        let breaker = &self.health.breaker;
        if !breaker.admits(begin) {
            return Err(CallFailure::Open(breaker.pause(begin).unwrap_or_default()));
        }
        // A client that leaves ends this future anywhere; the probe must not stay taken.
        let undecided = Undecided(Some(breaker));
        let permit = tokio::time::timeout(QUEUE_WAIT, self.permits.acquire());
        let Ok(Ok(_permit)) = permit.await else {
            return Err(CallFailure::Busy);
        };
        let outcome = call.await;
        undecided.decided();
        self.judge(outcome.as_ref().err(), begin);
        outcome.map_err(failure)
    }

    fn judge(&self, error: Option<&CallError>, begin: Instant) {
        let id = self.package().manifest.id.clone();
        let outcome = error.map_or("ok", word);
        metrics::histogram!(metrics::PLUGIN_CALL_DURATION, metrics::PLUGIN => id.clone(), metrics::OUTCOME => outcome)
            .record(begin.elapsed());
        let breaker = &self.health.breaker;
        let Some(error) = error else {
            breaker.succeeded();
            self.health.probation.as_ref().map(|p| p.goes_back(false));
            return;
        };
        let tenant = &*self.grant.scope.tenant;
        if matches!(error, CallError::Busy | CallError::NotExported(_)) {
            breaker.undecided();
            return;
        }
        tracing::warn!(tenant, plugin = id, version = %self.version(), %error, "a call failed");
        if self
            .health
            .probation
            .as_ref()
            .is_some_and(|p| p.goes_back(true))
        {
            let digest = Arc::clone(&self.package().digest);
            // Nobody listens only while the process ends.
            let _ = self.demote.send(Demotion {
                tenant: tenant.to_owned(),
                plugin: id.clone(),
                digest,
            });
        }
        if breaker.failed(Instant::now()) {
            metrics::counter!(metrics::PLUGIN_BREAKER_OPENED, metrics::PLUGIN => id.clone())
                .increment(1);
            tracing::error!(
                tenant,
                plugin = id,
                "the plugin is switched off after repeated failures"
            );
        }
    }
}

/// Gives a probe back when the call ends without a verdict.
struct Undecided<'a>(Option<&'a Breaker>);

impl Undecided<'_> {
    fn decided(mut self) {
        self.0 = None;
    }
}

impl Drop for Undecided<'_> {
    fn drop(&mut self) {
        if let Some(breaker) = self.0 {
            breaker.undecided();
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
