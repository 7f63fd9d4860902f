use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

use crate::Tenancy;
use crate::limits::{IDLE_SHARE, LONGEST_WAIT};

impl Tenancy {
    /// Keeps the tenants true to what is on disk, until dropped. Events are hints; the poll is the truth, and finds
    /// what no event told (network file systems, an overflowing queue, a mount that was swapped).
    pub async fn run(self: &Arc<Self>) {
        let mut watch = Watch::new();
        let mut demoted = self.demoted.lock().await;
        let mut poll = self.config.poll;
        loop {
            watch.follow(&self.round.lock().await.inventory.folders);
            tokio::select! {
                Some(demotion) = demoted.recv() => {
                    self.demote(demotion).await;
                    continue;
                }
                () = watch.settled(self.config.quiet) => {}
                () = self.compiling.done() => {}
                () = tokio::time::sleep(poll) => {}
            }
            let begin = Instant::now();
            if self.round(false).await.is_empty() {
                poll = self.config.poll.max(begin.elapsed() * IDLE_SHARE);
            }
        }
    }
}

/// File events of a changing set of folders.
struct Watch {
    /// None where the machine has no events to give; then only the poll finds changes.
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
    happened: Arc<Notify>,
}

impl Watch {
    fn new() -> Self {
        let happened = Arc::new(Notify::new());
        let notify = Arc::clone(&happened);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error means that events were lost, which is a reason to look as well.
            if !event.is_ok_and(|event| event.kind.is_access()) {
                notify.notify_one();
            }
        });
        if let Err(error) = &watcher {
            tracing::warn!(%error, "no file events; changes are found by polling");
        }
        Self {
            watcher: watcher.ok(),
            folders: BTreeSet::new(),
            happened,
        }
    }

    /// Watches these folders and no others. Each by itself: a recursive watch would follow tools' folders as well.
    fn follow(&mut self, folders: &[PathBuf]) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let wanted: BTreeSet<_> = folders.iter().cloned().collect();
        for gone in self.folders.difference(&wanted) {
            // It fails for a folder that was removed, whose watch is gone already.
            let _ = watcher.unwatch(gone);
        }
        for new in wanted.difference(&self.folders) {
            if let Err(error) = watcher.watch(new, RecursiveMode::NonRecursive) {
                tracing::debug!(folder = %new.display(), %error, "not watched; the poll looks at it");
            }
        }
        self.folders = wanted;
    }

    /// Returns after something happened and then nothing for `quiet`, or too long after it began.
    async fn settled(&self, quiet: Duration) {
        self.happened.notified().await;
        let deadline = tokio::time::Instant::now() + LONGEST_WAIT;
        while tokio::time::Instant::now() < deadline {
            if tokio::time::timeout(quiet, self.happened.notified())
                .await
                .is_err()
            {
                return;
            }
        }
    }
}
