//! Real AWS requests over a [`Sim`]: JSON, CBOR or forms in, JSON, CBOR or XML out.
//!
//! Owns the way in: targets, signatures, the order in which a request is checked, the envelope of an answer. What requests and
//! answers consist of is the services' own. Has no state. A
//! caller parses ([`parse`]), carries out the request however it keeps its runs, and answers ([`answer`]); [`call`] does
//! all three on one run. The order: the body's form (SerializationException), the target, the caller's signature, types
//! (SerializationException), constraints (ValidationException), then what the operation itself refuses.
//!
//! ```
//! use shardscope_core::{api, sim::{Config, Sim}};
//! let mut sim = Sim::new(Config::default());
//! let call = api::HttpRequest::trusted("Kinesis_20131202.DescribeLimits", b"{}", api::Door::Json);
//! let answer = api::call(&mut sim, &call, &mut ());
//! assert_eq!(answer.status, 200);
//! assert!(answer.text().starts_with("{\"ShardLimit\":20000,"));
//! ```
mod door;
pub mod frames;
mod service;
mod signature;

#[cfg(test)]
mod tests;

pub use crate::wire::{ApiError, Value};
use door::Envelope;
pub use door::{Asked, Door};
pub use service::Service;
pub use signature::Signature;

use crate::base::mix;
use crate::service::{Service as _, services};
use crate::sim::{Command, Error, Reply, Request, Sim, Sink};
use crate::sqs;
use crate::wire::model::{Checks, Operation};
use crate::wire::{self, base64};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Most bytes of a body: 10 MiB of records in base64, and what is around them.
pub const BODY_MOST: usize = 20 << 20;

/// A request, as it comes over the wire.
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest<'a> {
    pub method: &'a str,
    /// `X-Amz-Target`; in the query protocol there is none.
    pub target: &'a str,
    pub body: &'a [u8],
    pub signature: Signature<'a>,
    /// The door that its content type asks for; `None` for one that there is not.
    pub door: Option<Door>,
}

impl<'a> HttpRequest<'a> {
    /// Of a caller who is trusted, by POST.
    pub const fn trusted(target: &'a str, body: &'a [u8], door: Door) -> Self {
        Self { method: "POST", target, body, signature: Signature::Trusted, door: Some(door) }
    }
}

/// An answer, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The body, where it is text.
    pub fn text(&self) -> &str {
        core::str::from_utf8(&self.body).unwrap_or_default()
    }
}

/// A request that has passed every check that does not need the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub service: Service,
    pub operation: &'static str,
    /// What is to be done to the run.
    pub command: Command,
    /// Only to say whether it would succeed.
    pub dry_run: bool,
}

/// Reads and checks a request, and says whom the answer goes to, whatever is wrong with it. Errors: what AWS answers before
/// it looks at any stream.
pub fn parse(http: &HttpRequest<'_>) -> (Asked, Result<Call, ApiError>) {
    if http.method != "POST" {
        let message = "Unable to determine service/operation name to be authorized";
        let error = ApiError { status: 403, ..ApiError::new("AccessDeniedException", message) };
        return (Asked::of(http, http.door.unwrap_or(Door::Json), None), Err(error));
    }
    let Some(door) = http.door else {
        return (Asked::of(http, Door::Json, None), Err(ApiError { status: 404, ..unknown() }));
    };
    match door.open(http) {
        Ok(envelope) => (Asked::of(http, door, Some(&envelope)), of_envelope(http, door, &envelope)),
        Err(error) => (Asked::of(http, door, None), Err(error)),
    }
}

fn unknown() -> ApiError {
    ApiError { message: None, ..ApiError::new("UnknownOperationException", "") }
}

fn of_envelope(http: &HttpRequest<'_>, door: Door, envelope: &Envelope<'_>) -> Result<Call, ApiError> {
    // What cannot be read is refused before it is asked what it is, and by whom.
    let tree = envelope.tree()?;
    let (service, name) = envelope.operation().ok_or_else(unknown)?;
    if !door.is_of(service) {
        return Err(ApiError { status: 404, ..unknown() });
    }
    let Some(operation) = service.operation(name) else {
        let known = service.model().not_simulated.contains(&name);
        return Err(if known { ApiError::not_simulated(service.title(), name) } else { unknown() });
    };
    http.signature.check()?;
    let body = match (tree, envelope) {
        (Some(tree), _) => tree,
        (None, Envelope::Form(form)) => wire::query::read(operation, form)?,
        (None, Envelope::Target(..)) => Value::Map(Vec::new()),
    };
    of_body(service, operation, body)
}

/// Checks a request whose body is at hand as a value. Errors: as for [`parse`].
pub fn of_body(service: Service, operation: &'static Operation, body: Value<'_>) -> Result<Call, ApiError> {
    let body = wire::typed(operation.members, body)?;
    match service.model().checks {
        Checks::Bounds => wire::check(operation, &body)?,
        Checks::Presence(refuse) => wire::missing(operation.members, &body).map_or(Ok(()), |path| Err(refuse(path)))?,
    }
    let dry_run = body.get("DryRun") == Some(&Value::Bool(true));
    let command = Command::Request(read(service, operation, body)?);
    Ok(Call { service, operation: operation.name, command, dry_run })
}

