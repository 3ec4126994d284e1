//! Queues by hand: one is made, messages are sent to it. What the service refuses is said beside the field it is about.
use crate::card::{Deed, Notice, Seen};
use crate::form::field::{Choice, text};
use crate::form::on;
use crate::format::grouped;
use shardscope_core::client::lab::{Lane, LaneSpec, Target};
use shardscope_core::sim::{Command, Sim};
use shardscope_core::sqs::request::{Batch, CreateQueue, MessageInput, SendEntry, SendMessage};
use shardscope_core::sqs::{Queue, Request, url};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct QueuesProps {
    pub queues: Vec<QueueView>,
    /// Address of the queue that messages go to until another is chosen.
    pub first: String,
    pub notice: Option<Notice>,
    pub send: Callback<Deed>,
}

/// Fields whose names the service uses in its refusals; whatever names none is about the first.
const CREATE: [&str; 3] = ["QueueName", "VisibilityTimeout", "DelaySeconds"];
const SEND: [&str; 5] = ["MessageBody", "MessageGroupId", "MessageDeduplicationId", "DelaySeconds", "Id "];

/// What was said, if it is about this field.
fn about(notice: Option<&Notice>, fields: &[&str], field: &str) -> Option<String> {
    let notice = notice.filter(|notice| notice.is_error)?;
    let named = fields.iter().skip(1).find(|name| notice.text.contains(**name) || notice.title.contains(name.trim()));
    (*named.unwrap_or(&fields[0]) == field).then(|| format!("{}: {}", notice.title, notice.text))
}

#[component]
pub fn Queues(props: &QueuesProps) -> Html {
    let sending = use_state(|| false);
    // What was answered belongs to the form that asked.
    let said = |form: bool| props.notice.as_ref().filter(|_| *sending == form);
    let form = |form: bool| {
        let (sending, send) = (sending.clone(), props.send.clone());
        Callback::from(move |request: Request| {
            sending.set(form);
            send.emit(Deed::Do(Command::from(request)));
        })
    };
    let list = props.queues.iter().map(|queue| row(queue, &props.send));
    html! {
        <div class="settings by-hand">
            <section>
                if props.queues.is_empty() { <p class="empty">{ t!(queue.there_is_no_queue_yet) }</p> }
                <ul class="queues">{ for list }</ul>
            </section>
            <Create notice={said(false).cloned()} send={form(false)} />
            if !props.queues.is_empty() {
                <Send queues={props.queues.clone()} first={props.first.clone()} notice={said(true).cloned()} send={form(true)} />
            }
            <p class="muted">{ t!(queue.the_console_c_knows_everything_else) }</p>
        </div>
    }
}

fn row(queue: &QueueView, send: &Callback<Deed>) -> Html {
    let (visible, in_flight, delayed) = (grouped(queue.visible), grouped(queue.in_flight), grouped(queue.delayed));
    html! {
        <li key={queue.name.clone()}><b class="mono">{ &queue.name }</b>
            <span class="muted">{ t!(queue.to_receive_in_flight_delayed, visible = visible, in_flight = in_flight, delayed = delayed) }</span>
            <button class="quiet" onclick={on(send, Deed::Do(queue.lane.clone()))} title={t!(queue.trucks_that_send_to_it_and)}>{ t!(queue.add_a_lane) }</button></li>
    }
}

/// A lane to a queue: its trucks, unless others drive there already, and its consumers.
pub fn lane(sim: &Sim, queue: &Queue) -> Command {
    let takes = |lane: &&Lane| lane.receivers.iter().any(|receiver| receiver.queue == Some(queue.id));
    let there = sim.lanes().filter(takes).count();
    let name = if there == 0 { queue.name.clone() } else { format!("{} {}", queue.name, there + 1) };
    let mut spec = LaneSpec::new(&name, Target::Queue(queue.name.clone()));
    if there > 0 {
        // The same trucks do not drive twice: another lane has consumers only.
        spec.rate = 0;
    }
    Command::Add(spec.into())
}

/// A queue and what lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueView {
    pub name: String,
    pub url: String,
    pub visible: u64,
    pub in_flight: u64,
    pub delayed: u64,
    /// What adds a lane to it.
    pub lane: Command,
}

/// The queues, by their names.
pub fn queues(seen: Seen<'_>) -> Vec<QueueView> {
    let sim = seen.sim;
    let view = |queue: &Queue| {
        let depth = queue.depth(sim.now());
        QueueView {
            name: queue.name.clone(),
            url: url(&sim.config().account.account_id, &queue.name),
            visible: depth.approximate_number_of_messages_visible,
            in_flight: depth.approximate_number_of_messages_not_visible,
            delayed: depth.approximate_number_of_messages_delayed,
            lane: lane(sim, queue),
        }
    };
    sim.sqs().queues().map(view).collect()
}

