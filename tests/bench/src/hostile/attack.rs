//! What the bad tenant and its visitors do.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, ensure};
use piazza_kit::{Connection, House, Request, Server, eventually};

/// The bad tenants. Each is asked over one connection, for a bad deed and a good one in turns: so its breaker, which five
/// failures without a success would open, never ends the attack.
pub(super) const TENANTS: [&str; 4] = ["ospite-uno", "ospite-due", "ospite-tre", "ospite-quattro"];
/// The one whose folder is broken.
const TENANT: &str = TENANTS[0];

/// Each is asked so often at most. Together they come as often as the good tenant's visitors: a flood of requests is another
/// attack, which the proxy in front answers, and it would drown what a single bad call does.
const PERIOD: Duration = Duration::from_millis(40);
/// Clients that send half a head and then nothing.
const SILENT: usize = 400;
/// Between two edits of a broken folder.
const EDIT: Duration = Duration::from_millis(50);
/// A compilation that takes longer is not slow but lost.
const COMPILED: Duration = Duration::from_secs(240);
/// The plugin that takes long to compile.
const BOMB: &str = "hostile-bomb";

pub(super) struct Attack {
    pub(super) name: &'static str,
    kind: Kind,
}

enum Kind {
    /// Asks the bad plugin for this.
    Calls(&'static str),
    /// Silent clients, and others whose heads are too large.
    Clients,
    /// Breaks the tenant's folder again and again.
    Reloads,
    /// Drops in a version that takes long to compile.
    Compiler,
}

const fn calls(name: &'static str, target: &'static str) -> Attack {
    Attack {
        name,
        kind: Kind::Calls(target),
    }
}

pub(super) const ATTACKS: &[Attack] = &[
    calls("endless loop", "/loop"),
    calls("deep recursion", "/deep"),
    calls("memory without end", "/memory"),
    calls("host-call flood", "/calls"),
    calls("log flood", "/log"),
    calls("1 GiB body", "/gigabyte"),
    calls("1 GiB of headers", "/headers"),
    calls("trap storm", "/trap"),
    calls(
        "SQL without end",
        "/query?WITH+RECURSIVE+c(x)+AS+(SELECT+1+UNION+ALL+SELECT+x+FROM+c)+SELECT+count(*)+FROM+c",
    ),
    Attack {
        name: "slow clients and large heads",
        kind: Kind::Clients,
    },
    Attack {
        name: "reloads of a broken tenant",
        kind: Kind::Reloads,
    },
    Attack {
        name: "compile bomb",
        kind: Kind::Compiler,
    },
];

/// Tells an attack to end.
#[derive(Default)]
pub(super) struct Stop(AtomicBool);

impl Stop {
    pub(super) fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Does something once in each period until it is told to stop.
    fn paced(&self, period: Duration, mut deed: impl FnMut(usize) -> Result<()>) -> Result<()> {
        for number in 0.. {
            if self.is_asked() {
                break;
            }
            let begin = Instant::now();
            deed(number)?;
            thread::sleep(period.saturating_sub(begin.elapsed()));
        }
        Ok(())
    }
}

/// One attack, several times.
pub(super) struct Attacker<'a> {
    house: &'a House,
    server: &'a Server,
    attack: &'a Attack,
    done: AtomicU32,
    versions: u32,
    /// The package of the next version, made before the attack: making it is no part of that.
    bomb: Vec<u8>,
}

impl<'a> Attacker<'a> {
    pub(super) fn new(house: &'a House, server: &'a Server, attack: &'a Attack) -> Self {
        Self {
            house,
            server,
            attack,
            done: AtomicU32::new(0),
            versions: 0,
            bomb: Vec::new(),
        }
    }

    /// Makes ready what the next attack needs.
    pub(super) fn arm(&mut self) {
        if !matches!(self.attack.kind, Kind::Compiler) {
            return;
        }
        self.versions += 1;
        let version = format!("1.0.{}", self.versions);
        let manifest = format!(
            "id = \"hostile\"\nversion = \"{version}\"\ncontract = \"1.0\"\nname = \"{BOMB}\"\n"
        );
        // Every version is new to the compile cache.
        self.bomb = piazza_hostile::many_functions(&manifest, 20_000 + self.versions, 40);
    }

