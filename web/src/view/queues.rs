//! The queues of a run, for the dialog about them.
use shardscope_core::sim::Sim;
use shardscope_core::sqs::url as queue_url;

/// A queue and what lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueView {
    pub name: String,
    pub url: String,
    pub is_fifo: bool,
    pub visible: u64,
    pub in_flight: u64,
    pub delayed: u64,
}

/// The queues, by their names.
pub fn of(sim: &Sim) -> Vec<QueueView> {
    let account = &sim.config().account.account_id;
    let queues = sim.sqs().queues();
    let view = |queue: &shardscope_core::sqs::Queue| {
        let depth = queue.depth(sim.now());
        QueueView {
            name: queue.name.clone(),
            url: queue_url(account, &queue.name),
            is_fifo: queue.is_fifo(),
            visible: depth.approximate_number_of_messages_visible,
            in_flight: depth.approximate_number_of_messages_not_visible,
            delayed: depth.approximate_number_of_messages_delayed,
        }
    };
    queues.map(view).collect()
}
