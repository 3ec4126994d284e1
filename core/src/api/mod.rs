//! Real AWS requests: AWS JSON in, AWS JSON out, over a [`Sim`]: of Kinesis and of SQS.
//!
//! Owns the wire: targets, bodies, the order in which a request is checked, the words of an answer. Has no state. A
//! caller parses ([`parse`]), carries out the request however it keeps its runs, and answers ([`answer`]); [`call`] does
//! all three on one run. The order: the target, the caller's signature, JSON, types (SerializationException),
//! constraints (ValidationException), then what the operation itself refuses.
//!
//! ```
//! use shardscope_core::{api, sim::{Config, Sim}};
//! let mut sim = Sim::new(Config::default());
//! let call = api::HttpRequest { target: "Kinesis_20131202.DescribeLimits", body: b"{}", signed: true, json: true };
//! let answer = api::call(&mut sim, &call, &mut ());
//! assert_eq!(answer.status, 200);
//! assert!(answer.body.starts_with("{\"ShardLimit\":20000,"));
//! ```
mod answer;
pub mod blob;
mod consumers;
mod decode;
mod encode;
mod error;
pub mod frames;
mod json;
mod members;
pub mod model;
mod named;
mod queues;
mod records;
mod token;
mod topics;
mod validate;

#[cfg(test)]
mod tests;

pub use consumers::{consumer_arn, ending, event};
pub use error::ApiError;
pub use json::{Json, NotJson};
pub use model::Service;
pub use queues::url as queue_url;

use crate::base::mix;
use crate::sim::{Command, Error, Reply, Sim, Sink};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The region that the simulator is.
pub const REGION: &str = "us-east-1";
/// Most bytes of a body: 10 MiB of records in base64, and what is around them.
pub const BODY_MOST: usize = 20 << 20;

/// A stream's ARN.
pub fn arn(account: &str, stream_name: &str) -> String {
    format!("arn:aws:kinesis:{REGION}:{account}:stream/{stream_name}")
}

/// A request, as it comes over the wire.
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest<'a> {
    /// `X-Amz-Target`.
    pub target: &'a str,
    pub body: &'a [u8],
    /// Whether it has an `Authorization`. What it says is not checked.
    pub signed: bool,
    /// Whether its content type is that of its service, or not given.
    pub json: bool,
}

/// An answer, as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
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

/// Reads and checks a request. Errors: what AWS answers before it looks at any stream.
pub fn parse(http: &HttpRequest<'_>, account: &str) -> Result<Call, ApiError> {
    let unknown = || ApiError { message: None, ..ApiError::new("UnknownOperationException", "") };
    if !http.json {
        return Err(ApiError { status: 404, ..unknown() });
    }
    let (service, name) = Service::of_target(http.target).ok_or_else(unknown)?;
    let Some(operation) = service.operation(name) else {
        let known = service.not_simulated().contains(&name);
        return Err(if known { ApiError::not_simulated(service, name) } else { unknown() });
    };
    if !http.signed {
        return Err(ApiError::new("MissingAuthenticationTokenException", "Missing Authentication Token"));
    }
    if http.body.len() > BODY_MOST {
        let message = format!("The body has {} bytes; {BODY_MOST} at most are read.", http.body.len());
        return Err(ApiError { status: 413, ..ApiError::new("RequestEntityTooLargeException", message) });
    }
    let wrong = || ApiError { message: None, ..ApiError::serialization("") };
    let text = core::str::from_utf8(http.body).map_err(|_| wrong())?;
    let body = if text.is_empty() { Json::Map(Vec::new()) } else { Json::parse(text).map_err(|_| wrong())? };
    if !matches!(body, Json::Map(_)) {
        return Err(wrong());
    }
    of_body(service, operation, &body, account)
}

/// Checks a request whose body is at hand as a value. Errors: as for [`parse`].
pub fn of_body(
    service: Service,
    operation: &'static model::Operation,
    body: &Json<'_>,
    account: &str,
) -> Result<Call, ApiError> {
    let command = match service {
        Service::Kinesis => {
            validate::check(operation, body)?;
            Command::Kinesis(decode::request(operation.name, body, account)?)
        }
        Service::Sqs => queues::command(operation, body)?,
        Service::Sns => topics::command(operation, body)?,
    };
    let dry_run = service == Service::Kinesis && body.get("DryRun") == Some(&Json::Bool(true));
    Ok(Call { service, operation: operation.name, command, dry_run })
}

