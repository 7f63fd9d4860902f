use anyhow::{Result, bail};

use super::Outcome;
use crate::process;

/// A program that is needed, and the Debian package that has it.
const PROGRAMS: &[(&str, &str)] = &[
    ("cc", "build-essential"),
    ("make", "make"),
    ("git", "git"),
    ("node", "nodejs"),
    ("npm", "npm"),
    // Browser tests drive Chromium through its own protocol.
    ("chromium", "chromium"),
    // The Nu HTML checker runs on Java 17 and later.
    ("java", "openjdk-17-jre-headless"),
];

pub(super) fn packages() -> Result<Outcome> {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| !process::exists(program))
        .map(|(_, package)| *package)
        .collect();
    install(&missing)
}

/// Installs Debian packages, as root or through sudo.
pub(super) fn install(packages: &[&str]) -> Result<Outcome> {
    if packages.is_empty() {
        return Ok(Outcome::Present);
    }
    let names = packages.join(" ");
    if !process::exists("apt-get") {
        bail!("please install what these Debian packages contain, then run this again: {names}");
    }
    let root = process::output(process::program("id").arg("-u"))?.trim() == "0";
    if !root && !process::succeeds(process::program("sudo").args(["-n", "true"])) {
        bail!(
            "please run this as root, then set-up again:\n  apt-get install --no-install-recommends {names}"
        );
    }
    let apt = || {
        let mut command = process::program(if root { "env" } else { "sudo" });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]);
        command
    };
    process::run(apt().arg("update"))?;
    process::run(
        apt()
            .args(["install", "--no-install-recommends"])
            .args(packages),
    )?;
    Ok(Outcome::Done)
}
