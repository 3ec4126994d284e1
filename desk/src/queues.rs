//! Requests to queues as lines of a shell script.
use shardscope_core::cli::quote;
use shardscope_core::script::command_line;
use shardscope_core::sim::Command;
use shardscope_core::sqs::Request;

/// A request as a line. Errors: why there is none.
pub fn said(request: &Request, command: &Command, account: &str) -> Result<String, &'static str> {
    match request {
        request if request.is_read() => return Err("only looks"),
        Request::ReceiveMessage(_) => return Err("what it receives differs from run to run"),
        Request::DeleteMessage(_)
        | Request::DeleteMessageBatch(_)
        | Request::ChangeMessageVisibility(_)
        | Request::ChangeMessageVisibilityBatch(_)
        | Request::CancelMessageMoveTask(_) => return Err("its handle is one of this run"),
        Request::StartMessageMoveTask(_) => return Err("its messages are those of this run"),
        _ => {}
    }
    let line = command_line(command, account);
    let line = line.strip_prefix("aws ").unwrap_or(&line);
    // A queue has another address on another account: the script asks for it.
    let address = queue_url(request).map(|url| (quote(url), url.rsplit('/').next().unwrap_or_default()));
    let line = match address {
        Some((url, name)) => line.replacen(&url, &format!("\"$(url {})\"", quote(name)), 1),
        None => line.to_string(),
    };
    // So is the account in the ARN of a dead-letter queue.
    if line.contains(&format!(":{account}:")) || line.contains("--cli-input-json") {
        return Err("it names an account of the simulator");
    }
    Ok(format!("{line} > /dev/null\n"))
}

fn queue_url(request: &Request) -> Option<&str> {
    Some(match request {
        Request::DeleteQueue(of) | Request::PurgeQueue(of) => &of.queue_url,
        Request::SendMessage(of) => &of.queue_url,
        Request::SendMessageBatch(of) => &of.queue_url,
        Request::SetQueueAttributes(of) => &of.queue_url,
        Request::TagQueue(of) => &of.queue_url,
        Request::UntagQueue(of) => &of.queue_url,
        _ => return None,
    })
}
