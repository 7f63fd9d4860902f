//! Wagtail as its own `wagtail start` makes a site, with a home page that lists thirty pages, behind gunicorn.

use std::{fs, net::SocketAddr, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use piazza_kit::repository;
use tempfile::TempDir;

use super::{
    debian,
    site::{Files, output},
};
use crate::{load::Target, process::Running};

const PEER: &str = "tests/bench/peers/wagtail";

pub(crate) struct Wagtail {
    server: Running,
    address: SocketAddr,
    _folder: TempDir,
}

impl Wagtail {
    /// Where its Python packages are.
    fn environment() -> PathBuf {
        repository().join("target/peers/wagtail")
    }

    fn program(name: &str) -> Command {
        Command::new(Self::environment().join("bin").join(name))
    }

    pub(crate) fn is_installed() -> bool {
        Self::environment().join("installed").is_file()
    }

    /// Installs it from the Python package index (Debian's `python3-venv` needs root).
    pub(crate) fn install() -> Result<()> {
        if Self::is_installed() {
            return Ok(());
        }
        debian::install(&[("python3", &["python3", "python3-venv"])])?;
        let environment = Self::environment();
        output(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&environment),
        )?;
        output(
            Self::program("pip")
                .args(["install", "--quiet", "-r"])
                .arg(repository().join(PEER).join("requirements.txt")),
        )?;
        fs::write(environment.join("installed"), "").context("noting that Wagtail is installed")
    }

    /// Makes a new site and starts it with as many workers as there are processors.
    pub(crate) fn start() -> Result<Wagtail> {
        let temporary = tempfile::Builder::new()
            .prefix("piazza-wagtail-")
            .tempdir()?;
        let folder = temporary.path();
        let address = piazza_kit::free_address()?;
        let start = ["start", "comune"];
        output(Self::program("wagtail").args(start).arg(folder))?;
        let files = Files::new(folder, address)?;
        files.write(
            "comune/settings/local.py",
            include_str!("../../peers/wagtail/local.py"),
        )?;
        files.write(
            "home/templates/home/home_page.html",
            include_str!("../../peers/wagtail/home_page.html"),
        )?;
        let manage = |arguments: &[&str]| {
            let mut command = Self::program("python");
            command.current_dir(folder).arg("manage.py").args(arguments);
            command.env("DJANGO_SETTINGS_MODULE", "comune.settings.production");
            output(&mut command)
        };
        manage(&["migrate", "--verbosity", "0"])?;
        manage(&["shell", "-c", include_str!("../../peers/wagtail/fill.py")])?;
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let mut command = Self::program("gunicorn");
        command
            .current_dir(folder)
            .env("DJANGO_SETTINGS_MODULE", "comune.settings.production")
            .args(["--workers", &workers.to_string(), "--bind"])
            .arg(address.to_string())
            .arg("comune.wsgi");
        let mut server = Running::start(&mut command, &folder.join("gunicorn.out"))?;
        server.wait_for(address, "localhost")?;
        Ok(Wagtail {
            server,
            address,
            _folder: temporary,
        })
    }

    /// The home page.
    pub(crate) fn target(&self) -> Target {
        Target::new(self.address, "localhost", "/")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }
}
