//! What is known about the page being rendered, and what it may still cost.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Instant;

use super::failure::Failure;
use super::given::Given;
use crate::error::RenderLimit;
use crate::frame::Pieces;
use crate::limits::RenderLimits;
use crate::theme::{Inner, Scene};

/// The clock is looked at once in so many writes or iterations; it costs as much as a short write.
const CLOCK_STRIDE: u32 = 64;

/// What helpers need to know about the page being rendered.
pub(crate) struct Facts<'r> {
    pub(crate) theme: &'r Inner,
    pub(crate) scene: &'r Scene,
    /// The scene's language among the translations.
    pub(crate) language: usize,
    pub(crate) slots: &'r BTreeMap<String, String>,
    /// The view's HTML, while the layout is being rendered.
    pub(crate) content: Option<&'r str>,
    /// What is known already of that layout.
    pub(super) standing: Option<&'r Pieces>,
    /// `@root`.
    pub(super) root: Given<'r>,
    pub(super) budget: &'r Budget,
}

/// What a page may still cost; its view and its layout share it.
pub(crate) struct Budget {
    pub(super) limits: RenderLimits,
    deadline: Instant,
    ticks: Cell<u32>,
    iterations: Cell<u32>,
}

impl Budget {
    pub(super) fn new(limits: RenderLimits) -> Self {
        Self {
            limits,
            deadline: Instant::now() + limits.wall,
            ticks: Cell::new(0),
            iterations: Cell::new(0),
        }
    }

    /// One more run of a loop's body.
    pub(super) fn iterate(&self) -> Result<(), Failure> {
        self.iterations.set(self.iterations.get() + 1);
        if self.iterations.get() > self.limits.iterations {
            return Err(Failure::Limit(RenderLimit::Iterations));
        }
        self.tick()
    }

    /// Before what is cheap: looks at the clock now and then.
    pub(super) fn tick(&self) -> Result<(), Failure> {
        let ticks = self.ticks.get();
        self.ticks.set(ticks.wrapping_add(1));
        if ticks.is_multiple_of(CLOCK_STRIDE) {
            return self.check();
        }
        Ok(())
    }

    /// Before what may take long: looks at the clock.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if Instant::now() >= self.deadline {
            return Err(Failure::Limit(RenderLimit::Wall));
        }
        Ok(())
    }
}