/// What went well.
fn good(notice: Option<&Notice>) -> Html {
    match notice.filter(|notice| !notice.is_error) {
        Some(notice) => html! { <p class="good" role="status">{ format!("{}: {}", notice.title, notice.text) }</p> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct CreateProps {
    notice: Option<Notice>,
    send: Callback<Request>,
}

#[component]
fn Create(props: &CreateProps) -> Html {
    let (name, kind) = (use_state(|| "my-queue".to_string()), use_state(|| "standard".to_string()));
    let (visibility, delay) = (use_state(|| "30".to_string()), use_state(|| "0".to_string()));
    let choose = {
        let kind = kind.clone();
        Callback::from(move |text| kind.set(text))
    };
    let error = |field| about(props.notice.as_ref(), &CREATE, field);
    let mut attributes = vec![("VisibilityTimeout", (*visibility).clone()), ("DelaySeconds", (*delay).clone())];
    if *kind == "fifo" {
        attributes.push(("FifoQueue", "true".into()));
    }
    let request = Request::CreateQueue(CreateQueue {
        queue_name: (*name).clone(),
        attributes: attributes.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
        tags: Default::default(),
    });
    let kinds = [("standard", t!(queue.standard)), ("fifo", "FIFO")].map(|(value, text)| (value.into(), text.into()));
    html! {
        <section>
            <h3>{ "CreateQueue" }</h3>
            <p class="muted">{ t!(queue.times_are_in_seconds_what_aws) }</p>
            { text(t!(queue.name), &name, error("QueueName")) }
            <Choice label={t!(queue.type_of_queue)} options={kinds.to_vec()} value={(*kind).clone()} on_change={choose} />
            { text("VisibilityTimeout", &visibility, error("VisibilityTimeout")) }
            { text("DelaySeconds", &delay, error("DelaySeconds")) }
            <button class="primary" onclick={props.send.reform(move |_| request.clone())}>{ t!(queue.create) }</button>
            { good(props.notice.as_ref()) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct SendProps {
    queues: Vec<QueueView>,
    first: String,
    notice: Option<Notice>,
    send: Callback<Request>,
}

#[component]
fn Send(props: &SendProps) -> Html {
    let (chosen, bodies) = (use_state(|| props.first.clone()), use_state(|| "hello".to_string()));
    let (group, deduplication, delay, ids) =
        (use_state(String::new), use_state(String::new), use_state(String::new), use_state(String::new));
    let Some(queue) = props.queues.iter().find(|queue| queue.url == **chosen).or(props.queues.first()) else {
        return Html::default();
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |url| chosen.set(url))
    };
    let wrong_delay =
        (!delay.is_empty() && delay.trim().parse::<i32>().is_err()).then(|| t!(queue.expected_whole_seconds).into());
    let given = |state: &UseStateHandle<String>| (!state.is_empty()).then(|| (**state).clone());
    let input = |body: &str| MessageInput {
        message_body: body.into(),
        delay_seconds: delay.trim().parse().ok(),
        message_group_id: given(&group),
        message_deduplication_id: given(&deduplication),
        ..MessageInput::default()
    };
    let parts: Vec<&str> = bodies.split('|').map(str::trim).collect();
    let request = request(queue.url.clone(), &parts, &ids, input);
    let error = |field| about(props.notice.as_ref(), &SEND, field);
    let options: Vec<_> =
        props.queues.iter().map(|queue| (queue.url.clone().into(), queue.name.clone().into())).collect();
    let disabled = wrong_delay.is_some();
    html! {
        <section>
            <h3>{ if parts.len() > 1 { "SendMessageBatch" } else { "SendMessage" } }</h3>
            <p class="muted">{ t!(queue.separate_bodies_with_to_send_a) }</p>
            <Choice label={t!(queue.queue)} {options} value={queue.url.clone()} on_change={choose} />
            { text("MessageBody", &bodies, error("MessageBody")) }
            if parts.len() > 1 { { text(t!(queue.entry_ids), &ids, error("Id ")) } }
            { text("MessageGroupId", &group, error("MessageGroupId")) }
            { text("MessageDeduplicationId", &deduplication, error("MessageDeduplicationId")) }
            { text("DelaySeconds", &delay, wrong_delay.or_else(|| error("DelaySeconds"))) }
            <button {disabled} onclick={props.send.reform(move |_| request.clone())}>{ t!(queue.send) }</button>
            { good(props.notice.as_ref()) }
        </section>
    }
}

/// One message, or a batch of several, with the ids that were given for its entries.
fn request(queue_url: String, parts: &[&str], ids: &str, input: impl Fn(&str) -> MessageInput) -> Request {
    if let [body] = parts {
        return Request::SendMessage(SendMessage { queue_url, message: input(body) });
    }
    let ids: Vec<&str> = ids.split('|').map(str::trim).collect();
    let id = |at: usize| ids.get(at).filter(|id| !id.is_empty()).map_or((at + 1).to_string(), |id| id.to_string());
    let entry = |(at, body): (usize, &&str)| SendEntry { id: id(at), message: input(body) };
    Request::SendMessageBatch(Batch { queue_url, entries: parts.iter().enumerate().map(entry).collect() })
}
