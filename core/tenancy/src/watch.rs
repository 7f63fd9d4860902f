use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

use crate::Tenancy;
use crate::limits::{EVENT_PATHS, IDLE_SHARE, LONGEST_WAIT};
use crate::reload::Look;

impl Tenancy {
    /// Begins to watch the directories: what happens in them from now on is found as soon as [`Tenancy::run`] is called.
    pub async fn watch(self: &Arc<Self>) -> Watch {
        let mut watch = Watch::new();
        self.follow(&mut watch).await;
        watch
    }

    /// What happened in a new folder before it was watched has told nobody, so it is looked at again.
    async fn follow(self: &Arc<Self>, watch: &mut Watch) {
        let grown = watch.follow(&self.round.lock().await.inventory.folders);
        if grown {
            self.round(Look::Everywhere, false).await;
        }
    }

    /// How long it is until some tenant has other public pages. What is due already, because a round failed or the clock was
    /// set, comes with the next one.
    async fn until_due(&self) -> Duration {
        let now = self.now();
        let round = self.round.lock().await;
        let next = round.due.values().filter(|at| **at > now).min();
        let until = next.map(|next| next.duration_since(now));
        until.map_or(Duration::MAX, |it| it.try_into().unwrap_or_default())
    }

    /// Keeps the tenants true to what is on disk, until dropped. Events are hints; the poll is the truth, and finds
    /// what no event told (network file systems, an overflowing queue, a mount that was swapped).
    pub async fn run(self: &Arc<Self>, mut watch: Watch) {
        let mut demoted = self.demoted.lock().await;
        let mut poll = self.config.poll;
        loop {
            self.follow(&mut watch).await;
            let due = self.until_due().await;
            let look = tokio::select! {
                Some(demotion) = demoted.recv() => {
                    self.demote(demotion).await;
                    continue;
                }
                () = watch.settled(self.config.quiet) => watch.told.take(),
                () = self.compiling.done() => Look::At(BTreeSet::new()),
                () = tokio::time::sleep(due), if due < poll => Look::At(BTreeSet::new()),
                () = tokio::time::sleep(poll) => Look::Everywhere,
            };
            let (begin, polls) = (Instant::now(), matches!(look, Look::Everywhere));
            if self.round(look, false).await.is_empty() && polls {
                poll = self.config.poll.max(begin.elapsed() * IDLE_SHARE);
            }
        }
    }
}

/// File events of a changing set of folders.
pub struct Watch {
    /// None where the machine has no events to give; then only the poll finds changes.
    watcher: Option<RecommendedWatcher>,
    folders: Vec<PathBuf>,
    told: Arc<Told>,
}

/// What events have told and nobody has looked at yet.
#[derive(Default)]
struct Told {
    /// None if it may be anything: events were lost, or there were too many to keep.
    paths: Mutex<Option<BTreeSet<PathBuf>>>,
    some: Notify,
}

impl Told {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            paths: Mutex::new(Some(BTreeSet::new())),
            some: Notify::new(),
        })
    }

    fn add(&self, event: notify::Result<notify::Event>) {
        let mut paths = self.paths();
        match event {
            Ok(event) if event.kind.is_access() => return,
            Ok(event)
                if !event.need_rescan()
                    && paths
                        .as_ref()
                        .is_some_and(|paths| paths.len() < EVENT_PATHS) =>
            {
                paths.get_or_insert_default().extend(event.paths);
            }
            _ => *paths = None,
        }
        drop(paths);
        self.some.notify_one();
    }

    fn take(&self) -> Look {
        match self.paths().replace(BTreeSet::new()) {
            Some(paths) => Look::At(paths),
            None => Look::Everywhere,
        }
    }

    fn paths(&self) -> MutexGuard<'_, Option<BTreeSet<PathBuf>>> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    fn new() -> Self {
        let told = Told::new();
        let tell = Arc::clone(&told);
        let watcher = notify::recommended_watcher(move |event| tell.add(event));
        if let Err(error) = &watcher {
            tracing::warn!(%error, "no file events; changes are found by polling");
        }
        Self {
            watcher: watcher.ok(),
            folders: Vec::new(),
            told,
        }
    }

    /// Watches these folders and no others; answers whether some are new. Each by itself: a recursive watch would follow
    /// tools' folders as well.
    fn follow(&mut self, folders: &[PathBuf]) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        // The usual case, and a quick look even at thousands of them.
        if self.folders == folders {
            return false;
        }
        let [known, wanted] =
            [&*self.folders, folders].map(|all| all.iter().collect::<BTreeSet<_>>());
        for gone in known.difference(&wanted) {
            // It fails for a folder that was removed, whose watch is gone already.
            let _ = watcher.unwatch(gone);
        }
        for new in wanted.difference(&known) {
            if let Err(error) = watcher.watch(new, RecursiveMode::NonRecursive) {
                tracing::debug!(folder = %new.display(), %error, "not watched; the poll looks at it");
            }
        }
        let grown = wanted.difference(&known).next().is_some();
        self.folders = folders.to_vec();
        grown
    }

    /// Returns after something happened and then nothing for `quiet`, or too long after it began.
    async fn settled(&self, quiet: Duration) {
        self.told.some.notified().await;
        let deadline = tokio::time::Instant::now() + LONGEST_WAIT;
        while tokio::time::Instant::now() < deadline {
            if tokio::time::timeout(quiet, self.told.some.notified())
                .await
                .is_err()
            {
                return;
            }
        }
    }
}
