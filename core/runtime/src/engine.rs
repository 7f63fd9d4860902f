use std::time::Duration;

use wasmtime::{
    Config, Enabled, Engine, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig,
};

use crate::limits::{
    FIBER_STACK_BYTES, GUEST_STACK_BYTES, INSTANCE_MEMORY_BYTES, INSTANCE_PARTS, INSTANCES,
};

/// How often the epoch advances and a guest lets others go: the longest that a page waits behind it.
pub(crate) const TICK: Duration = Duration::from_millis(2);
/// Of these, `cpu_ticks` counts so many as one.
pub(crate) const TICKS_COUNTED: u32 = 5;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// How many calls may run at one time.
#[derive(Clone, Copy, Debug)]
pub struct PoolSize(pub u32);

impl Default for PoolSize {
    fn default() -> Self {
        Self(INSTANCES)
    }
}

/// The engine of the whole process: only the features that packages may use.
pub(crate) fn build(size: PoolSize) -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        // No component-model async is compiled in; with it every warm call costs 30 % more.
        .concurrency_support(false)
        .epoch_interruption(true)
        .memory_init_cow(true)
        .memory_reservation(INSTANCE_MEMORY_BYTES as u64)
        .cranelift_opt_level(OptLevel::Speed)
        .max_wasm_stack(GUEST_STACK_BYTES)
        .async_stack_size(FIBER_STACK_BYTES)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(20))
        .generate_address_map(true)
        // Determinism: the same call gives the same answer on every machine.
        .wasm_relaxed_simd(false)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(size)));
    Engine::new(&config)
}

fn pool(PoolSize(size): PoolSize) -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(size)
        .total_core_instances(size * INSTANCE_PARTS)
        .total_memories(size * 2)
        // As many as the components may have, or one plugin with many tables would leave none to the others.
        .total_tables(size * INSTANCE_PARTS)
        .total_stacks(size)
        .max_core_instances_per_component(INSTANCE_PARTS)
        .max_memories_per_component(2)
        .max_tables_per_component(INSTANCE_PARTS)
        .max_memory_size(INSTANCE_MEMORY_BYTES)
        .table_elements(65_536);
    // Resetting a slot by scanning the page map and clearing what was touched costs a third of giving the pages
    // back; without the kernel's PAGEMAP_SCAN (6.7) keeping pages resident is slower than the default.
    if PoolingAllocationConfig::is_pagemap_scan_available() {
        pool.pagemap_scan(Enabled::Yes)
            .linear_memory_keep_resident(MIB)
            .table_keep_resident(64 * KIB)
            .async_stack_keep_resident(64 * KIB);
    }
    pool
}

/// Advances the epoch for as long as the engine lives.
pub(crate) fn tick(engine: &Engine) -> std::io::Result<()> {
    let engine = engine.weak();
    std::thread::Builder::new()
        .name("epoch".to_owned())
        .spawn(move || {
            loop {
                std::thread::sleep(TICK);
                let Some(engine) = engine.upgrade() else {
                    return;
                };
                engine.increment_epoch();
            }
        })?;
    Ok(())
}
