//! Counts SQLite's memory by the thread that asked for it. Each connection has a thread of its own, so one statement
//! that eats memory fails and its neighbours do not; SQLite itself counts for the whole process only, and takes a lock
//! for it each time.
//!
//! The blocks are the program's allocator's: the C library's, which SQLite asks by itself, keeps much of what threads free for as
//! long as the process lives. A block carries its size in front of it, and the number of its thread's account, because another
//! thread may free it: rows are copied by the connection's thread and end in the task.

use std::alloc::{Layout, alloc, dealloc, realloc};
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

/// What stands in front of each block.
#[derive(Clone, Copy)]
#[repr(C)]
struct Header {
    /// Of header and block.
    bytes: u32,
    account: u32,
}

const HEADER: usize = size_of::<Header>();

/// SQLite wants its blocks aligned so, and headers have as many bytes.
const ALIGNMENT: usize = 8;

/// What an abandoned statement may still ask for at once: enough to come to its end, and too little to work for long.
const SMALL: usize = 64 << 10;

/// What one thread holds, apart from other accounts so that they do not slow each other down.
#[repr(align(64))]
struct Account {
    held: AtomicUsize,
    most: AtomicUsize,
    largest: AtomicUsize,
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
    if code != ffi::SQLITE_OK {
        return code;
    }
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
    let Some(layout) = layout(whole).filter(|_| number.take(whole, whole)) else {
        return ptr::null_mut();
    };
    // SAFETY: the layout has the header's bytes at least, and its alignment.
    unsafe {
        let start = alloc(layout);
        if start.is_null() {
            number.give_back(whole);
            return ptr::null_mut();
        }
        with_header(start, whole, number)
    }
}

unsafe extern "C" fn release(block: *mut c_void) {
    if block.is_null() {
        return;
    }
    // SAFETY: a block of `allocate`, so it was allocated with the layout that its header tells.
    unsafe {
        let (start, old, number) = header(block);
        if let Some(layout) = layout(old) {
            number.give_back(old);
            dealloc(start, layout);
        }
    }
}

unsafe extern "C" fn resize(block: *mut c_void, bytes: c_int) -> *mut c_void {
    let whole = unsigned(bytes) + HEADER;
    // SAFETY: a block of `allocate`, so it was allocated with the layout that its header tells; the header moves with it.
    unsafe {
        let (start, old, number) = header(block);
        let (Some(before), Some(_)) = (layout(old), layout(whole)) else {
            return ptr::null_mut();
        };
        let more = whole.saturating_sub(old);
        if more > 0 && !number.take(more, whole) {
            return ptr::null_mut();
        }
        let moved = realloc(start, before, whole);
        if moved.is_null() {
            number.give_back(more);
            return ptr::null_mut();
        }
        number.give_back(old.saturating_sub(whole));
        with_header(moved, whole, number)
    }
}

unsafe extern "C" fn size_of_block(block: *mut c_void) -> c_int {
    if block.is_null() {
        return 0;
    }
    // SAFETY: a block of `allocate`, so its header is in front of it.
    let (_, whole, _) = unsafe { header(block) };
    c_int::try_from(whole - HEADER).unwrap_or(c_int::MAX)
}

/// None for more than an `int` counts, which is the most that SQLite asks for.
fn layout(whole: usize) -> Option<Layout> {
    c_int::try_from(whole).ok()?;
    Layout::from_size_align(whole, ALIGNMENT).ok()
}

/// Writes the header; answers the block after it.
///
/// # Safety
/// From `start` on there are that many bytes, aligned for a header, and nobody else uses them.
unsafe fn with_header(start: *mut u8, whole: usize, number: Number) -> *mut c_void {
    // Neither is too large: `layout` has looked at the first, and there are few accounts.
    let header = Header {
        bytes: u32::try_from(whole).unwrap_or(u32::MAX),
        account: u32::try_from(number.0).unwrap_or(u32::MAX),
    };
    // SAFETY: as promised above.
    unsafe {
        start.cast::<Header>().write(header);
        start.add(HEADER).cast()
    }
}

/// Where a block begins for the allocator, how long it is there, and whose it is.
///
/// # Safety
/// `block` is one of `allocate`.
unsafe fn header(block: *mut c_void) -> (*mut u8, usize, Number) {
    // SAFETY: as promised above.
    unsafe {
        let start = block.cast::<u8>().sub(HEADER);
        let Header { bytes, account } = start.cast::<Header>().read();
        (start, bytes as usize, Number(account as usize))
    }
}

/// Sizes are never negative.
fn unsigned(bytes: c_int) -> usize {
    usize::try_from(bytes).unwrap_or(0)
}
