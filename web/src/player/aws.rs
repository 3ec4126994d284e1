//! Requests of AWS clients, and command lines, to the run that is played.
use super::Player;
use shardscope_core::api::{self, ApiError, Door, HttpRequest, HttpResponse, Service, Signature, Value};
use shardscope_core::cli::Invocation;
use shardscope_core::kinesis::{self, Request as Kinesis};
use shardscope_core::sim::{Command, Reply, Request};
use shardscope_core::sqs::{self, PollId};

/// What is known of a request beside its target and body, as far as it counts.
#[derive(Clone, Debug)]
pub struct Headers {
    pub method: String,
    /// What stands behind the question mark of its address.
    pub query: String,
    pub authorization: Option<String>,
    /// Whether there is an `X-Amz-Date` or a `Date`.
    pub is_dated: bool,
    /// A caller in the page, who signs nothing.
    pub is_trusted: bool,
    /// `None` for a content type that no service has.
    pub door: Option<Door>,
}

/// A receive that waits for a message, and the number of its answer.
#[derive(Clone, Debug)]
pub struct Poll {
    id: PollId,
    command: Command,
    number: u64,
}

impl Default for Headers {
    fn default() -> Self {
        Self {
            method: "POST".into(),
            query: String::new(),
            authorization: None,
            is_dated: false,
            is_trusted: true,
            door: Some(Door::Json),
        }
    }
}

/// What a command line was answered: the whole answer, all pages of it.
pub type Asked = Result<Option<Value<'static>>, ApiError>;

/// Operations that answer in pages: the list, what says that there is more, what carries on, and how.
const PAGES: [(&str, &str, &str, &str); 3] = [
    ("ListStreams", "StreamNames", "NextToken", "NextToken"),
    ("ListShards", "Shards", "NextToken", "NextToken"),
    ("DescribeStream", "StreamDescription", "HasMoreShards", "ExclusiveStartShardId"),
];
/// Pages that one command line asks for at most.
const PAGES_MOST: usize = 100;

impl Player {
    /// Answers a request. It happens now, and is written down like anything that is done.
    pub fn aws(&mut self, target: &str, body: &[u8], headers: &Headers) -> HttpResponse {
        // What a command line subscribed to has nobody to read it here.
        (self.subscribed, self.polling) = (None, None);
        let Headers { method, query, is_dated, door, .. } = headers;
        let authorization = headers.authorization.as_deref();
        let signature = match headers.is_trusted {
            true => Signature::Trusted,
            false => Signature::Given { authorization, is_dated: *is_dated, query },
        };
        let http = HttpRequest { method, target, body, signature, door: *door };
        let (asked, call) = api::parse(&http);
        let result = match call {
            Ok(call) => self.call(call),
            Err(error) => Err(error),
        };
        self.answers += 1;
        let mut answer = api::respond(&asked, result, self.sim().config().seed, self.answers);
        if self.subscribed.is_some() {
            answer.headers.retain(|(name, _)| *name != "Content-Length" && *name != "Content-Type");
            answer.headers.push(("Content-Type", api::frames::CONTENT_TYPE.into()));
        }
        answer
    }

    fn call(&mut self, call: api::Call) -> Asked {
        if call.dry_run {
            return Err(api::dry_run(self.sim(), &call.command));
        }
        if self.out_of_memory && !makes_room(&call.command) && !call.command.is_read() {
            let message = "The memory budget of the simulator is used up: allow more, or start again.";
            return Err(ApiError { status: 500, ..ApiError::new("InternalFailure", message) });
        }
        match self.submit(call.command) {
            Ok(reply) => {
                let log = self.timeline.log();
                let Some(command) = log.last().map(|logged| &logged.command) else { return Ok(None) };
                if let Reply::Kinesis(kinesis::Reply::Subscribed(id)) = &reply {
                    self.subscribed = Some(*id);
                } else if let Reply::Sqs(sqs::Reply::Waits(id)) = &reply {
                    // The number is that of the answer that will be counted next.
                    self.polling = Some(Poll { id: *id, command: command.clone(), number: self.answers + 1 });
                }
                Ok(api::answer(self.sim(), command, &reply))
            }
            Err(error) => Err(api::of_error(error)),
        }
    }

