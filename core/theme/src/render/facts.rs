//! One render: its facts, its budget and its output.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use handlebars::{Output, RenderErrorReason};

use crate::error::RenderLimit;
use crate::limits::RenderLimits;
use crate::theme::{Inner, Scene};

/// The clock is looked at once in so many writes or iterations; it costs as much as a short write.
const CLOCK_STRIDE: u32 = 64;

thread_local! {
    /// The render that this thread is in. A render is synchronous and never leaves its thread, and helpers have no
    /// other way to reach what is not in the context.
    static CURRENT: RefCell<Option<Rc<Facts>>> = const { RefCell::new(None) };
}

/// What helpers need to know about the page being rendered.
pub(crate) struct Facts {
    pub(crate) theme: Arc<Inner>,
    pub(crate) scene: Scene,
    /// The scene's language among the translations.
    pub(crate) language: usize,
    pub(crate) slots: BTreeMap<String, String>,
    /// The view's HTML; set once the layout is being rendered.
    pub(crate) content: OnceCell<String>,
    limits: RenderLimits,
    deadline: Instant,
    ticks: Cell<u32>,
    iterations: Cell<u32>,
    reached: Cell<Option<RenderLimit>>,
}

/// Ends the render on this thread, also when it panics.
pub(crate) struct Entered(Option<Rc<Facts>>);

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

impl Facts {
    pub(crate) fn new(
        theme: &Arc<Inner>,
        scene: &Scene,
        slots: BTreeMap<String, String>,
    ) -> Rc<Self> {
        let limits = theme.limits;
        Rc::new(Self {
            theme: Arc::clone(theme),
            language: theme.translations.language(&scene.language),
            scene: scene.clone(),
            slots,
            content: OnceCell::new(),
            limits,
            deadline: Instant::now() + limits.wall,
            ticks: Cell::new(0),
            iterations: Cell::new(0),
            reached: Cell::new(None),
        })
    }

    /// Makes these the facts of this thread until the guard goes.
    pub(crate) fn enter(self: &Rc<Self>) -> Entered {
        Entered(CURRENT.replace(Some(Rc::clone(self))))
    }

    /// The render that this thread is in.
    pub(crate) fn current() -> Result<Rc<Self>, handlebars::RenderError> {
        CURRENT.with_borrow(Clone::clone).ok_or_else(|| {
            RenderErrorReason::Other("a helper was called outside of a render".to_owned()).into()
        })
    }

    /// One more run of a loop's body.
    pub(crate) fn iterate(&self) -> Result<(), handlebars::RenderError> {
        self.iterations.set(self.iterations.get() + 1);
        if self.iterations.get() > self.limits.iterations {
            return Err(self.reach(RenderLimit::Iterations).into());
        }
        Ok(self.tick()?)
    }

    /// Notes which limit was reached and gives the error that unwinds the renderer.
    pub(crate) fn reach(&self, limit: RenderLimit) -> io::Error {
        self.reached.set(Some(limit));
        io::Error::other(limit.to_string())
    }

    /// The limit that ended the render.
    pub(crate) fn reached(&self) -> Option<RenderLimit> {
        self.reached.get()
    }

    /// Looks at the clock, each time before something that may take long, now and then before what is cheap.
    pub(crate) fn pay(&self, is_cheap: bool) -> io::Result<()> {
        if is_cheap { self.tick() } else { self.check() }
    }

    fn tick(&self) -> io::Result<()> {
        let ticks = self.ticks.get();
        self.ticks.set(ticks.wrapping_add(1));
        if ticks.is_multiple_of(CLOCK_STRIDE) {
            return self.check();
        }
        Ok(())
    }

    fn check(&self) -> io::Result<()> {
        if Instant::now() >= self.deadline {
            return Err(self.reach(RenderLimit::Wall));
        }
        Ok(())
    }
}

/// The HTML being written, up to its limit.
pub(crate) struct Page<'f> {
    html: String,
    facts: &'f Facts,
}

impl<'f> Page<'f> {
    pub(crate) fn new(facts: &'f Facts, capacity: usize) -> Self {
        Self {
            html: String::with_capacity(capacity.min(facts.limits.output_bytes)),
            facts,
        }
    }

    pub(crate) fn into_html(self) -> String {
        self.html
    }
}

impl Output for Page<'_> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.html.len() + text.len() > self.facts.limits.output_bytes {
            return Err(self.facts.reach(RenderLimit::Output));
        }
        self.html.push_str(text);
        self.facts.tick()
    }
}