    /// How often the deed was done.
    pub(super) fn done(&self) -> f64 {
        self.done.load(Ordering::Relaxed).into()
    }

    /// Attacks until it is told to stop, and until nothing of the attack goes on any more.
    pub(super) fn attack(&self, stop: &Stop) -> Result<()> {
        match &self.attack.kind {
            Kind::Calls(target) => self.in_all_tenants(|tenant| self.ask(tenant, target, stop)),
            Kind::Clients => self.clients(stop),
            Kind::Reloads => self.reloads(stop),
            Kind::Compiler => self.compiler(stop),
        }
    }

    fn in_all_tenants(&self, work: impl Fn(&str) -> Result<()> + Sync) -> Result<()> {
        let work = &work;
        thread::scope(|scope| {
            let clients = TENANTS.map(|tenant| scope.spawn(move || work(tenant)));
            let mut ends = clients.into_iter().map(thread::ScopedJoinHandle::join);
            ends.try_for_each(|end| end.map_err(|_| anyhow!("a client panicked"))?)
        })
    }

    fn ask(&self, tenant: &str, target: &str, stop: &Stop) -> Result<()> {
        let host = format!("{tenant}.localhost");
        let requests = [target, "/"].map(|target| Request::get(target).host(&host));
        let mut connection = self.server.connect()?;
        stop.paced(PERIOD, |number| {
            let Some(request) = requests.get(number % 2) else {
                return Ok(());
            };
            let answer = connection.send(request)?;
            ensure!(
                answer.status != 503,
                "{target} was not done, {tenant} is switched off"
            );
            self.done
                .fetch_add(u32::from(number % 2 == 0), Ordering::Relaxed);
            Ok(())
        })
    }

    fn clients(&self, stop: &Stop) -> Result<()> {
        let mut silent: Vec<Connection> = Vec::new();
        let large = "a".repeat(17_000);
        let large = Request::get("/")
            .host("ospite-uno.localhost")
            .header("x-large", &large);
        stop.paced(PERIOD / 4, |_| {
            // The server ends silent ones; others come in their place.
            for _ in 0..SILENT / 40 {
                let mut client = self.server.connect()?;
                client.write(b"GET / HTTP/1.1\r\nHost: ospite-uno.localhost\r\nX-A: ")?;
                silent.push(client);
            }
            let surplus = silent.len().saturating_sub(SILENT);
            silent.drain(..surplus);
            self.server.send(&large)?;
            self.done.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    }

    fn reloads(&self, stop: &Stop) -> Result<()> {
        let file = self.house.tenants().join(TENANT).join("tenant.toml");
        let good = fs::read_to_string(&file)?;
        stop.paced(EDIT, |number| {
            fs::write(&file, format!("{good}\nnonsense = {number}\n"))?;
            self.done.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })?;
        fs::write(&file, good)?;
        self.settles(|broken| broken.is_null())
    }

    fn compiler(&self, stop: &Stop) -> Result<()> {
        let file = self.house.plugins().join(format!("{BOMB}.wasm"));
        fs::write(&file, &self.bomb)?;
        self.done.fetch_add(1, Ordering::Relaxed);
        stop.paced(PERIOD, |_| Ok(()))?;
        let said = |broken: &serde_json::Value| broken.to_string().contains("exports neither");
        self.settles(said)?;
        fs::remove_file(&file)?;
        self.settles(serde_json::Value::is_null)
    }

    /// Waits until the admin port says of the bad tenant's folder what is expected.
    fn settles(&self, expected: impl Fn(&serde_json::Value) -> bool) -> Result<()> {
        let settled = eventually(COMPILED, || {
            thread::sleep(PERIOD);
            let state = self.server.ask_admin("/tenants")?;
            let state: serde_json::Value = serde_json::from_slice(&state.body)?;
            let broken = state.get("broken").and_then(|broken| broken.get(TENANT));
            Ok(expected(broken.unwrap_or(&serde_json::Value::Null)).then_some(()))
        });
        settled.with_context(|| format!("after {}", self.attack.name))
    }
}
