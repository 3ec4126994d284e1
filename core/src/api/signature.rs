//! What a request says of who signed it.
use super::ApiError;
use alloc::format;
use alloc::string::String;

/// How a request is signed. Whether the signature is right is not checked: there is no secret to check it with.
#[derive(Clone, Copy, Debug)]
pub enum Signature<'a> {
    /// Not at all: a caller in the page.
    Trusted,
    /// By its headers, or by the query string of its address.
    Given {
        /// `Authorization`.
        authorization: Option<&'a str>,
        /// Whether there is an `X-Amz-Date` or a `Date`.
        is_dated: bool,
        /// What stands behind the question mark.
        query: &'a str,
    },
}

impl Signature<'_> {
    /// Whether it has all its parts. Errors: `InvalidSignatureException` for two, `MissingAuthenticationTokenException` for
    /// none, `IncompleteSignatureException`, which names each part that is missing.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        let Self::Given { authorization, is_dated, query } = *self else { return Ok(()) };
        let in_query = |name: &str| query.split('&').any(|pair| has(pair, name));
        let missing = match (authorization, in_query("X-Amz-Algorithm")) {
            (Some(_), true) => {
                return Err(ApiError::new(
                    "InvalidSignatureException",
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
                ));
            }
            (None, false) => {
                return Err(ApiError::new("MissingAuthenticationTokenException", "Missing Authentication Token"));
            }
            (Some(header), false) => missing_in_header(header, is_dated),
            (None, true) => {
                let parts =
                    ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];
                let missing = parts.into_iter().filter(|name| !in_query(name));
                let said = missing.map(|name| format!("AWS query-string parameters must include '{name}'. "));
                let said: String = said.collect();
                if said.is_empty() { said } else { said + "Re-examine the query-string parameters." }
            }
        };
        if missing.is_empty() { Ok(()) } else { Err(ApiError::new("IncompleteSignatureException", missing)) }
    }
}

/// Characters of an `Authorization` that an answer repeats.
const REPEATED_MOST: usize = 2_000;

fn missing_in_header(header: &str, is_dated: bool) -> String {
    let in_header = |name: &str| header.split([',', ' ']).skip(1).any(|pair| has(pair.trim(), name));
    let parts = ["Credential", "Signature", "SignedHeaders"].into_iter().filter(|name| !in_header(name));
    let mut said: String = parts.map(|name| format!("Authorization header requires '{name}' parameter. ")).collect();
    if !is_dated {
        said += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    if !said.is_empty() {
        said += "Authorization=";
        said.extend(header.chars().take(REPEATED_MOST));
    }
    said
}

/// Whether a pair is of this name, and not empty.
fn has(pair: &str, name: &str) -> bool {
    pair.split_once('=').is_some_and(|(of, value)| of == name && !value.is_empty())
}
