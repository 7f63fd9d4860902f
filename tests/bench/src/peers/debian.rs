use std::process::{Command, Stdio};

use anyhow::{Result, bail, ensure};

/// Whether a program of that name is on the PATH or where Debian puts servers.
pub(crate) fn exists(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .any(|folder| folder.join(program).is_file())
}

/// Installs the packages whose program is missing. They are not started: the benchmark starts its own instances.
pub(crate) fn install(programs: &[(&str, &[&str])]) -> Result<()> {
    let packages: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| !exists(program))
        .flat_map(|(_, packages)| packages.iter().copied())
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    let root = Command::new("id").arg("-u").output()?.stdout == b"0\n";
    let line = format!(
        "apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    );
    if !root {
        bail!("please run this as root, then the benchmark again:\n  {line}");
    }
    // Without systemd a package's script may start its server by itself.
    let script = format!(
        "export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive; apt-get -qq update && {line} -qq"
    );
    ensure!(
        Command::new("sh")
            .args(["-c", &script])
            .stdout(Stdio::null())
            .status()?
            .success(),
        "`{line}` failed"
    );
    Ok(())
}
