use piazza_store::{Rows, SqlError, Value};

use crate::Call;

impl Call {
    /// Reads from the plugin's database and from `content.pages`.
    ///
    /// # Errors
    /// As the contract's `sql.error`.
    pub async fn query(
        &mut self,
        statement: &str,
        parameters: Vec<Value>,
    ) -> Result<Rows, SqlError> {
        self.transaction.query(statement, parameters).await
    }

    /// Writes to the plugin's database; answers how many rows were changed.
    ///
    /// # Errors
    /// As the contract's `sql.error`.
    pub async fn execute(
        &mut self,
        statement: &str,
        parameters: Vec<Value>,
    ) -> Result<u64, SqlError> {
        self.transaction.execute(statement, parameters).await
    }
}
