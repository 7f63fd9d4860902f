//! Counts SQLite's memory by the thread that asked for it. Each connection has a thread of its own, so one statement
//! that eats memory fails and its neighbours do not; SQLite itself counts for the whole process only, and takes a lock
//! for it each time.
//!
//! A block carries the number of its thread's account in front of it, because another thread may free it: rows are
//! copied by the connection's thread and end in the task.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use libsqlite3_sys as ffi;

use super::check;
use crate::StoreError;

/// More than connections are open at a time. Beyond it two threads share an account, and their limit.
const ACCOUNTS: usize = 2048;

/// In front of each block; SQLite wants its blocks aligned to 8 bytes.
const HEADER: usize = size_of::<u64>();

/// What an abandoned statement may still ask for at once: enough to come to its end, and too little to work for long.
const SMALL: usize = 64 << 10;

/// What one thread holds, apart from other accounts so that they do not slow each other down.
#[repr(align(64))]
struct Account {
    held: AtomicUsize,
    most: AtomicUsize,
    largest: AtomicUsize,
}

/// SQLite's own allocator.
struct Engine {
    malloc: unsafe extern "C" fn(c_int) -> *mut c_void,
    free: unsafe extern "C" fn(*mut c_void),
    realloc: unsafe extern "C" fn(*mut c_void, c_int) -> *mut c_void,
    size: unsafe extern "C" fn(*mut c_void) -> c_int,
}

static THREADS: [Account; ACCOUNTS] = [const {
    Account {
        held: AtomicUsize::new(0),
        most: AtomicUsize::new(usize::MAX),
        largest: AtomicUsize::new(usize::MAX),
    }
}; ACCOUNTS];
static NEXT: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);
static ENGINE: OnceLock<Engine> = OnceLock::new();

/// The number of a thread's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number(usize);

/// Counts from now on, before any database is opened, and lets the process hold `most` bytes.
pub(crate) fn install(most: usize) -> Result<(), StoreError> {
    static INSTALLED: OnceLock<c_int> = OnceLock::new();
    MOST.store(most, Ordering::Relaxed);
    check(*INSTALLED.get_or_init(replace_allocator))
}

fn replace_allocator() -> c_int {
    let mut found = MaybeUninit::<ffi::sqlite3_mem_methods>::zeroed();
    // SAFETY: SQLite writes its methods into the struct; zeroes are a valid value of it.
    let (code, found) = unsafe {
        let code = ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, found.as_mut_ptr());
        (code, found.assume_init())
    };
    let (Some(malloc), Some(free), Some(realloc), Some(size)) =
        (found.xMalloc, found.xFree, found.xRealloc, found.xSize)
    else {
        return if code == ffi::SQLITE_OK {
            ffi::SQLITE_ERROR
        } else {
            code
        };
    };
    ENGINE.get_or_init(|| Engine {
        malloc,
        free,
        realloc,
        size,
    });
    let counted = ffi::sqlite3_mem_methods {
        xMalloc: Some(allocate),
        xFree: Some(release),
        xRealloc: Some(resize),
        xSize: Some(size_of_block),
        ..found
    };
    // SAFETY: SQLite copies the struct, whose functions keep what its allocator promises, and refuses it once it has
    // allocated. Its own count, which nobody reads now, takes an int.
    unsafe {
        match ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, ptr::from_ref(&counted)) {
            ffi::SQLITE_OK => ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0 as c_int),
            code => code,
        }
    }
}

impl Number {
    /// That of the thread which calls.
    pub(crate) fn of_this_thread() -> Self {
        thread_local! {
            static OWN: Cell<usize> = const { Cell::new(usize::MAX) };
        }
        OWN.with(|own| {
            if own.get() == usize::MAX {
                own.set(NEXT.fetch_add(1, Ordering::Relaxed) % ACCOUNTS);
                Self(own.get()).set(usize::MAX, usize::MAX);
            }
            Self(own.get())
        })
    }

    pub(crate) fn from_raw(number: usize) -> Option<Self> {
        (number < ACCOUNTS).then_some(Self(number))
    }

    pub(crate) fn raw(self) -> usize {
        self.0
    }

