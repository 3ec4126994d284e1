//! Which services there are.

/// Hands the table of services to a macro: the name of each, its folder, and where its timers stand among those of the same
/// instant. A new service is a row here, its folder, and an `impl` of `Routed` in `sim::routing`.
macro_rules! services {
    ($then:ident! { $($more:tt)* }) => {
        $then! { [Kinesis kinesis 0, Sqs sqs 14, Sns sns 15] $($more)* }
    };
}

/// An enum with a variant for each service, holding its associated type of the name after `of`, and some more variants. Those
/// of services that came later stand at the end, and behind them what came later still, so that a trace that was encoded without them reads the same.
macro_rules! enum_of_services {
    (
        [$First:ident $folder_of_first:ident $class_of_first:literal $(, $Name:ident $folder:ident $class:literal)*]
        $(#[$attribute:meta])* $visible:vis enum $Enum:ident of $Kind:ident { $($rest:tt)* }
        $(then { $($last:tt)* })?
    ) => {
        $(#[$attribute])*
        $visible enum $Enum {
            $First(<crate::$folder_of_first::$First as crate::service::Service>::$Kind),
            $($rest)*
            $($Name(<crate::$folder::$Name as crate::service::Service>::$Kind),)*
            $($($last)*)?
        }
    };
}

pub(crate) use {enum_of_services, services};
