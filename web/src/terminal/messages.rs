//! Requests to queues and topics as lines of a shell script.
use shardscope_core::cli::quote;
use shardscope_core::script::command_line;
use shardscope_core::sim::Command;
use shardscope_core::{sns, sqs};

/// A request as a line. Errors: why there is none.
pub fn said(command: &Command, account: &str) -> Result<String, &'static str> {
    let url = match command {
        Command::Sqs(request) => of_queue(request)?,
        Command::Sns(request) => of_topic(request).map(|()| None)?,
        Command::Kinesis(_)
        | Command::Add(_)
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
        | Command::Note(_) => return Err("no request"),
    };
    let line = command_line(command, account);
    let line = line.strip_prefix("aws ").unwrap_or(&line);
    // A queue has another address on another account: the script asks for it.
    let line = match url.map(|url| (quote(url), url.rsplit('/').next().unwrap_or_default())) {
        Some((url, name)) => line.replacen(&url, &format!("\"$(url {})\"", quote(name)), 1),
        None => line.to_string(),
    };
    Ok(format!("{} > /dev/null\n", elsewhere(&line, account)?))
}

fn of_queue(request: &sqs::Request) -> Result<Option<&str>, &'static str> {
    use sqs::Request as R;
    match request {
        request if request.is_read() => Err("only looks"),
        R::ReceiveMessage(_) => Err("what it receives differs from run to run"),
        R::DeleteMessage(_)
        | R::DeleteMessageBatch(_)
        | R::ChangeMessageVisibility(_)
        | R::ChangeMessageVisibilityBatch(_)
        | R::CancelMessageMoveTask(_) => Err("its handle is one of this run"),
        R::StartMessageMoveTask(_) => Err("its messages are those of this run"),
        R::DeleteQueue(of) | R::PurgeQueue(of) => Ok(Some(&of.queue_url)),
        R::SendMessage(of) => Ok(Some(&of.queue_url)),
        R::SendMessageBatch(of) => Ok(Some(&of.queue_url)),
        R::SetQueueAttributes(of) => Ok(Some(&of.queue_url)),
        R::TagQueue(of) => Ok(Some(&of.queue_url)),
        R::UntagQueue(of) => Ok(Some(&of.queue_url)),
        R::CreateQueue(_)
        | R::GetQueueAttributes(_)
        | R::GetQueueUrl(_)
        | R::ListDeadLetterSourceQueues(_)
        | R::ListMessageMoveTasks(_)
        | R::ListQueueTags(_)
        | R::ListQueues(_) => Ok(None),
    }
}

fn of_topic(request: &sns::Request) -> Result<(), &'static str> {
    use sns::Request as R;
    match request {
        request if request.is_read() => Err("only looks"),
        R::SetSubscriptionAttributes(_) | R::Unsubscribe(_) => Err("its subscription is one of this run"),
        R::CreateTopic(_)
        | R::DeleteTopic(_)
        | R::GetSubscriptionAttributes(_)
        | R::GetTopicAttributes(_)
        | R::ListSubscriptions(_)
        | R::ListSubscriptionsByTopic(_)
        | R::ListTagsForResource(_)
        | R::ListTopics(_)
        | R::Publish(_)
        | R::PublishBatch(_)
        | R::SetTopicAttributes(_)
        | R::Subscribe(_)
        | R::TagResource(_)
        | R::UntagResource(_) => Ok(()),
    }
}

/// Region and account of an ARN are those of whoever runs the script. Errors: where a line is too strange for that.
fn elsewhere(line: &str, account: &str) -> Result<String, &'static str> {
    let ours = format!("us-east-1:{account}");
    if !line.contains(&ours) {
        return Ok(line.to_string());
    }
    if line.contains("$'") {
        return Err("it names an account of the simulator");
    }
    let mut said = String::new();
    for (place, piece) in line.split(&ours).enumerate() {
        if place > 0 {
            // A quote within quotes is written as `'\''`.
            let is_quoted = said.replace("'\\''", "").matches('\'').count() % 2 == 1;
            said.push_str(if is_quoted { "'\"$(here)\"'" } else { "\"$(here)\"" });
        }
        said.push_str(piece);
    }
    Ok(said)
}
