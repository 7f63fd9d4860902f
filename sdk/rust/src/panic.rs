//! A panic ends the call with a trap. Before that its message and place go to the tenant's log.

#[cfg(all(target_arch = "wasm32", feature = "panic-log"))]
pub(crate) fn report_to_log() {
    // The hook has no captures, so that it needs no allocation: this runs in every call.
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.payload_as_str().unwrap_or("the plugin panicked");
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        crate::log::write(crate::log::Level::Error, message, &[("place", &place)]);
    }));
}

#[cfg(not(all(target_arch = "wasm32", feature = "panic-log")))]
pub(crate) fn report_to_log() {}