    /// What a receive that waited is answered with; `None` while it waits.
    pub fn late_answer(&self, poll: &Poll) -> Option<HttpResponse> {
        let body = self.late_body(poll)?;
        Some(api::respond(&api::Asked::new(Service::Sqs, Door::Json), Ok(body), self.sim().config().seed, poll.number))
    }

    /// The same as a body. In a run that knows nothing of it there is no message.
    pub fn late_body(&self, poll: &Poll) -> Option<Option<Value<'static>>> {
        let sim = self.sim();
        if sim.sqs().is_waiting(poll.id) {
            return None;
        }
        Some(api::late_answer(sim, &poll.command, sim.answer(poll.id).unwrap_or_default()))
    }

    /// Carries out a command line; lists are asked for page by page, as the CLI does.
    pub fn ask(&mut self, invocation: &Invocation) -> Asked {
        (self.subscribed, self.polling) = (None, None);
        let service = invocation.service;
        let Some(operation) = service.operation(invocation.operation) else {
            return Err(ApiError::not_simulated(service.title(), invocation.operation));
        };
        let mut ask = |body: Value<'_>| self.call(api::of_body(service, operation, body)?);
        let mut first = invocation.body.clone();
        if let (true, Value::Map(members)) = (matches!(operation.name, "DescribeStream" | "ListStreams"), &mut first)
            && invocation.paginate
            && !members.iter().any(|(name, _)| name == "Limit")
        {
            // Pages of a hundred would soon be too many calls a second.
            members.push(("Limit".into(), Value::Integer(10_000)));
        }
        let mut whole = ask(first)?;
        let pages = PAGES.iter().find(|(name, ..)| *name == invocation.operation).filter(|_| invocation.paginate);
        let Some(&(name, list, more, start)) = pages else { return Ok(whole) };
        for _ in 1..PAGES_MOST {
            let Some(next) = whole.as_ref().and_then(|answer| next_page(answer, name, list, more)) else { break };
            let mut body = if name == "ListShards" { Value::Map(Vec::new()) } else { invocation.body.clone() };
            if let Value::Map(members) = &mut body {
                members.retain(|(name, _)| name != start);
                members.push((start.into(), next));
            }
            let page = ask(body)?;
            let (Some(answer), Some(page)) = (&mut whole, page) else { break };
            append(answer, page, list);
        }
        Ok(whole)
    }
}

/// What gives memory back, or needs none.
const fn makes_room(command: &Command) -> bool {
    use sqs::Request as Sqs;
    matches!(
        command,
        Command::Request(
            Request::Kinesis(
                Kinesis::DeleteStream(_) | Kinesis::DecreaseStreamRetentionPeriod(_) | Kinesis::DescribeLimits
            ) | Request::Sqs(
                Sqs::DeleteQueue(_) | Sqs::PurgeQueue(_) | Sqs::DeleteMessage(_) | Sqs::DeleteMessageBatch(_)
            )
        )
    )
}

/// What the next page has to begin with, if there is one.
fn next_page(answer: &Value<'_>, name: &str, list: &str, more: &str) -> Option<Value<'static>> {
    if name != "DescribeStream" {
        return answer.get(more).cloned().map(Value::into_owned);
    }
    let description = answer.get(list)?;
    let Value::List(shards) = description.get("Shards")? else { return None };
    (description.get(more) == Some(&Value::Bool(true)))
        .then(|| shards.last()?.get("ShardId").cloned())?
        .map(Value::into_owned)
}

/// Adds the items of a page to those before; whatever else it says replaces what was said.
fn append(answer: &mut Value<'static>, page: Value<'static>, list: &str) {
    let (Value::Map(members), Value::Map(more)) = (answer, page) else { return };
    members.retain(|(name, _)| name != "NextToken");
    for (name, value) in more {
        let place = members.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value);
        match (place, value) {
            (Some(Value::List(items)), Value::List(new)) if name == list || name == "StreamSummaries" => {
                items.extend(new)
            }
            (Some(place @ Value::Map(_)), value @ Value::Map(_)) if name == list => append(place, value, "Shards"),
            (Some(place), value) => *place = value,
            (None, value) => members.push((name, value)),
        }
    }
}
