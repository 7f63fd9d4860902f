use piazza_store::{Document, SearchError, SearchQuery, SearchResults};

use crate::Call;

impl Call {
    /// Puts a document, found from the next call on.
    ///
    /// # Errors
    /// As the contract's `search.error`.
    pub async fn search_put(&mut self, document: Document) -> Result<(), SearchError> {
        self.transaction.search_put(document).await
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// As the contract's `search.error`.
    pub async fn search_delete(&mut self, id: &str) -> Result<(), SearchError> {
        self.transaction.search_delete(id).await
    }

    /// Finds documents and content pages.
    ///
    /// # Errors
    /// As the contract's `search.error`.
    pub async fn search_find(&mut self, query: SearchQuery) -> Result<SearchResults, SearchError> {
        self.transaction.search_find(query).await
    }
}
