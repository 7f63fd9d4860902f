use std::marker::PhantomData;

use crate::answer::Answer;
use crate::bindings::exports::piazza::plugin::{slots as wire_slots, web};
use crate::request::Request;
use crate::router::{self, Route};
use crate::slots::{Context, Fragment};

/// A plugin: a type without data, because every call has a fresh instance and nothing stays in memory between calls.
///
/// ```
/// use piazza_sdk::{Answer, Page, Plugin, Request, Route, get, json};
///
/// struct Greetings;
///
/// impl Plugin for Greetings {
///     const ROUTES: &'static [Route] = &[get("/", home), get("/{name}", greeting)];
/// }
///
/// fn home(_: &Request) -> Answer {
///     Page::new("home").title("Greetings").into()
/// }
///
/// fn greeting(request: &Request) -> Answer {
///     let name: String = request.parameter("name")?;
///     Page::new("greeting").title(&name).data(&json!({ "name": name })).into()
/// }
///
/// piazza_sdk::export!(Greetings);
/// ```
pub trait Plugin {
    /// What the plugin answers. The first route that fits is called; without one the answer is 404 or 405.
    const ROUTES: &'static [Route];

    /// The plugin's part of somebody else's page: called for the slots that `plugin.toml` names, nothing by default.
    fn slot(slot: &str, context: &Context) -> Option<Fragment> {
        let _ = (slot, context);
        None
    }
}

/// A [`Plugin`] as the contract's exports; [`export!`](crate::export) makes it.
#[doc(hidden)]
pub struct Component<P>(PhantomData<P>);

impl<P: Plugin> web::Guest for Component<P> {
    fn handle(request: web::Request) -> Result<web::Response, web::Problem> {
        crate::panic::report_to_log();
        answer(P::ROUTES, request)
            .map(Into::into)
            .map_err(Into::into)
    }
}

impl<P: Plugin> wire_slots::Guest for Component<P> {
    fn render(slot: String, context: wire_slots::Context) -> Option<wire_slots::Fragment> {
        crate::panic::report_to_log();
        P::slot(&slot, &Context::new(context)).and_then(Fragment::into_wire)
    }
}

fn answer(routes: &'static [Route], request: web::Request) -> Answer {
    let mut request = Request::from_wire(request);
    let route = router::find(routes, request.method(), request.path())?;
    request.matched(route.pattern());
    route.handle(&request)
}

/// Makes a [`Plugin`] the component's answer to the contract. A crate has one.
#[macro_export]
macro_rules! export {
    ($plugin:ident) => {
        const _: () = {
            type Exported = $crate::Component<$plugin>;
    $crate::bindings::export!(Exported with_types_in $crate::bindings);
        };
    };
}
