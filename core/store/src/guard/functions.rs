//! The functions of SQL that are not SQLite's own. SQLite asks whether it may go on between instructions only, and a
//! function is one instruction: what it can do for long must be refused or bounded here.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::{slice, str};

use libsqlite3_sys as ffi;

use super::check;
use crate::StoreError;
use crate::meter::Meter;

/// Bytes of what `instr` and `replace` look for: at each place of a text all of it may have to be compared.
const NEEDLE_BYTES: usize = 1 << 10;

/// Bytes of a pattern of `LIKE` and `GLOB`, for the same reason.
const PATTERN_BYTES: usize = 256;

type Function =
    unsafe extern "C" fn(*mut ffi::sqlite3_context, c_int, *mut *mut ffi::sqlite3_value);

/// The clock and randomness are capabilities. A column's default is prepared without asking the authorizer, so these
/// functions are also replaced by one that refuses.
const OF_TIME_AND_CHANCE: [&CStr; 12] = [
    c"current_date",
    c"current_time",
    c"current_timestamp",
    c"date",
    c"datetime",
    c"julianday",
    c"random",
    c"randomblob",
    c"strftime",
    c"time",
    c"timediff",
    c"unixepoch",
];

/// With a second argument they compare each character of the one with all of the other: minutes for two long ones.
const SLOW_WITH_TWO: [&CStr; 4] = [c"ltrim", c"rtrim", c"trim", c"unhex"];

/// They take the place of SQLite's own, look at the clock first, and refuse to look for what is long. `LIKE` and
/// `GLOB` then use no index, which they could only in rare cases.
const BOUNDED: [(&CStr, c_int, Function); 5] = [
    (c"glob", 2, glob),
    (c"instr", 2, instr),
    (c"like", 2, like),
    (c"like", 3, like),
    (c"replace", 3, replace),
];

/// Registers them. `meter` is a `Meter` that lives as long as the connection.
pub(super) fn install(connection: *mut ffi::sqlite3, meter: *mut c_void) -> Result<(), StoreError> {
    let define = |name: &CStr, arguments, flags, run: Function| {
        // SAFETY: the name is a C string, `run` has the signature that SQLite calls, and the meter outlives it.
        check(unsafe {
            ffi::sqlite3_create_function_v2(
                connection,
                name.as_ptr(),
                arguments,
                ffi::SQLITE_UTF8 | flags,
                meter,
                Some(run),
                None,
                None,
                None,
            )
        })
    };
    for name in OF_TIME_AND_CHANCE {
        define(name, -1, 0, refuse_time_and_chance)?;
    }
    for name in SLOW_WITH_TWO {
        define(name, 2, 0, refuse_slow)?;
    }
    for (name, arguments, run) in BOUNDED {
        let flags = ffi::SQLITE_DETERMINISTIC | ffi::SQLITE_INNOCUOUS;
        define(name, arguments, flags, run)?;
    }
    Ok(())
}

unsafe extern "C" fn refuse_time_and_chance(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    _: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite's own context, valid during this call.
    unsafe {
        fail(
            context,
            c"the time and random values are parameters: ask the capabilities clock and random",
        );
    }
}

unsafe extern "C" fn refuse_slow(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    _: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite's own context, valid during this call.
    unsafe {
        fail(
            context,
            c"trim, ltrim, rtrim and unhex take one argument here: name the characters in the program instead",
        );
    }
}

unsafe extern "C" fn instr(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    arguments: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite's own context with the two arguments it was registered for, valid during this call.
    unsafe {
        let (Some(text), Some(needle)) = (bytes(arguments, 0), bytes(arguments, 1)) else {
            return;
        };
        if !admits(context, needle, NEEDLE_BYTES) {
            return;
        }
        // Bytes are counted in bytes, and text in characters.
        let in_bytes = is_blob(arguments, 0) && is_blob(arguments, 1);
        let starts = |byte: &&u8| in_bytes || (**byte & 0xc0) != 0x80;
        let position =
            find(text, needle).map_or(0, |at| 1 + text.iter().take(at).filter(starts).count());
        ffi::sqlite3_result_int64(context, i64::try_from(position).unwrap_or(i64::MAX));
    }
}

unsafe extern "C" fn replace(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    arguments: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite's own context with the three arguments it was registered for, valid during this call; the
    // answer is copied.
    unsafe {
        let (Some(mut rest), Some(needle), Some(instead)) =
            (text(arguments, 0), text(arguments, 1), text(arguments, 2))
        else {
            return;
        };
        if !admits(context, needle, NEEDLE_BYTES) {
            return;
        }
        let connection = ffi::sqlite3_context_db_handle(context);
        let most = ffi::sqlite3_limit(connection, ffi::SQLITE_LIMIT_LENGTH, -1);
        let mut answer: Vec<u8> = Vec::new();
        while !needle.is_empty()
            && let Some((before, after)) = split(rest, needle)
        {
            answer.extend_from_slice(before);
            answer.extend_from_slice(instead);
            rest = after;
            if usize::try_from(most).is_ok_and(|most| answer.len() > most) {
                ffi::sqlite3_result_error_toobig(context);
                return;
            }
        }
        answer.extend_from_slice(rest);
        ffi::sqlite3_result_text64(
            context,
            answer.as_ptr().cast::<c_char>(),
            answer.len() as u64,
            ffi::SQLITE_TRANSIENT(),
            ffi::SQLITE_UTF8 as u8,
        );
    }
}

