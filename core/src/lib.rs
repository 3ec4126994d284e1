//! Amazon Kinesis Data Streams as a pure value.
//!
//! A [`sim::Sim`] takes commands and hands out events. It holds no clock, no entropy, no file and no
//! browser: the same [`sim::Config`] and the same commands give the same run on every machine.
//!
//! The folders are layers, each of which uses only those before it:
//!
//! | layer | what it owns |
//! |---|---|
//! | [`base`] | time, seeded randomness |
//! | [`hash`] | the 128-bit key space: MD5 routing and ranges |
//! | [`engine`] | event queue, token bucket, record log, distributions |
//! | [`wire`] | what services say over the wire: values, models, and how requests are checked by them |
//! | [`service`] | what every service has in common |
//! | [`message`] | what a message of queues and topics consists of |
//! | [`sns`] | topics and subscriptions: filters, deliveries and their retries, archives |
//! | [`sqs`] | queues, standard and FIFO: visibility, deduplication, dead letters |
//! | [`kinesis`] | the service: streams, shards, limits, resharding, reads |
//! | [`client`] | what calls the service: producers and polling readers |
//! | [`sim`] | queue, network, faults; the only place that connects clients to services |
//! | [`api`] | real AWS requests over a run: targets and bodies in, answers out |
//! | [`cli`] | command lines of the AWS CLI, and the same calls in other languages |
//! | [`report`] | a run in numbers, as `state()` tells it |
//! | [`why`] | why its figures are what they are |
//! | [`script`] | a run as text: timed command lines |
//! | [`timeline`] | a run with its past and its branches: seek, fork, undo, replay |
#![no_std]
#![forbid(unsafe_code)]
// A variant that comes later has to be thought of everywhere; functions have 70 lines at most (clippy.toml). Exceptions say why
// by #[expect].
#![cfg_attr(
    not(test),
    deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants, clippy::too_many_lines)
)]

extern crate alloc;

pub mod api;
pub mod base;
pub mod cli;
pub mod client;
pub mod engine;
pub mod hash;
pub mod kinesis;
pub mod message;
pub mod report;
pub mod script;
pub mod service;
pub mod sim;
pub mod sns;
pub mod sqs;
pub mod timeline;
pub mod why;
pub mod wire;
