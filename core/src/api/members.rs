//! Members of a body, as requests and answers write them.
use super::json::Json;
use crate::base::Instant;
use alloc::string::ToString;
use alloc::vec::Vec;

pub(super) type Members = Vec<(&'static str, Json<'static>)>;

pub(super) fn may(body: &mut Members, name: &'static str, value: Option<Json<'static>>) {
    body.extend(value.map(|value| (name, value)));
}

/// Seconds since 1970.
pub(super) fn time(at: Instant) -> Json<'static> {
    let micros = at.as_micros() as i64;
    if micros % 1_000_000 == 0 { Json::Integer(micros / 1_000_000) } else { Json::Micros(micros) }
}

pub(super) fn text(text: impl ToString) -> Json<'static> {
    Json::text(text.to_string())
}
