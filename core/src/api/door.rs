//! The doors by which requests come in: each reads a body into the one tree, and writes the tree of an answer in its own form.
use super::{BODY_MOST, HttpRequest, Service};
use crate::wire::{ApiError, Value, cbor, query};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A form of requests and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// `application/x-amz-json-1.0` or `1.1`.
    Json,
    /// `application/x-amz-cbor-1.1`, as clients in Java speak to Kinesis.
    Cbor,
    /// `application/x-www-form-urlencoded` in, XML out.
    Query,
}

/// What a request says before its body is understood.
pub(super) enum Envelope<'a> {
    Target(&'a HttpRequest<'a>, Door),
    /// What is to be done is one of the fields.
    Form(query::Form),
}

/// Whom an answer goes to: the service that was asked, and by which door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub service: Service,
    pub door: Door,
    /// What a form calls the operation, and the version of its service: an answer's elements are named after it.
    action: String,
    version: String,
}

impl Door {
    /// The door of a content type, for a request to the service of that target.
    pub fn of(content_type: &str, target: &str) -> Option<Self> {
        let is = |of: Option<&str>| of.is_some_and(|of| content_type.trim().starts_with(of));
        let service = Service::of_target(target).map_or(Service::Kinesis, |(service, _)| service);
        if is(Some("application/x-www-form-urlencoded")) && target.is_empty() {
            Some(Self::Query)
        } else if is(service.model().cbor) {
            Some(Self::Cbor)
        } else if is(service.model().json) {
            Some(Self::Json)
        } else {
            None
        }
    }

    /// Whether clients of a service come by it.
    pub(super) const fn is_of(self, service: Service) -> bool {
        match self {
            Self::Json => service.model().json.is_some(),
            Self::Cbor => service.model().cbor.is_some(),
            Self::Query => service.model().query.is_some(),
        }
    }

    /// Errors: a form that is none, and a body that is not looked into.
    pub(super) fn open<'a>(self, http: &'a HttpRequest<'a>) -> Result<Envelope<'a>, ApiError> {
        if http.body.len() > BODY_MOST {
            let message = format!("The body has {} bytes; {BODY_MOST} at most are read.", http.body.len());
            return Err(ApiError { status: 413, ..ApiError::new("RequestEntityTooLargeException", message) });
        }
        match self {
            Self::Json | Self::Cbor => Ok(Envelope::Target(http, self)),
            Self::Query => {
                let form = query::Form::parse(http.body).ok_or_else(|| ApiError::plain("MalformedQueryString"))?;
                Ok(Envelope::Form(form))
            }
        }
    }
}

impl Envelope<'_> {
    /// The service and the name of the operation.
    pub fn operation(&self) -> Option<(Service, &str)> {
        match self {
            Self::Target(http, _) => Service::of_target(http.target),
            Self::Form(form) => {
                let version = form.get("Version")?;
                let speaks = |service: &Service| service.model().query.is_some_and(|query| query.version == version);
                Some((Service::ALL.into_iter().find(speaks)?, form.get("Action")?))
            }
        }
    }

    /// A field of a form, whatever it says.
    fn field(&self, name: &str) -> String {
        match self {
            Self::Target(..) => String::new(),
            Self::Form(form) => form.get(name).unwrap_or_default().into(),
        }
    }

    /// The body as a tree; none of a form, which only an operation gives its meaning, and of an empty body. Errors:
    /// SerializationException without a word, as AWS answers what it cannot read.
    pub fn tree(&self) -> Result<Option<Value<'_>>, ApiError> {
        let wrong = || ApiError { message: None, ..ApiError::serialization("") };
        let tree = match self {
            Self::Form(_) => return Ok(None),
            Self::Target(http, _) if http.body.is_empty() => return Ok(None),
            Self::Target(http, Door::Cbor) => cbor::read(http.body).map_err(|_| wrong())?,
            Self::Target(http, Door::Json | Door::Query) => {
                let text = core::str::from_utf8(http.body).map_err(|_| wrong())?;
                Value::parse(text).map_err(|_| wrong())?
            }
        };
        if let Value::Map(_) = tree { Ok(Some(tree)) } else { Err(wrong()) }
    }
}

impl Asked {
    /// A service by a door whose answers need no more.
    pub const fn new(service: Service, door: Door) -> Self {
        Self { service, door, action: String::new(), version: String::new() }
    }

    /// By what a request says, whatever else is wrong with it; without an envelope it could not be opened.
    pub(super) fn of(http: &HttpRequest<'_>, door: Door, envelope: Option<&Envelope<'_>>) -> Self {
        let asked = envelope.and_then(Envelope::operation).or_else(|| Service::of_target(http.target));
        // A target that this door does not lead to gets its answer in the door's own form.
        let asked = asked.map(|(service, _)| service).filter(|service| door.is_of(*service));
        let service = asked.or_else(|| Service::ALL.into_iter().find(|service| door.is_of(*service)));
        let field = |name: &str| envelope.map(|envelope| envelope.field(name)).unwrap_or_default();
        let (action, version) = (field("Action"), field("Version"));
        Self { service: service.unwrap_or(Service::Kinesis), door, action, version }
    }

    pub(super) fn content_type(&self) -> &'static str {
        let model = self.service.model();
        match self.door {
            Door::Json => model.json.unwrap_or("application/json"),
            Door::Cbor => model.cbor.unwrap_or("application/cbor"),
            Door::Query => "text/xml",
        }
    }

    /// An error as that door has it.
    pub(super) fn said(&self, error: ApiError) -> ApiError {
        if self.door == Door::Query { query::common((&self.action, &self.version), error) } else { error }
    }

    /// The bytes of an answer. `request_id` stands in those that are XML.
    pub(super) fn body(&self, result: &Result<Option<Value<'_>>, ApiError>, request_id: &str) -> Vec<u8> {
        match (self.door, self.service.model().query, result) {
            (Door::Query, Some(form), Ok(body)) => {
                query::answer(form, &self.action, body.as_ref(), request_id).into_bytes()
            }
            (Door::Query, Some(form), Err(error)) => query::error(form, error, request_id).into_bytes(),
            (_, _, Ok(body)) => body.as_ref().map(|body| self.printed(body)).unwrap_or_default(),
            (_, _, Err(error)) => self.printed(&error.body()),
        }
    }

    /// A value in the form of that door, where it has no envelope of its own.
    pub(super) fn printed(&self, value: &Value<'_>) -> Vec<u8> {
        match self.door {
            Door::Cbor => cbor::write(value),
            Door::Json | Door::Query => value.print().into_bytes(),
        }
    }
}
