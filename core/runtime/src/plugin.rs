use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use piazza_capability::{Call, Grant, LimitReached, Limits};
use piazza_telemetry::brief_of;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wasmtime::component::{Component, InstancePre, Linker};
use wasmtime::{PoolConcurrencyLimitError, Store, UpdateDeadline};

use crate::bindings::exports::piazza::plugin as exports;
use crate::guest::{Guest, PROCESS_MEMORY};
use crate::lane::Lane;
use crate::limits::{ANSWER_TEXT_BYTES, HANDLES, INSTANCE_WAIT};
use crate::{CallError, LoadError, Package, slots, web};

/// A compiled plugin, shared by all tenants that use this version of it.
pub struct Plugin {
    package: Arc<Package>,
    pre: InstancePre<Guest>,
    web: Option<exports::web::GuestIndices>,
    slots: Option<exports::slots::GuestIndices>,
    shared: Shared,
}

/// What the calls of all plugins share.
#[derive(Clone)]
pub(crate) struct Shared {
    /// Calls that may run at one time.
    pub(crate) instances: Arc<Semaphore>,
    /// Bytes of linear memory that they have.
    pub(crate) memory: Arc<AtomicU64>,
    pub(crate) lane: Arc<Lane>,
}

/// What a call of `web.handle` answers.
pub(crate) type Answer = Result<web::Response, web::Problem>;

impl Plugin {
    pub(crate) fn new(
        package: &Arc<Package>,
        linker: &Linker<Guest>,
        component: &Component,
        shared: &Shared,
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
        Ok(Arc::new(Self {
            package: Arc::clone(package),
            pre,
            web,
            slots,
            shared: shared.clone(),
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
        self: &Arc<Self>,
        grant: &Arc<Grant>,
        request: web::Request,
    ) -> Result<Answer, CallError> {
        let indices = self.web.clone().ok_or(CallError::NotExported("web"))?;
        let place = self.place().await?;
        let mut store = self.store(grant, request.request_id.clone());
        let plugin = Arc::clone(self);
        let running = Box::pin(async move {
            let _place = place;
            let instance = plugin.pre.instantiate_async(&mut store).await?;
            let guest = indices.load(&mut store, &instance)?;
            let answer = guest.call_handle(&mut store, &request).await?;
            // The instance goes here, for clearing much memory takes long as well.
            let call = store.into_data().call;
            check_size(call.limits(), &answer)?;
            Ok((call, answer.is_ok(), answer))
        });
        self.call(grant, running).await
    }

    /// Renders the plugin's part of another page with a fresh instance.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn render_slot(
        self: &Arc<Self>,
        grant: &Arc<Grant>,
        request_id: &str,
        slot: &str,
        context: slots::Context,
    ) -> Result<Option<slots::Fragment>, CallError> {
        let indices = self.slots.clone().ok_or(CallError::NotExported("slots"))?;
        let place = self.place().await?;
        let mut store = self.store(grant, request_id.to_owned());
        let (plugin, slot) = (Arc::clone(self), slot.to_owned());
        let running = Box::pin(async move {
            let _place = place;
            let instance = plugin.pre.instantiate_async(&mut store).await?;
            let guest = indices.load(&mut store, &instance)?;
            let fragment = guest.call_render(&mut store, &slot, &context).await?;
            let call = store.into_data().call;
            if let Some(fragment) = &fragment {
                let size = Size::default().short(&fragment.view).long(&fragment.data);
                size.check(call.limits())?;
            }
            Ok((call, true, fragment))
        });
        self.call(grant, running).await
    }

    /// A place among the calls that run. The call keeps it: one that nobody waits for any more is one of them until it is gone.
    async fn place(&self) -> Result<OwnedSemaphorePermit, CallError> {
        let place = Arc::clone(&self.shared.instances).acquire_owned();
        match tokio::time::timeout(INSTANCE_WAIT, place).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(CallError::Busy),
        }
    }

    /// One call: deadlines, commit. `running` answers whether what was written shall last. It comes in a box, or it would be
    /// a part of everything that waits for it, up to the connection, which would be some 40 KB for each.
    async fn call<T: Send + 'static>(
        &self,
        grant: &Grant,
        running: Pin<Box<impl Future<Output = wasmtime::Result<(Call, bool, T)>> + Send + 'static>>,
    ) -> Result<T, CallError> {
        let (wall, pace) = (grant.limits.wall, grant.database.pace());
        let running = self.shared.lane.run(pace, running);
        let (call, well, answer) = match tokio::time::timeout(wall, running).await {
            Ok(done) => done?.map_err(|error| call_error(&error))?,
            // The epoch does not wake a guest that waits inside a host call; the wall clock does.
            Err(_) => return Err(CallError::Timeout(wall.as_millis())),
        };
        if well {
            let committed = call.commit().await;
            committed.map_err(|e| CallError::Commit(e.to_string()))?;
        }
        Ok(answer)
    }

