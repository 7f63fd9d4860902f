use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{Answer, Connection, House, Request, eventually, repository};

/// The program compiles its plugins at its first start, which is slow on a busy machine.
const READY: Duration = Duration::from_secs(60);
/// In which a program that was told to stop has to end.
const STOP: Duration = Duration::from_secs(40);
/// How often a start is tried again because somebody else took the port.
const STARTS: usize = 3;
/// How much of the log is shown with an error.
const LOG_END: usize = 4_000;

/// The running program. Dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    admin: SocketAddr,
}

impl Server {
    pub(crate) fn start(house: &House) -> Result<Server> {
        let mut last = None;
        for _ in 0..STARTS {
            match Server::try_start(house) {
                Ok(server) => return Ok(server),
                Err(error) if format!("{error:#}").contains("in use") => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(last.unwrap_or_else(|| anyhow!("the program did not start")))
    }

    fn try_start(house: &House) -> Result<Server> {
        // Another process may take the ports before the program does: then the start is tried again.
        let [address, admin] = free_addresses()?;
        let program = repository().join("target/release/piazza");
        let log = File::options()
            .create(true)
            .append(true)
            .open(house.log())?;
        let child = Command::new(&program)
            .current_dir(house.data())
            .arg("serve")
            .args([
                "--listen",
                &address.to_string(),
                "--admin",
                &admin.to_string(),
            ])
            .arg("--tenants")
            .arg(house.tenants())
            .arg("--themes")
            .arg(house.themes())
            .arg("--plugins")
            .arg(house.plugins())
            .arg("--data")
            .arg(house.data())
            .args(house.arguments())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| {
                format!(
                    "cannot start {}; run `cargo xtask setup`",
                    program.display()
                )
            })?;
        let mut server = Server {
            child,
            address,
            admin,
        };
        let ready = eventually(READY, || {
            if let Some(status) = server.child.try_wait()? {
                bail!("the program ended with {status}");
            }
            Ok(server.is_ready().then_some(()))
        });
        ready.with_context(|| {
            format!(
                "starting the program; its log ends with:\n{}",
                log_end(house)
            )
        })?;
        Ok(server)
    }

    fn is_ready(&self) -> bool {
        Connection::open(self.admin)
            .and_then(|mut admin| admin.send(&Request::get("/readyz").host("localhost")))
            .is_ok_and(|answer| answer.status == 200)
    }

    /// Where the sites are served.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where `/livez`, `/readyz` and `/metrics` are.
    #[must_use]
    pub fn admin(&self) -> SocketAddr {
        self.admin
    }

    /// The process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Opens a connection to the sites.
    ///
    /// # Errors
    /// If the program does not accept it.
    pub fn connect(&self) -> Result<Connection> {
        Connection::open(self.address)
    }

    /// Asks a site for a page, over a connection of its own.
    ///
    /// # Errors
    /// If there is no whole answer in time.
    pub fn get(&self, host: &str, path: &str) -> Result<Answer> {
        self.connect()?.send(&Request::get(path).host(host))
    }

    /// Sends a request to a site, over a connection of its own.
    ///
    /// # Errors
    /// If there is no whole answer in time.
    pub fn send(&self, request: &Request) -> Result<Answer> {
        self.connect()?.send(request)
    }

    /// Asks the admin port.
    ///
    /// # Errors
    /// If there is no whole answer in time.
    pub fn ask_admin(&self, path: &str) -> Result<Answer> {
        Connection::open(self.admin)?.send(&Request::get(path).host("localhost"))
    }

    /// Sends a signal: `TERM`, `HUP`.
    ///
    /// # Errors
    /// If it cannot be sent.
    pub fn signal(&self, name: &str) -> Result<()> {
        let status = Command::new("kill")
            .args(["-s", name, &self.pid().to_string()])
            .status()?;
        if !status.success() {
            bail!("cannot send {name} to the program");
        }
        Ok(())
    }

    /// Tells the program to stop and waits until it has ended.
    ///
    /// # Errors
    /// If it has not ended in time.
    pub fn stop(mut self) -> Result<ExitStatus> {
        self.signal("TERM")?;
        eventually(STOP, || Ok(self.child.try_wait()?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An address on loopback that is free now. Another process may take it before it is used.
///
/// # Errors
/// If there is none.
pub fn free_address() -> Result<SocketAddr> {
    let [address, _] = free_addresses()?;
    Ok(address)
}

fn free_addresses() -> Result<[SocketAddr; 2]> {
    // Both are held at the same time, so they differ.
    let listeners = [
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?,
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?,
    ];
    let [first, second] = listeners.map(|listener| listener.local_addr());
    Ok([first?, second?])
}

fn log_end(house: &House) -> String {
    let log = fs::read(house.log()).unwrap_or_default();
    let end = log
        .get(log.len().saturating_sub(LOG_END)..)
        .unwrap_or_default();
    String::from_utf8_lossy(end).into_owned()
}
