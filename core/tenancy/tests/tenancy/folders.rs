//! Folders that want to hurt the host: each is refused with a reason, and the neighbour serves.

use std::path::Path;
use std::process::Command;

use crate::village::{Village, link, said};

#[tokio::test]
async fn a_hostile_folder_is_refused_and_its_neighbour_serves() {
    type Deed = fn(&Path);
    let cases: [(&str, Deed, &str); 6] = [
        (
            "a device without an end",
            |folder| link("/dev/zero", &folder.join("content/zero.md")),
            "leads out of the folder",
        ),
        (
            "a pipe that nobody writes to",
            |folder| {
                std::fs::create_dir(folder.join("content")).unwrap();
                let made = Command::new("mkfifo")
                    .arg(folder.join("content/pipe.md"))
                    .status();
                assert!(made.unwrap().success());
            },
            "neither a file nor a folder",
        ),
        (
            "a neighbour's file",
            |folder| {
                link(
                    "../../../good/tenant.toml",
                    &folder.join("theme/assets/it.txt"),
                )
            },
            "leads out of the folder",
        ),
        (
            "links that lead back, twice each time",
            |folder| {
                for name in ["a", "b"] {
                    link(".", &folder.join("content").join(name));
                }
            },
            "folders are more than",
        ),
        (
            "a file that is too large",
            |folder| {
                std::fs::create_dir(folder.join("content")).unwrap();
                let file = std::fs::File::create(folder.join("content/large.md")).unwrap();
                file.set_len(9 << 20).unwrap();
            },
            "the file has more than",
        ),
        (
            "files that are too large together",
            |folder| {
                std::fs::create_dir(folder.join("content")).unwrap();
                for number in 0..9 {
                    let name = format!("content/{number}.md");
                    let file = std::fs::File::create(folder.join(name)).unwrap();
                    file.set_len(8 << 20).unwrap();
                }
            },
            "bytes together",
        ),
    ];
    for (what, deed, reason) in cases {
        let village = Village::new();
        village.tenant("good", "good.test", None);
        village.tenant("bad", "bad.test", None);
        deed(&village.path("tenants/bad"));
        let tenancy = village.open().await;
        let said = said(&tenancy);
        assert!(said.contains(reason), "{what}: {said}");
        assert!(
            said.lines().count() < 20,
            "{what}: one reason is enough\n{said}"
        );
        let state = tenancy.state();
        assert!(state.tenant_of_host("good.test").is_some(), "{what}");
        assert!(state.tenant_of_host("bad.test").is_none(), "{what}");
    }
}
