//! WordPress as Debian packages it: nginx, PHP-FPM with its opcode cache, MariaDB, and a theme that comes with it.

use std::{fs, net::SocketAddr, path::Path, process::Command};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::{
    debian,
    site::{Files, output},
};
use crate::{load::Target, process::Running};

const PROGRAMS: &[(&str, &[&str])] = &[
    ("mariadbd", &["mariadb-server"]),
    ("nginx", &["nginx-light"]),
    (
        "php-fpm8.2",
        &[
            "wordpress",
            "wordpress-theme-twentytwentythree",
            "php-fpm",
            "php-mysql",
        ],
    ),
];
const SITE: &str = "/usr/share/wordpress";

/// The running site. Everything that it writes is in a temporary folder.
pub(crate) struct WordPress {
    servers: Vec<Running>,
    address: SocketAddr,
    _folder: TempDir,
}

impl WordPress {
    pub(crate) fn is_installed() -> bool {
        Path::new(SITE).is_dir() && PROGRAMS.iter().all(|(program, _)| debian::exists(program))
    }

    pub(crate) fn install() -> Result<()> {
        debian::install(PROGRAMS)
    }

    /// Makes a new site with 20 posts, of which the front page shows ten, and starts it.
    pub(crate) fn start() -> Result<WordPress> {
        let temporary = tempfile::Builder::new()
            .prefix("piazza-wordpress-")
            .tempdir()?;
        let folder = temporary.path().to_owned();
        let address = piazza_kit::free_address()?;
        for name in ["db", "temporary"] {
            fs::create_dir(folder.join(name))?;
        }
        let files = Files::new(&folder, address)?;
        let user = files.user();
        // Debian's own configuration is a file beside the program: a copy has another.
        output(
            Command::new("cp")
                .args(["-rL", SITE])
                .arg(folder.join("site")),
        )?;
        files.write(
            "site/wp-config.php",
            include_str!("../../peers/wordpress/wp-config.php"),
        )?;
        let install = files.write(
            "install.php",
            include_str!("../../peers/wordpress/install.php"),
        )?;
        let fpm = files.write("fpm.conf", include_str!("../../peers/wordpress/fpm.conf"))?;
        let nginx = files.write(
            "nginx.conf",
            include_str!("../../peers/wordpress/nginx.conf"),
        )?;

        let mut servers = vec![mariadb(&folder, user)?];
        output(Command::new("php").arg(install)).context("installing WordPress")?;
        let mut command = Command::new("php-fpm8.2");
        if user == "root" {
            command.arg("-R");
        }
        servers.push(Running::start(
            command.args(["-F", "-y"]).arg(fpm),
            &folder.join("fpm.out"),
        )?);
        let mut command = Command::new("/usr/sbin/nginx");
        command
            .arg("-e")
            .arg(folder.join("nginx.log"))
            .arg("-c")
            .arg(nginx);
        let mut server = Running::start(&mut command, &folder.join("nginx.out"))?;
        server.wait_for(address, &address.to_string())?;
        servers.push(server);
        Ok(WordPress {
            servers,
            address,
            _folder: temporary,
        })
    }

    /// The front page.
    pub(crate) fn target(&self) -> Target {
        Target::new(self.address, &self.address.to_string(), "/")
    }

    pub(crate) fn pids(&self) -> Vec<u32> {
        self.servers.iter().map(Running::pid).collect()
    }
}

fn mariadb(folder: &Path, user: &str) -> Result<Running> {
    let data = format!("--datadir={}/db", folder.display());
    let user = format!("--user={user}");
    let socket = folder.join("db.sock");
    output(Command::new("mariadb-install-db").args([
        "--no-defaults",
        &data,
        &user,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
    ]))?;
    let mut command = Command::new("/usr/sbin/mariadbd");
    command
        .args(["--no-defaults", &data, &user, "--skip-networking"])
        .arg(format!("--socket={}", socket.display()));
    let mut server = Running::start(&mut command, &folder.join("db.out"))?;
    server.wait_until(|| socket.exists())?;
    Ok(server)
}
