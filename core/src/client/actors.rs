//! What acts in a run, by kind.
use super::kcl::ApplicationSpec;
use super::lab::LaneSpec;
use super::lambda::MappingSpec;
use super::message_lambda::MessageFunctionSpec;
use super::settings::{self, Described, Fault};
use super::{InvalidSpec, ProducerSpec, ReaderSpec};
use crate::base::ActorId;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A setting of an actor and its value, as a line of a script has them.
pub type Setting = (String, String);

macro_rules! kinds {
    ($($Kind:ident($Spec:ident) $word:literal;)*) => {
        /// A kind of actor.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind {
            $($Kind,)*
        }

        /// What an actor is to be.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ActorSpec {
            $($Kind($Spec),)*
        }

        $(impl From<$Spec> for ActorSpec {
            fn from(spec: $Spec) -> Self {
                Self::$Kind(spec)
            }
        })*

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$Kind),*];

            /// As lines name it: `producer`, `set-producer`, `remove-producer`.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$Kind => $word,)*
                }
            }

            /// An actor of this kind with the default of everything.
            pub fn unnamed(self) -> ActorSpec {
                match self {
                    $(Self::$Kind => ActorSpec::$Kind(Described::unnamed()),)*
                }
            }

            /// Whether a setting is one of those without a value.
            pub fn is_flag(self, name: &str) -> bool {
                match self {
                    $(Self::$Kind => settings::find::<$Spec>(name)
                        .is_some_and(|(row, _)| matches!(row.is, settings::Is::Flag(_))),)*
                }
            }

            /// The names of its settings, each with what may stand there; nothing for a flag.
            pub fn options(self) -> Vec<(&'static str, Vec<String>)> {
                match self {
                    $(Self::$Kind => settings::proposals::<$Spec>(),)*
                }
            }

            /// The same of those that can be changed once the actor is there.
            pub fn changeable(self) -> Vec<(&'static str, Vec<String>)> {
                let fixed = |name: &str| match self {
                    $(Self::$Kind => settings::find::<$Spec>(name).is_some_and(|(row, _)| row.fixed),)*
                };
                self.options().into_iter().filter(|(name, _)| !fixed(name)).collect()
            }

            /// Its settings, in the order in which help lists them.
            pub fn listed(self) -> Vec<settings::Listed> {
                match self {
                    $(Self::$Kind => settings::listed::<$Spec>(),)*
                }
            }
        }

        impl ActorSpec {
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$Kind(_) => Kind::$Kind,)*
                }
            }

            /// Sets one thing. Errors: [`Fault`].
            pub fn set(&mut self, name: &str, value: &str) -> Result<(), Fault> {
                match self {
                    $(Self::$Kind(spec) => settings::set(spec, name, value),)*
                }
            }

            /// What can be changed of it, and its values now.
            pub fn form(&self) -> Vec<settings::Field> {
                match self {
                    $(Self::$Kind(spec) => settings::form(spec),)*
                }
            }

            /// What has to be said and was not.
            pub fn missing(&self) -> Option<&'static str> {
                match self {
                    $(Self::$Kind(spec) => spec.missing(),)*
                }
            }

            /// Errors: the first value that is out of bounds, or does not go with the others.
            pub fn validate(&self) -> Result<(), InvalidSpec> {
                match self {
                    $(Self::$Kind(spec) => spec.validate(),)*
                }
            }

            /// The settings that make it out of `from`, in the order in which they are read; of another kind: all that differ
            /// from the defaults.
            pub fn settings(&self, from: &Self) -> Vec<Setting> {
                match (self, from) {
                    $((Self::$Kind(spec), Self::$Kind(from)) => settings::printed(from, spec),)*
                    $((Self::$Kind(spec), _) => settings::printed(&Described::unnamed(), spec),)*
                }
            }

            /// The names of what stays as it is once the actor is there, and differs from `other`.
            pub fn fixed(&self, other: &Self) -> Vec<&'static str> {
                match (self, other) {
                    $((Self::$Kind(spec), Self::$Kind(other)) => settings::fields(spec, other),)*
                    _ => Vec::new(),
                }
            }
        }
    };
}

kinds! {
    Producer(ProducerSpec) "producer";
    Reader(ReaderSpec) "reader";
    Application(ApplicationSpec) "application";
    Function(MappingSpec) "lambda";
    Lane(LaneSpec) "lane";
    MessageFunction(MessageFunctionSpec) "message-lambda";
}

impl ActorSpec {
    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Self::Producer(spec) => &spec.name,
            Self::Reader(spec) => &spec.name,
            Self::Application(spec) => &spec.name,
            Self::Function(spec) => &spec.function_name,
            Self::Lane(spec) => &spec.name,
            Self::MessageFunction(spec) => &spec.function_name,
        }
    }
}

/// Names of actors and their numbers, to say who is meant.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    actors: Vec<(ActorId, Kind, String)>,
}

impl Roll {
    pub fn add(&mut self, id: ActorId, kind: Kind, name: &str) {
        self.actors.push((id, kind, name.into()));
    }

    /// The actor of that name, if there is one of this kind, and only one. Errors: what was expected.
    pub fn find(&self, kind: Kind, name: &str) -> Result<ActorId, String> {
        let mut found = self.actors.iter().filter(|(_, of, called)| *of == kind && called == name);
        match (found.next(), found.next()) {
            (Some((id, ..)), None) => Ok(*id),
            (None, _) => Err(alloc::format!("expected the name or number of a {}, found '{name}'", kind.word())),
            (Some((one, ..)), Some((other, ..))) => {
                Err(alloc::format!("two are called '{name}': say which by its number, {} or {}", one.0, other.0))
            }
        }
    }

    /// How a line names an actor of a kind: by its name where that says who is meant, otherwise by its number.
    pub fn text(&self, kind: Kind, id: ActorId) -> String {
        let named = self.actors.iter().find(|(of, ..)| *of == id).map(|(.., name)| name);
        let plain = |name: &str| {
            let word = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(word)
        };
        match named {
            Some(name) if plain(name) && self.find(kind, name) == Ok(id) => name.clone(),
            _ => alloc::format!("{}", id.0),
        }
    }
}
