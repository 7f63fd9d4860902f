use std::sync::Arc;
use std::time::Duration;

use piazza_capability::{Call, Grant, LimitReached};
use tokio::sync::Semaphore;
use wasmtime::component::{Component, Instance, InstancePre, Linker};
use wasmtime::{Store, UpdateDeadline};

use crate::bindings::exports::piazza::plugin as exports;
use crate::guest::Guest;
use crate::{CallError, LoadError, Package, slots, web};

/// Bytes that one call between host and guest may copy.
const HOST_CALL_FUEL: usize = 16 * 1024 * 1024;
/// Handles of resources that a component may hold; only WASI's stdio has any.
const MAX_HANDLES: usize = 1_000;
/// How long a call waits for a free instance.
const INSTANCE_WAIT: Duration = Duration::from_secs(1);

/// A compiled plugin, shared by all tenants that use this version of it.
pub struct Plugin {
    package: Arc<Package>,
    pre: InstancePre<Guest>,
    web: Option<exports::web::GuestIndices>,
    slots: Option<exports::slots::GuestIndices>,
    instances: Arc<Semaphore>,
}

/// What a call of `web.handle` answers.
pub(crate) type Answer = Result<web::Response, web::Problem>;

impl Plugin {
    pub(crate) fn new(
        package: &Arc<Package>,
        linker: &Linker<Guest>,
        component: &Component,
        instances: &Arc<Semaphore>,
    ) -> Result<Arc<Self>, LoadError> {
        let plugin = package.manifest.id.clone();
        let pre = linker
            .instantiate_pre(component)
            .map_err(|e| LoadError::Compile {
                plugin: plugin.clone(),
                reason: format!("{e:#}"),
            })?;
        // Extra exports are ignored: toolchains of other languages add their own.
        let web = exports::web::GuestIndices::new(&pre).ok();
        let slots = exports::slots::GuestIndices::new(&pre).ok();
        if web.is_none() && slots.is_none() {
            return Err(LoadError::NothingExported { plugin });
        }
        let (package, instances) = (Arc::clone(package), Arc::clone(instances));
        Ok(Arc::new(Self {
            package,
            pre,
            web,
            slots,
            instances,
        }))
    }

    /// The package that the plugin was made from.
    #[must_use]
    pub fn package(&self) -> &Arc<Package> {
        &self.package
    }

    /// Answers a request with a fresh instance. What it wrote is committed if, and only if, this is `Ok(Ok(_))`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn handle(
        &self,
        grant: &Arc<Grant>,
        request: &web::Request,
    ) -> Result<Answer, CallError> {
        let indices = self.web.as_ref().ok_or(CallError::NotExported("web"))?;
        let id = request.request_id.clone();
        self.call(grant, id, async |store, instance| {
            let guest = indices.load(&mut *store, instance)?;
            let answer = guest.call_handle(store, request).await?;
            check_size(grant, &answer)?;
            Ok((answer.is_ok(), answer))
        })
        .await
    }

    /// Renders the plugin's part of another page with a fresh instance.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn render_slot(
        &self,
        grant: &Arc<Grant>,
        request_id: &str,
        slot: &str,
        context: &slots::Context,
    ) -> Result<Option<slots::Fragment>, CallError> {
        let indices = self.slots.as_ref().ok_or(CallError::NotExported("slots"))?;
        self.call(grant, request_id.to_owned(), async |store, instance| {
            let guest = indices.load(&mut *store, instance)?;
            let fragment = guest.call_render(store, slot, context).await?;
            let size = fragment.as_ref().map_or(0, |f| f.data.len());
            within_answer(grant, size)?;
            Ok((true, fragment))
        })
        .await
    }

    /// One call: instance, deadlines, commit. `work` answers whether what was written shall last.
    async fn call<T>(
        &self,
        grant: &Arc<Grant>,
        request_id: String,
        work: impl AsyncFnOnce(&mut Store<Guest>, &Instance) -> wasmtime::Result<(bool, T)>,
    ) -> Result<T, CallError> {
        let slot = tokio::time::timeout(INSTANCE_WAIT, self.instances.acquire());
        let Ok(Ok(_slot)) = slot.await else {
            return Err(CallError::Busy);
        };
        let mut store = self.store(Call::begin(Arc::clone(grant), request_id));
        let running = async {
            let instance = self.pre.instantiate_async(&mut store).await?;
            work(&mut store, &instance).await
        };
        let wall = grant.limits.wall;
        let (well, answer) = match tokio::time::timeout(wall, running).await {
            Ok(Ok(done)) => done,
            Ok(Err(error)) => return Err(call_error(&error)),
            // The epoch does not wake a guest that waits inside a host call; the wall clock does.
            Err(_) => return Err(CallError::Timeout(wall.as_millis())),
        };
        if well {
            let committed = store.into_data().call.commit().await;
            committed.map_err(|e| CallError::Commit(e.to_string()))?;
        }
        Ok(answer)
    }

    fn store(&self, call: Call) -> Store<Guest> {
        let mut store = Store::new(self.pre.engine(), Guest::new(call));
        store.limiter(|guest| guest);
        store.set_hostcall_fuel(HOST_CALL_FUEL);
        store.set_max_component_handles(MAX_HANDLES);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|mut cx| {
            let guest = cx.data_mut();
            guest.ticks_left = guest.ticks_left.saturating_sub(1);
            if guest.ticks_left == 0 {
                return Err(LimitReached("cpu_ticks").into());
            }
            // To tokio, not only to the fiber: else one spinning guest keeps a worker from everybody else.
            Ok(UpdateDeadline::YieldCustom(
                1,
                Box::pin(tokio::task::yield_now()),
            ))
        });
        store
    }
}

fn check_size(grant: &Grant, answer: &Answer) -> Result<(), LimitReached> {
    within_answer(
        grant,
        match answer {
            Ok(web::Response::Page(page)) => page.data.len(),
            Ok(web::Response::Raw(raw)) => raw.body.len(),
            Ok(web::Response::Redirect(_) | web::Response::SeeOther(_)) | Err(_) => 0,
        },
    )
}

fn within_answer(grant: &Grant, size: usize) -> Result<(), LimitReached> {
    if size as u64 > grant.limits.answer {
        return Err(LimitReached("answer"));
    }
    Ok(())
}

fn call_error(error: &wasmtime::Error) -> CallError {
    match error.downcast_ref::<LimitReached>() {
        Some(limit) => CallError::Limit(*limit),
        None => CallError::Trapped(format!("{error:?}")),
    }
}
