//! A host belongs to one tenant.

use crate::village::{Village, eventually, said};

fn slug_of(tenancy: &piazza_tenancy::Tenancy, host: &str) -> Option<String> {
    let tenant = tenancy.state().tenant_of_host(host)?;
    Some(tenant.slug.to_string())
}

#[tokio::test]
async fn who_claims_another_ones_host_does_not_get_it_at_the_next_start_either() {
    let village = Village::new();
    village.tenant("napoli", "napoli.test", None);
    let tenancy = village.live().await;
    assert_eq!(slug_of(&tenancy, "napoli.test").as_deref(), Some("napoli"));

    village.tenant("aaa", "napoli.test", None);
    eventually("the claim is refused", async || {
        said(&tenancy).contains("belongs to")
    })
    .await;
    for tenancy in [tenancy, village.open().await] {
        assert_eq!(slug_of(&tenancy, "napoli.test").as_deref(), Some("napoli"));
        let said = said(&tenancy);
        assert!(
            said.contains("aaa/tenant.toml:2") && said.contains("`napoli`"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_host_that_is_given_up_is_free() {
    let village = Village::new();
    village.tenant("one", "a.test", None);
    village.tenant("two", "b.test", None);
    let tenancy = village.live().await;
    village.tenant("one", "c.test", None);
    village.tenant("two", "a.test", None);
    eventually("the host has moved", async || {
        slug_of(&tenancy, "a.test").as_deref() == Some("two")
    })
    .await;
    eventually("the other one too", async || {
        slug_of(&tenancy, "c.test").as_deref() == Some("one")
    })
    .await;
    assert_eq!(slug_of(&tenancy, "b.test"), None);
}
