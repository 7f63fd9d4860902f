//! Every limit of reading folders, of the reload, and of plugins that fail.

use std::time::Duration;

/// Bytes of one file of a tenant or a theme.
pub(crate) const FILE_BYTES: u64 = 8 * 1024 * 1024;
/// Bytes of all files of a tenant or a theme.
pub(crate) const FOLDER_BYTES: u64 = 64 * 1024 * 1024;
/// Files and folders of a tenant or a theme.
pub(crate) const FILES: usize = 10_000;
/// Nesting of folders inside a tenant or a theme; links that lead back end there.
pub(crate) const FOLDER_DEPTH: usize = 8;
/// Themes in a chain.
pub(crate) const THEME_CHAIN: usize = 8;

/// How often the directories are looked at when no event comes; more rarely if looking takes long.
pub(crate) const POLL: Duration = Duration::from_secs(2);
/// How long nothing may happen before a change is taken as complete.
pub(crate) const QUIET: Duration = Duration::from_millis(50);
/// How long a stream of events may put a reload off.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// Paths of events that are kept until somebody looks; with more of them everything is looked at.
pub(crate) const EVENT_PATHS: usize = 1_000;
/// The share of time that looking may take: one in this many.
pub(crate) const IDLE_SHARE: u32 = 50;

/// How long a call waits for another one of the same plugin and tenant to end.
pub(crate) const QUEUE_WAIT: Duration = Duration::from_secs(1);
/// Failures within `breaker_window` that switch a plugin off in its tenant.
pub(crate) const BREAKER_FAILURES: u32 = 5;
/// How long a failure counts.
pub(crate) const BREAKER_WINDOW: Duration = Duration::from_secs(30);
/// How long the plugin is off after the first time; doubled every time that its probe fails.
pub(crate) const BREAKER_FIRST_PAUSE: Duration = Duration::from_secs(1);
/// How long it is off at most.
pub(crate) const BREAKER_LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Calls that a new version of a plugin has to answer in a tenant before it is trusted.
pub(crate) const PROBATION_CALLS: u32 = 50;
/// Failures among them that send it back.
pub(crate) const PROBATION_FAILURES: u32 = 3;

/// Tenants that are previewed at once; for one more the one goes that was not looked at for longest.
pub(crate) const PREVIEWS: usize = 8;
/// How long a preview is kept that nobody looks at.
pub(crate) const PREVIEW_IDLE: Duration = Duration::from_secs(600);
