//! The services that answer requests, and how they are found.
use crate::service::{Service as _, services};
use crate::wire::model::{Model, Operation};

macro_rules! names {
    ([$($Name:ident $folder:ident $class:literal),*]) => {
        /// A service of AWS.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Service {
            $($Name,)*
        }

        impl Service {
            pub const ALL: [Self; [$(stringify!($Name)),*].len()] = [$(Self::$Name),*];

            /// What it can be asked.
            pub const fn model(self) -> &'static Model {
                match self {
                    $(Self::$Name => crate::$folder::$Name::MODEL,)*
                }
            }
        }
    };
}
services! { names! {} }

impl Service {
    /// As command lines name it: `aws kinesis …`.
    pub const fn command(self) -> &'static str {
        self.model().command
    }
    /// As people name it.
    pub const fn title(self) -> &'static str {
        self.model().title
    }
    /// What is simulated of it.
    pub const fn operations(self) -> &'static [Operation] {
        self.model().operations
    }
    /// The operation of that name.
    pub fn operation(self, name: &str) -> Option<&'static Operation> {
        self.model().operation(name)
    }

    /// The service that a command line names.
    pub fn of_command(command: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.command() == command)
    }

    /// The service and the operation that a target names.
    pub fn of_target(target: &str) -> Option<(Self, &str)> {
        let of = |service: Self| Some((service, target.strip_prefix(service.model().target?)?));
        Self::ALL.into_iter().find_map(of)
    }
}