/// The service, operation and body of a command that is a request: what the log of a run shows, and what scripts print.
pub fn encode(command: &Command, account: &str) -> Option<(Service, &'static str, Json<'static>)> {
    match command {
        Command::Kinesis(request) => {
            let (operation, body) = encode::call(request, account);
            Some((Service::Kinesis, operation, body))
        }
        Command::Sqs(request) => queues::encode(request),
        Command::Sns(request) => topics::encode(request),
        Command::Add(_)
        | Command::Set(..)
        | Command::Change(..)
        | Command::Remove(..)
        | Command::ByName(..)
        | Command::Burst { .. }
        | Command::AddWorker(_)
        | Command::StopWorker(..)
        | Command::Fault(_)
        | Command::ForATime(..)
        | Command::SetWorker { .. }
        | Command::Draw(_)
        | Command::PauseZone(_)
        | Command::ResumeZone(_)
        | Command::Branch(_)
        | Command::Note(_) => None,
    }
}

/// Says whether a request would succeed, on a copy of the run: always an error, as AWS has it.
pub fn dry_run(sim: &Sim, command: &Command) -> ApiError {
    match sim.clone().submit(command, &mut ()) {
        Ok(_) => ApiError::new("DryRunOperationException", "Request would have succeeded, but the DryRun flag is set."),
        Err(error) => of_error(error),
    }
}

/// An error of a run as AWS answers it.
pub fn of_error(error: Error) -> ApiError {
    match error {
        Error::Kinesis(error) => error.into(),
        Error::Sqs(error) => queues::error(&error),
        Error::Sns(error) => topics::error(&error),
        other @ (Error::Invalid(_) | Error::NoSuchActor) => ApiError::new("InternalFailure", other.to_string()),
    }
}

/// The body of what a request answered on `sim`; `None` where AWS answers with an empty one.
pub fn answer(sim: &Sim, command: &Command, reply: &Reply) -> Option<Json<'static>> {
    match (command, reply) {
        (Command::Kinesis(request), Reply::Kinesis(reply)) => answer::body(sim, request, reply),
        (Command::Sqs(request), Reply::Sqs(reply)) => queues::answer(sim, request, reply),
        (Command::Sns(request), Reply::Sns(reply)) => topics::answer(sim, request, reply),
        _ => None,
    }
}

/// The body of a ReceiveMessage whose messages came later; `None` for any other command.
pub fn late_answer(sim: &Sim, command: &Command, received: &[crate::sqs::Received]) -> Option<Json<'static>> {
    let Command::Sqs(crate::sqs::Request::ReceiveMessage(asked)) = command else { return None };
    queues::received(sim, asked, received)
}

/// Puts an answer into its envelope. `number` tells the answers of a run apart; their ids are a function of it.
pub fn respond(service: Service, result: Result<Option<Json<'_>>, ApiError>, seed: u64, number: u64) -> HttpResponse {
    let mut query_error = None;
    let (status, body) = match result {
        Ok(body) => (200, body.map(|body| body.print()).unwrap_or_default()),
        Err(error) => {
            query_error = error.query_code.map(|code| format!("{code};Sender"));
            (error.status, error.body().to_string())
        }
    };
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
    let id_2: Vec<u8> = (2..11).flat_map(|place| word(place).to_be_bytes()).collect();
    let mut headers = alloc::vec![
        ("x-amzn-RequestId", id),
        ("x-amz-id-2", blob::encode(&id_2)),
        ("Content-Type", service.content_type().into()),
        ("Content-Length", body.len().to_string()),
    ];
    // What the error was called in the protocol before JSON: clients of SQS go by it.
    headers.extend(query_error.map(|code| ("x-amzn-query-error", code)));
    HttpResponse { status, headers, body }
}

/// One request on one run: parse, carry out, answer.
pub fn call(sim: &mut Sim, http: &HttpRequest<'_>, trace: &mut dyn Sink) -> HttpResponse {
    let service = Service::of_target(http.target).map_or(Service::Kinesis, |(service, _)| service);
    let result = parse(http, &sim.kinesis().account.account_id).and_then(|call| {
        if call.dry_run {
            return Err(dry_run(sim, &call.command));
        }
        match sim.submit(&call.command, trace) {
            Ok(reply) => Ok(answer(sim, &call.command, &reply)),
            Err(error) => Err(of_error(error)),
        }
    });
    respond(service, result, sim.config().seed, sim.now().as_micros())
}