unsafe extern "C" fn like(
    context: *mut ffi::sqlite3_context,
    count: c_int,
    arguments: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: SQLite's own context with the arguments it was registered for, valid during this call. Texts end in a
    // zero byte.
    unsafe {
        let mut escape = 0;
        if count == 3 {
            let Some(given) = text(arguments, 2) else {
                return;
            };
            let mut characters = str::from_utf8(given).unwrap_or_default().chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) if !matches!(character, '%' | '_') => {
                    escape = u32::from(character);
                }
                _ => {
                    return fail(
                        context,
                        c"ESCAPE takes one character that is neither % nor _",
                    );
                }
            }
        }
        let (Some(pattern), Some(text)) = (text(arguments, 0), text(arguments, 1)) else {
            return;
        };
        if admits(context, pattern, PATTERN_BYTES) {
            let differs =
                ffi::sqlite3_strlike(pattern.as_ptr().cast(), text.as_ptr().cast(), escape);
            ffi::sqlite3_result_int(context, c_int::from(differs == 0));
        }
    }
}

unsafe extern "C" fn glob(
    context: *mut ffi::sqlite3_context,
    _: c_int,
    arguments: *mut *mut ffi::sqlite3_value,
) {
    // SAFETY: as in `like`.
    unsafe {
        let (Some(pattern), Some(text)) = (text(arguments, 0), text(arguments, 1)) else {
            return;
        };
        if admits(context, pattern, PATTERN_BYTES) {
            let differs = ffi::sqlite3_strglob(pattern.as_ptr().cast(), text.as_ptr().cast());
            ffi::sqlite3_result_int(context, c_int::from(differs == 0));
        }
    }
}

/// Whether the function may begin; else it has failed.
///
/// # Safety
/// `context` is that of a function that `install` registered.
unsafe fn admits(context: *mut ffi::sqlite3_context, looked_for: &[u8], most: usize) -> bool {
    // SAFETY: `install` registered the meter, which outlives the connection's functions.
    let meter = unsafe { &*ffi::sqlite3_user_data(context).cast_const().cast::<Meter>() };
    if !meter.may_continue() {
        // SAFETY: as promised above.
        unsafe { ffi::sqlite3_result_error_code(context, ffi::SQLITE_INTERRUPT) };
        return false;
    }
    if looked_for.len() > most {
        // SAFETY: as promised above.
        unsafe {
            fail(
                context,
                c"what instr and replace look for has at most 1024 bytes, a pattern of LIKE or GLOB 256",
            );
        }
        return false;
    }
    true
}

/// # Safety
/// `context` is SQLite's, in a call of a function.
unsafe fn fail(context: *mut ffi::sqlite3_context, message: &CStr) {
    // SAFETY: as promised above; the text is copied until its end, which -1 asks SQLite to find.
    unsafe { ffi::sqlite3_result_error(context, message.as_ptr(), -1) };
}

/// An argument as text in UTF-8 with a zero byte behind it; none for null, and if there is no memory.
///
/// # Safety
/// `arguments` are SQLite's, more than `index`, and live as long as the answer is used.
unsafe fn text<'a>(arguments: *mut *mut ffi::sqlite3_value, index: usize) -> Option<&'a [u8]> {
    // SAFETY: as promised above. Asking for the text first makes the length that of the text.
    unsafe {
        let value = *arguments.add(index);
        let start = ffi::sqlite3_value_text(value);
        let length = usize::try_from(ffi::sqlite3_value_bytes(value)).ok()?;
        (!start.is_null()).then(|| slice::from_raw_parts(start, length))
    }
}

/// An argument as its bytes if it is bytes, which then stays so, and else as text.
///
/// # Safety
/// As for `text`.
unsafe fn bytes<'a>(arguments: *mut *mut ffi::sqlite3_value, index: usize) -> Option<&'a [u8]> {
    // SAFETY: as promised above; SQLite's pointer to no bytes at all is null.
    unsafe {
        if !is_blob(arguments, index) {
            return text(arguments, index);
        }
        let value = *arguments.add(index);
        let length = usize::try_from(ffi::sqlite3_value_bytes(value)).ok()?;
        let start = ffi::sqlite3_value_blob(value).cast::<u8>();
        if start.is_null() {
            return Some(&[]);
        }
        Some(slice::from_raw_parts(start, length))
    }
}

/// # Safety
/// As for `text`.
unsafe fn is_blob(arguments: *mut *mut ffi::sqlite3_value, index: usize) -> bool {
    // SAFETY: as promised above.
    unsafe { ffi::sqlite3_value_type(*arguments.add(index)) == ffi::SQLITE_BLOB }
}

fn split<'a>(text: &'a [u8], needle: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(text, needle)?;
    Some((text.get(..at)?, text.get(at + needle.len()..)?))
}

/// Where `needle` begins. Nothing is at the beginning of everything.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let Some(first) = needle.first() else {
        return Some(0);
    };
    text.windows(needle.len())
        .position(|part| part.first() == Some(first) && part == needle)
}
