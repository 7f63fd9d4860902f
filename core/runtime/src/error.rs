use piazza_capability::LimitReached;

/// Why a package cannot become a plugin of this host.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LoadError {
    /// The component uses an interface that its manifest does not ask for.
    #[error(
        "plugin `{plugin}` imports `{import}`, which its manifest does not ask for; add `{name} = \"why\"` to \
         [capabilities] in its plugin.toml"
    )]
    NotAsked {
        /// The plugin.
        plugin: String,
        /// The interface.
        import: String,
        /// The capability of that interface.
        name: &'static str,
    },
    /// The component imports something that is no interface of the contract.
    #[error(
        "plugin `{plugin}` imports `{import}`, which this host does not have; it offers the interfaces of \
         piazza:plugin@1 and, of WASI 0.2, clocks, random and stdio only"
    )]
    UnknownImport {
        /// The plugin.
        plugin: String,
        /// What it imports.
        import: String,
    },
    /// The component does not answer anything.
    #[error("plugin `{plugin}` exports neither `web` nor `slots` of piazza:plugin@1")]
    NothingExported {
        /// The plugin.
        plugin: String,
    },
    /// Compilation failed, or the component does not fit the pool.
    #[error("plugin `{plugin}` cannot be compiled: {reason}")]
    Compile {
        /// The plugin.
        plugin: String,
        /// What the compiler says.
        reason: String,
    },
    /// The compile cache cannot be written or read.
    #[error("the compile cache: {0}")]
    Cache(String),
    /// The compilation took longer than it may.
    #[error("plugin `{plugin}` took more than {seconds} s to compile")]
    TooSlow {
        /// The plugin.
        plugin: String,
        /// The limit.
        seconds: u64,
    },
}

/// Why a call did not end well. Whatever the call wrote did not happen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The guest trapped; the text is for the log, not for citizens.
    #[error("trapped: {0}")]
    Trapped(String),
    /// The guest reached a named limit.
    #[error(transparent)]
    Limit(#[from] LimitReached),
    /// The call took longer than `wall`.
    #[error("took longer than {0} ms")]
    Timeout(u128),
    /// The plugin has no such export.
    #[error("does not export `{0}`")]
    NotExported(&'static str),
    /// The answer was well, but what the call wrote could not be committed.
    #[error("could not be committed: {0}")]
    Commit(String),
    /// Every instance of the pool is busy.
    #[error("no instance is free")]
    Busy,
}
