//! Whom a fault can be done to.
use shardscope_core::base::Duration;
use shardscope_core::sim::Command;

/// A target of faults, with the faults.
#[derive(Clone, Debug, PartialEq)]
pub struct Victim {
    /// Tells it from others of the same name.
    pub key: String,
    pub name: String,
    pub faults: Vec<FaultOf>,
}

/// A fault: what it is called, and the command that lasts so long.
#[derive(Clone)]
pub struct FaultOf {
    pub text: &'static str,
    /// What has to be known of it.
    pub note: &'static str,
    pub command: std::rc::Rc<dyn Fn(Duration) -> Command>,
}

impl std::fmt::Debug for FaultOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text)
    }
}

impl PartialEq for FaultOf {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && std::rc::Rc::ptr_eq(&self.command, &other.command)
    }
}
