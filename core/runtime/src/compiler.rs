use piazza_capability::{Claim, step_back};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::LoadError;

/// The threads that compile. They get what nobody else wants: citizens wait for pages, and a component may be made to
/// be compiled for minutes.
pub(crate) struct Compiler(ThreadPool);

impl Compiler {
    pub(crate) fn new() -> Result<Self, LoadError> {
        let pool = ThreadPoolBuilder::new()
            .thread_name(|_| "compiler".to_owned())
            .start_handler(|_| step_back(Claim::Last, "compilation"))
            .build();
        pool.map(Self)
            .map_err(|e| LoadError::Cache(format!("the compiler cannot start: {e}")))
    }

    /// Does the work, and what it splits into parts, on these threads. Blocks.
    pub(crate) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.0.install(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compilers_come_last_and_nobody_else_does() {
        let before = Claim::here();
        let compiler = Compiler::new().unwrap();
        assert_eq!(compiler.run(Claim::here), Some(Claim::Last));
        assert_eq!(Claim::here(), before);
    }
}
