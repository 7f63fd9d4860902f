//! The theme engine through its public surface.

mod assets;
mod helpers;
mod hostile;
mod layers;
mod limits;
mod looks;
mod sharing;
mod site;
mod translations;
mod untrusted;
