//! Which file uses which, and where that runs in a circle.
use super::{Module, Modules, paths};
use std::collections::{BTreeMap, BTreeSet};

/// Files by module path, each with those that it uses.
pub struct Graph(pub BTreeMap<String, BTreeSet<String>>);

impl Graph {
    /// Which file uses what which other one defines, whoever hands it on. That a folder's `mod.rs` knows its files, and they
    /// it, is one house, and no arrow.
    pub fn of(modules: &Modules) -> Self {
        Self::by(modules, |path| modules.owner(path))
    }

    /// The same by the paths as they are written: what a folder hands on at its door is the folder's.
    pub fn direct(modules: &Modules) -> Self {
        Self::by(modules, |path| modules.named(path))
    }

    fn by<'a>(modules: &'a Modules, owner: impl Fn(&[String]) -> Option<&'a Module>) -> Self {
        let mut uses = BTreeMap::new();
        for module in modules.0.values() {
            let owners = paths::of(module).into_iter().filter_map(|path| owner(&path));
            let others = owners.filter(|other| !module.path.starts_with(&other.path));
            uses.insert(module.path.join("::"), others.map(|other| other.path.join("::")).collect());
        }
        Self(uses)
    }

    /// Sets of files each of which uses, by way of others, all the rest of its set; in the order of their names.
    pub fn circles(&self) -> Vec<BTreeSet<&str>> {
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            self.0.keys().map(|from| (from.as_str(), self.reach(from))).collect();
        let mut circles: Vec<BTreeSet<&str>> = Vec::new();
        for (from, reached) in &reach {
            let back = |to: &&str| reach.get(to).is_some_and(|reached| reached.contains(from));
            let circle: BTreeSet<&str> = reached.iter().copied().filter(back).collect();
            if circle.len() > 1 && !circles.contains(&circle) {
                circles.push(circle);
            }
        }
        circles
    }

    fn reach(&self, from: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&str> = self.0[from].iter().map(String::as_str).collect();
        while let Some(to) = next.pop() {
            if reached.insert(to) {
                next.extend(self.0.get(to).into_iter().flatten().map(String::as_str));
            }
        }
        reached
    }

    /// Every arrow, as (from, to).
    pub fn arrows(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(from, to)| to.iter().map(move |to| (from.as_str(), to.as_str())))
    }
}