    /// Lets the thread take so much more than it holds now. What it holds stays out of the sum: pages that SQLite
    /// keeps in memory wander between connections.
    pub(crate) fn allow(self, more: usize) {
        let held = self
            .account()
            .map_or(0, |account| account.held.load(Ordering::Relaxed));
        self.set(held.saturating_add(more), usize::MAX);
    }

    /// Nothing large from now on: functions that work on long values fail, which no interrupt reaches.
    pub(crate) fn revoke(self) {
        self.set(usize::MAX, SMALL);
    }

    fn set(self, most: usize, largest: usize) {
        if let Some(account) = self.account() {
            account.most.store(most, Ordering::Relaxed);
            account.largest.store(largest, Ordering::Relaxed);
        }
    }

    fn account(self) -> Option<&'static Account> {
        THREADS.get(self.0)
    }

    /// Takes the bytes, or says that they are too many.
    fn take(self, more: usize, whole: usize) -> bool {
        let Some(account) = self.account() else {
            return false;
        };
        let held = account.held.fetch_add(more, Ordering::Relaxed) + more;
        let all = HELD.fetch_add(more, Ordering::Relaxed) + more;
        let fits = held <= account.most.load(Ordering::Relaxed)
            && whole <= account.largest.load(Ordering::Relaxed)
            && all <= MOST.load(Ordering::Relaxed);
        if !fits {
            self.give_back(more);
        }
        fits
    }

    fn give_back(self, bytes: usize) {
        if let Some(account) = self.account() {
            account.held.fetch_sub(bytes, Ordering::Relaxed);
        }
        HELD.fetch_sub(bytes, Ordering::Relaxed);
    }
}

unsafe extern "C" fn allocate(bytes: c_int) -> *mut c_void {
    let number = Number::of_this_thread();
    let whole = unsigned(bytes) + HEADER;
    let (Some(engine), Ok(asked)) = (ENGINE.get(), c_int::try_from(whole)) else {
        return ptr::null_mut();
    };
    if !number.take(whole, whole) {
        return ptr::null_mut();
    }
    // SAFETY: SQLite's own allocator answers a block of that size or null; the header lies inside of it.
    unsafe {
        let block = (engine.malloc)(asked);
        if block.is_null() {
            number.give_back(whole);
            return block;
        }
        block.cast::<usize>().write(number.raw());
        block.byte_add(HEADER)
    }
}

unsafe extern "C" fn release(block: *mut c_void) {
    let Some(engine) = ENGINE.get() else { return };
    if block.is_null() {
        return;
    }
    // SAFETY: a block of `allocate`, so its header is in front of it.
    unsafe {
        let (start, number) = header(block);
        number.give_back(unsigned((engine.size)(start)));
        (engine.free)(start);
    }
}

unsafe extern "C" fn resize(block: *mut c_void, bytes: c_int) -> *mut c_void {
    let whole = unsigned(bytes) + HEADER;
    let (Some(engine), Ok(asked)) = (ENGINE.get(), c_int::try_from(whole)) else {
        return ptr::null_mut();
    };
    // SAFETY: a block of `allocate`, so its header is in front of it and moves with it.
    unsafe {
        let (start, number) = header(block);
        let old = unsigned((engine.size)(start));
        let more = whole.saturating_sub(old);
        if more > 0 && !number.take(more, whole) {
            return ptr::null_mut();
        }
        let moved = (engine.realloc)(start, asked);
        if moved.is_null() {
            number.give_back(more);
            return moved;
        }
        number.give_back(old.saturating_sub(whole));
        moved.byte_add(HEADER)
    }
}

unsafe extern "C" fn size_of_block(block: *mut c_void) -> c_int {
    let Some(engine) = ENGINE.get() else { return 0 };
    if block.is_null() {
        return 0;
    }
    // SAFETY: a block of `allocate`, so its header is in front of it.
    unsafe { (engine.size)(header(block).0) - HEADER as c_int }
}

/// Where a block begins for SQLite's own allocator, and whose it is.
///
/// # Safety
/// `block` is one of `allocate`.
unsafe fn header(block: *mut c_void) -> (*mut c_void, Number) {
    // SAFETY: as promised above.
    unsafe {
        let start = block.byte_sub(HEADER);
        (start, Number(start.cast::<usize>().read()))
    }
}

/// Sizes are never negative.
fn unsigned(bytes: c_int) -> usize {
    usize::try_from(bytes).unwrap_or(0)
}
