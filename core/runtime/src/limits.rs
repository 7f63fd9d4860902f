//! Every limit of packages, compilation and instances. What one call may use is `piazza_capability::Limits`.

use std::time::Duration;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// Bytes of a package file.
pub const PACKAGE_BYTES: u64 = 64 * 1024 * 1024;
/// Files inside a package.
pub const PACKAGE_FILES: u64 = 1_000;
/// Functions of all modules of a component; 60,000 have been measured to compile for 12 s.
pub(crate) const FUNCTIONS: u64 = 60_000;
/// Bytes of one function's body; Cranelift is worse than linear in it.
pub(crate) const FUNCTION_BYTES: u64 = 1024 * 1024;
/// Bytes of all code.
pub(crate) const CODE_BYTES: u64 = 24 * 1024 * 1024;
/// Core modules and components inside a component.
pub(crate) const NESTED_MODULES: u64 = 100;
/// Compilations at one time; the rest of the machine is for citizens.
pub(crate) const COMPILERS: usize = 1;
/// How long a load waits for one compilation, which itself cannot be interrupted.
pub(crate) const COMPILE_WALL: Duration = Duration::from_secs(180);

/// Bytes of each short text of an answer: view, title, media type, a header's name or value, a place to go to.
pub(crate) const ANSWER_TEXT_BYTES: usize = 4 * KIB;

/// Calls at one time in the whole process, of all plugins and tenants.
pub(crate) const INSTANCES: u32 = 256;
/// How long a call waits for a free instance.
pub(crate) const INSTANCE_WAIT: Duration = Duration::from_secs(1);
/// Bytes of linear memory that an instance can have at most, whatever it is granted.
pub(crate) const INSTANCE_MEMORY_BYTES: usize = 128 * MIB;
/// Bytes of linear memory of all instances together; a call that would need more is told to come back.
pub(crate) const PROCESS_MEMORY_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Core instances and tables inside one component; JavaScript components have several.
pub(crate) const INSTANCE_PARTS: u32 = 20;
/// Bytes of a guest's native stack.
pub(crate) const GUEST_STACK_BYTES: usize = 512 * KIB;
/// Bytes of the fiber's stack: the guest's and what host functions need on top.
pub(crate) const FIBER_STACK_BYTES: usize = 2 * MIB;
/// How long a call may compute before it queues with others that compute for long: one processor stays free of them.
pub(crate) const QUICK_CALL: Duration = Duration::from_millis(2);
/// Handles of resources that a component may hold; only WASI's stdio has any.
pub(crate) const HANDLES: usize = 1_000;
/// Bytes of one line that a program writes to WASI's output; a longer one goes out in pieces of this size.
pub(crate) const OUTPUT_LINE_BYTES: usize = 4096;