macro_rules! by_service {
    ([$($Name:ident $folder:ident $class:literal),*]) => {
        /// A checked body as the request of its service.
        fn read(service: Service, operation: &'static Operation, body: Value<'_>) -> Result<Request, ApiError> {
            match service {
                $(Service::$Name => wire::read(operation, body).map(Request::$Name),)*
            }
        }

        /// The service and operation of a command that is a request.
        pub fn operation(command: &Command) -> Option<(Service, &'static str)> {
            let Command::Request(request) = command else { return None };
            Some(match request {
                $(Request::$Name(request) => (Service::$Name, request.into()),)*
            })
        }

        /// The service, operation and body of a command that is a request: what the log of a run shows, and what scripts
        /// print.
        pub fn encode(command: &Command) -> Option<(Service, &'static str, Value<'static>)> {
            let Command::Request(request) = command else { return None };
            let (service, written) = match request {
                $(Request::$Name(request) => (Service::$Name, wire::write(Service::$Name.operations(), request)),)*
            };
            written.map(|(operation, body)| (service, operation.name, body))
        }

        /// An error of a run as AWS answers it.
        pub fn of_error(error: Error) -> ApiError {
            match error {
                $(Error::$Name(error) => error.into(),)*
                other @ (Error::Invalid(_) | Error::NoSuchActor) => ApiError::new("InternalFailure", other.to_string()),
            }
        }

        /// The body of what a request answered on `sim`; `None` where AWS answers with an empty one.
        pub fn answer(sim: &Sim, command: &Command, reply: &Reply) -> Option<Value<'static>> {
            let context = sim.context();
            match (command, reply) {
                $((Command::Request(Request::$Name(request)), Reply::$Name(reply)) => {
                    sim.$folder().answer(&context, request, reply)
                })*
                _ => None,
            }
        }
    };
}
services! { by_service! {} }

/// Says whether a request would succeed, on a copy of the run: always an error, as AWS has it.
pub fn dry_run(sim: &Sim, command: &Command) -> ApiError {
    match sim.clone().submit(command, &mut ()) {
        Ok(_) => ApiError::new("DryRunOperationException", "Request would have succeeded, but the DryRun flag is set."),
        Err(error) => of_error(error),
    }
}

/// The body of a ReceiveMessage whose messages came later; `None` for any other command.
pub fn late_answer(sim: &Sim, command: &Command, received: &[sqs::Received]) -> Option<Value<'static>> {
    let Command::Request(Request::Sqs(request)) = command else { return None };
    sim.sqs().late_answer(&sim.context(), request, received)
}

/// A SubscribeToShardEvent. `None` if its stream is gone.
pub fn event(sim: &Sim, push: &crate::kinesis::Push) -> Option<Value<'static>> {
    crate::kinesis::event(sim.kinesis(), &sim.context(), push)
}

/// Puts an answer into its envelope. `number` tells the answers of a run apart; their ids are a function of it.
pub fn respond(to: &Asked, result: Result<Option<Value<'_>>, ApiError>, seed: u64, number: u64) -> HttpResponse {
    let word = |place: u64| mix(seed ^ 0x7265_7175_6573_7473, number.wrapping_mul(16).wrapping_add(place));
    let (a, b) = (word(0), word(1));
    let id = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    );
    let result = result.map_err(|error| to.said(error));
    let query_error = result.as_ref().err().and_then(|error| error.query_code).map(|code| format!("{code};Sender"));
    let status = result.as_ref().map_or_else(|error| error.status, |_| 200);
    let body = to.body(&result, &id);
    let id_2: Vec<u8> = (2..11).flat_map(|place| word(place).to_be_bytes()).collect();
    let mut headers = alloc::vec![
        ("x-amzn-RequestId", id),
        ("x-amz-id-2", base64::encode(&id_2)),
        ("Content-Type", to.content_type().into()),
        ("Content-Length", body.len().to_string()),
    ];
    // What the error was called in the protocol before JSON: clients of SQS go by it.
    headers.extend(query_error.map(|code| ("x-amzn-query-error", code)));
    HttpResponse { status, headers, body }
}

/// One request on one run: parse, carry out, answer.
pub fn call(sim: &mut Sim, http: &HttpRequest<'_>, trace: &mut dyn Sink) -> HttpResponse {
    let (asked, call) = parse(http);
    let result = call.and_then(|call| {
        if call.dry_run {
            return Err(dry_run(sim, &call.command));
        }
        match sim.submit(&call.command, trace) {
            Ok(reply) => Ok(answer(sim, &call.command, &reply)),
            Err(error) => Err(of_error(error)),
        }
    });
    respond(&asked, result, sim.config().seed, sim.now().as_micros())
}