    fn store(&self, grant: &Arc<Grant>, request_id: String) -> Store<Guest> {
        let call = Call::begin(Arc::clone(grant), request_id);
        let copied = usize::try_from(call.limits().host_call_bytes).unwrap_or(usize::MAX);
        let mut store = Store::new(
            self.pre.engine(),
            Guest::new(call, Arc::clone(&self.shared.memory)),
        );
        store.limiter(|guest| guest);
        store.set_hostcall_fuel(copied);
        store.set_max_component_handles(HANDLES);
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

/// Everything that an answer holds: what is not counted here could be as large as a guest's memory.
fn check_size(limits: &Limits, answer: &Answer) -> Result<(), LimitReached> {
    let size = Size::default();
    let size = match answer {
        Ok(web::Response::Page(page)) => {
            let size = size.short(&page.view).short(&page.title);
            size.long(&page.data).caching(&page.caching)
        }
        Ok(web::Response::Raw(raw)) => {
            let size = size.short(&raw.media_type).long(&raw.body);
            let header =
                |size: Size, header: &web::Header| size.short(&header.name).short(&header.value);
            raw.headers.iter().fold(size, header).caching(&raw.caching)
        }
        Ok(web::Response::Redirect(redirect)) => size.short(&redirect.location),
        Ok(web::Response::SeeOther(location)) => size.short(location),
        Err(problem) => size.short(&problem.title).short(&problem.detail),
    };
    size.check(limits)
}

/// Bytes of an answer, and of the longest of its short texts.
#[derive(Default)]
struct Size {
    all: usize,
    longest: usize,
}

impl Size {
    /// A name or a line: it goes into logs and headers.
    fn short(mut self, text: &str) -> Self {
        self.longest = self.longest.max(text.len());
        self.long(text)
    }

    fn long(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.all = self.all.saturating_add(bytes.as_ref().len());
        self
    }

    fn caching(self, caching: &web::Caching) -> Self {
        match caching {
            web::Caching::Shared(shared) => {
                shared.tags.iter().fold(self, |size, tag| size.short(tag))
            }
            web::Caching::None | web::Caching::Private => self,
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), LimitReached> {
        if self.longest > ANSWER_TEXT_BYTES {
            return Err(LimitReached("answer_text_bytes"));
        }
        if self.all as u64 > limits.answer {
            return Err(LimitReached("answer"));
        }
        Ok(())
    }
}

fn call_error(error: &wasmtime::Error) -> CallError {
    match error.downcast_ref::<LimitReached>() {
        Some(LimitReached(PROCESS_MEMORY)) => CallError::Busy,
        Some(limit) => CallError::Limit(*limit),
        // Neither is a pool without a free slot.
        None if error.is::<PoolConcurrencyLimitError>() => CallError::Busy,
        // With the names of the guest's functions, which are as long as its author likes.
        None => CallError::Trapped(brief_of(format_args!("{error:?}"))),
    }
}
