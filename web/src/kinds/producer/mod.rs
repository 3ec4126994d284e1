//! Producers.
mod card;
mod events;

pub use events::EVENTS;

use super::{Add, FaultOf, Key, Kind, NONE, Side, Victim};
use crate::card::Seen;
use crate::scenario;
use shardscope_core::client::{ActorId, Api, Workload};
use shardscope_core::sim::{Command, Fault};
use shardscope_core::why;
use std::rc::Rc;

const NAME: &str = super::names::of(shardscope_core::client::Kind::Producer);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Producers,
    cards: card::all,
    chips: card::chips,
    adds: &[
        Add { name: "trucks", text: message!(producer.trucks_gps), command: |_, stream| add(stream, Workload::Trucks) },
        Add {
            name: "clicks",
            text: message!(producer.clicks_by_user),
            command: |_, stream| add(stream, Workload::Clicks),
        },
        Add { name: "sensors", text: message!(producer.sensors), command: |_, stream| add(stream, Workload::Sensors) },
        Add {
            name: "countries",
            text: message!(producer.visitors_by_country),
            command: |_, stream| add(stream, Workload::Countries),
        },
        Add {
            name: "custom",
            text: message!(producer.custom_keys),
            command: |_, stream| add(stream, Workload::Custom { prefix: "key-".into() }),
        },
        Add {
            name: "agent",
            text: message!(producer.a_log_file_by_the_agent),
            command: |_, stream| Command::Add(scenario::agent(stream).into()),
        },
    ],
    why: |sim, id| why::actor(sim, ActorId(id)),
    victims,
    keys: &[Key { key: "h", command: inject }],
    ..NONE
};

fn add(stream: &str, workload: Workload) -> Command {
    Command::Add(scenario::producer(stream, workload).into())
}

/// Injects a hot key: one of the first producer's.
fn inject(seen: Seen<'_>) -> Option<Command> {
    let stream = seen.stream_name()?;
    let here = seen.sim.producers().filter(|producer| Some(producer.stream) == seen.stream);
    let key = here.into_iter().find_map(|producer| card::hottest(seen, producer));
    let key = key.unwrap_or_else(|| "hot".to_string());
    Some(Command::Add(scenario::hot(stream, &key).into()))
}

fn victims(seen: Seen<'_>) -> Vec<Victim> {
    let here = seen.sim.producers().filter(|producer| Some(producer.stream) == seen.stream);
    let victim = here.map(|of| {
        let producer = of.id;
        let lose = FaultOf {
            text: t!(producer.lose_the_answers_to_it),
            note: "",
            command: Rc::new(move |length| Command::Fault(Fault::LoseAnswers { producer, length })),
        };
        let stop = FaultOf {
            text: t!(producer.stop),
            note: "",
            command: Rc::new(move |length| Command::Fault(Fault::StopAgent { producer, length })),
        };
        let is_agent = matches!(of.spec.api, Api::Agent(_));
        let faults = if is_agent { vec![stop, lose] } else { vec![lose] };
        Victim {
            key: format!("producer {}", producer.0),
            name: t!(producer.producer_named, name = of.spec.name),
            faults,
        }
    });
    victim.collect()
}
