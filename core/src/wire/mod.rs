//! What services say over the wire: one tree of values, and the service models that requests are checked by.
//!
//! A door (JSON, [`cbor`], the [`query`] protocol, a command line) makes a [`Value`] of what comes in: [`typed`] gives each member the kind that its shape
//! wants, so that bytes are bytes and times are times whichever door they came by. Then [`check`] looks at bounds, and
//! [`read`] makes the request of it, by AWS's names, without text in between. Answers go the other way: a [`Value`], printed
//! as the door prints. Knows no service.
pub mod base64;
mod bounds;
pub mod cbor;
mod de;
mod error;
mod kinds;
pub mod model;
mod named;
pub mod query;
mod ser;
mod types;
mod value;

pub use bounds::check;
pub use error::ApiError;
pub use kinds::{Blob, Timestamp};
pub use model::{Member, Model, Operation, Pattern, Shape};
pub use named::{missing, read, texts_weight, weight, write};
pub use types::{typed, whole};
pub use value::{NotJson, VALUES_MOST, Value};

/// The region that the simulator is.
pub const REGION: &str = "us-east-1";
