//! Public pages that are kept for the next visitor.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use http::{HeaderValue, StatusCode, header};
use piazza_runtime::web::Caching;
use piazza_tenancy::{Mounted, Tenant};
use xxhash_rust::xxh3::xxh3_128;

use crate::answer::Content;

/// A tenant has at most this part of the budget: however many pages one has, there is room for the others'.
const TENANT_PART: usize = 8;
/// What a page weighs besides its body: headers, key, lists.
const OVERHEAD: usize = 2 * 1024;

/// Answers that a plugin said to be the same for every visitor, whole, for as long as it said.
///
/// Only addresses without a query are kept: there are as many as the content has pages, while queries are as many as somebody
/// likes to invent. A page is gone at once when its tenant is loaded anew, or when a plugin that had a part in it commits a
/// write. A client who leaves in the very moment of a commit may leave a page behind that is older, for as long as the plugin
/// said.
pub(crate) struct Kept {
    budget: usize,
    // Whole after every step, so a poisoned lock is still good.
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    by_address: HashMap<Box<str>, Arc<Page>>,
    bytes: usize,
    by_tenant: HashMap<Arc<str>, usize>,
}

struct Page {
    slug: Arc<str>,
    tenant: Weak<Tenant>,
    content: Content,
    made: Instant,
    lives: Duration,
}

/// A plugin that had a part in a page, and how often it had written before it was asked.
#[derive(Clone)]
pub(crate) struct Contributor {
    plugin: Weak<Mounted>,
    writes: u64,
}

impl Contributor {
    /// To be made before the plugin is asked: what it writes later makes the page old.
    pub(crate) fn new(plugin: &Arc<Mounted>) -> Self {
        Self {
            plugin: Arc::downgrade(plugin),
            writes: plugin.writes(),
        }
    }

    fn is_as_before(&self) -> bool {
        let plugin = self.plugin.upgrade();
        plugin.is_some_and(|plugin| plugin.writes() == self.writes)
    }
}

impl Page {
    fn is_good(&self, tenant: &Arc<Tenant>) -> bool {
        std::ptr::eq(self.tenant.as_ptr(), Arc::as_ptr(tenant))
            && self.made.elapsed() < self.lives
            && self.content.made_by.iter().all(Contributor::is_as_before)
    }

    fn bytes(&self) -> usize {
        self.content.body.len() + OVERHEAD
    }
}

impl Kept {
    pub(crate) fn new(budget: usize) -> Self {
        Self {
            budget,
            pages: Mutex::default(),
        }
    }

    /// The page of an address, if it is kept and still what the plugin would answer.
    pub(crate) fn find(&self, address: &str, tenant: &Arc<Tenant>) -> Option<Content> {
        let page = Arc::clone(self.lock().by_address.get(address)?);
        if !page.is_good(tenant) {
            return None;
        }
        let mut content = page.content.clone();
        // RFC 9111 section 5.1: else the caches behind would begin to count again.
        let age = HeaderValue::from(page.made.elapsed().as_secs());
        content.headers.insert(header::AGE, age);
        Some(content)
    }

    /// Keeps an answer, if its plugin allows that, and gives it its digest.
    pub(crate) fn keep(&self, address: String, tenant: &Arc<Tenant>, content: &mut Content) {
        let Caching::Shared(shared) = &content.caching else {
            return;
        };
        let lives = Duration::from_secs(shared.max_age.into());
        if content.status != StatusCode::OK || lives.is_zero() {
            return;
        }
        content.digest = Some(xxh3_128(&content.body));
        let page = Arc::new(Page {
            slug: Arc::clone(&tenant.slug),
            tenant: Arc::downgrade(tenant),
            content: content.clone(),
            made: Instant::now(),
            lives,
        });
        self.lock().add(address.into(), page, self.budget);
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn add(&mut self, address: Box<str>, page: Arc<Page>, budget: usize) {
        let most = budget / TENANT_PART;
        if page.bytes() > most {
            return;
        }
        self.remove(&address);
        let of_tenant = |pages: &Self| pages.by_tenant.get(&page.slug).copied().unwrap_or(0);
        while of_tenant(self) + page.bytes() > most {
            if !self.remove_oldest(|old| old.slug == page.slug) {
                break;
            }
        }
        while self.bytes + page.bytes() > budget {
            if !self.remove_oldest(|_| true) {
                break;
            }
        }
        self.bytes += page.bytes();
        *self.by_tenant.entry(Arc::clone(&page.slug)).or_default() += page.bytes();
        self.by_address.insert(address, page);
    }

    /// Whether there was one. Looks at all of them, which are few and only when there is no room: an order that is kept beside
    /// them would hold what was replaced.
    fn remove_oldest(&mut self, is_it: impl Fn(&Page) -> bool) -> bool {
        let such = self.by_address.iter().filter(|(_, page)| is_it(page));
        let oldest = such.min_by_key(|(_, page)| page.made);
        let address = oldest.map(|(address, _)| address.clone());
        address.is_some_and(|address| self.remove(&address))
    }

    fn remove(&mut self, address: &str) -> bool {
        let Some(page) = self.by_address.remove(address) else {
            return false;
        };
        self.bytes -= page.bytes();
        if let Some(bytes) = self.by_tenant.get_mut(&page.slug) {
            *bytes -= page.bytes();
            if *bytes == 0 {
                self.by_tenant.remove(&page.slug);
            }
        }
        true
    }
}
