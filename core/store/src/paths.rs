use std::path::PathBuf;
use std::sync::Arc;

use crate::connection::{Connection, Role};
use crate::content;
use crate::pace::Pace;
use crate::store::Store;
use crate::{Scope, StoreError};

/// Where the files of a database are, and what a connection to them needs.
pub(crate) struct Paths {
    pub(crate) store: Arc<Store>,
    pub(crate) scope: Scope,
    pace: Arc<Pace>,
    pub(crate) data: PathBuf,
    /// The write-ahead log, if there is one.
    pub(crate) log: PathBuf,
    content: PathBuf,
}

impl Paths {
    /// Makes sure that the folder and the content are there, and clears old content away.
    pub(crate) fn prepare(
        store: Arc<Store>,
        scope: &Scope,
        digest: &str,
        pace: Arc<Pace>,
    ) -> Result<Self, StoreError> {
        let folder = scope.folder(store.root())?;
        let content = content::file(&folder, digest)?;
        if digest == content::EMPTY {
            store.write_content(scope, content::EMPTY, &[])?;
        } else if !content::is_whole(&content) {
            return Err(StoreError::ContentMissing(digest.to_owned()));
        }
        content::sweep(&content, |digest| store.is_used(scope, digest));
        Ok(Self {
            scope: scope.clone(),
            data: folder.join("data.sqlite"),
            log: folder.join("data.sqlite-wal"),
            content,
            store,
            pace,
        })
    }

    pub(crate) async fn connect(&self, role: Role) -> Result<Connection, StoreError> {
        let files = (&*self.data, &*self.content);
        Connection::open(files, role, self.store.limits(), &self.pace).await
    }
}
