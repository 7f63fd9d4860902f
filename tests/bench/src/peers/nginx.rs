//! nginx, serving the bytes of a page as a file.

use std::{fs, net::SocketAddr, process::Command};

use anyhow::Result;
use tempfile::TempDir;

use super::{debian, site::Files};
use crate::{load::Target, process::Running};

pub(crate) struct Nginx {
    server: Running,
    address: SocketAddr,
    _folder: TempDir,
}

impl Nginx {
    /// Installs it if it is not there (needs root).
    pub(crate) fn install() -> Result<()> {
        debian::install(&[("nginx", &["nginx-light"])])
    }

    /// Serves that page.
    pub(crate) fn start(page: &[u8]) -> Result<Nginx> {
        let temporary = tempfile::Builder::new().prefix("piazza-nginx-").tempdir()?;
        let folder = temporary.path();
        let address = piazza_kit::free_address()?;
        for name in ["site", "temporary"] {
            fs::create_dir(folder.join(name))?;
        }
        fs::write(folder.join("site/index.html"), page)?;
        let files = Files::new(folder, address)?;
        let configuration =
            files.write("nginx.conf", include_str!("../../peers/nginx/nginx.conf"))?;
        let mut command = Command::new("/usr/sbin/nginx");
        command.arg("-e").arg(folder.join("nginx.log"));
        // Its workers have to read a folder that only its owner may.
        command.args(["-g", &format!("user {};", files.user())]);
        command.arg("-c").arg(configuration);
        let mut server = Running::start(&mut command, &folder.join("nginx.out"))?;
        server.wait_for(address, "localhost")?;
        Ok(Nginx {
            server,
            address,
            _folder: temporary,
        })
    }

    pub(crate) fn target(&self) -> Target {
        Target::new(self.address, "localhost", "/")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }
}
