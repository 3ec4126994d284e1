//! The paths that a file names, made absolute.
use super::{Module, is_test};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::visit::Visit;
use syn::{Item, UseTree, Visibility};

/// Every path of the own crate that a module names.
pub fn of(module: &Module) -> BTreeSet<Vec<String>> {
    let mut names = Names { module, found: BTreeSet::new(), children: children(module) };
    module.syntax.items.iter().filter(|item| !is_test(item)).for_each(|item| names.visit_item(item));
    names.found
}

/// Where a module hands on an item from, by a `pub use`.
pub fn handed_on(module: &Module, item: &str) -> Option<Vec<String>> {
    let children = children(module);
    module.syntax.items.iter().find_map(|of| {
        let Item::Use(of) = of else { return None };
        if matches!(of.vis, Visibility::Inherited) {
            return None;
        }
        let mut all = Vec::new();
        flatten(&of.tree, &mut Vec::new(), &mut all);
        let found = all.into_iter().find(|(_, name)| name == item)?;
        absolute(module, &children, &found.0)
    })
}

fn children(module: &Module) -> BTreeSet<String> {
    let child = |item: &Item| if let Item::Mod(of) = item { Some(of.ident.to_string()) } else { None };
    module.syntax.items.iter().filter_map(child).collect()
}

/// Each name that a `use` brings in, with its whole path.
fn flatten(tree: &UseTree, before: &mut Vec<String>, all: &mut Vec<(Vec<String>, String)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, all);
            before.pop();
        }
        UseTree::Name(name) => all.push((joined(before, &name.ident.to_string()), name.ident.to_string())),
        UseTree::Rename(name) => all.push((joined(before, &name.ident.to_string()), name.rename.to_string())),
        UseTree::Glob(_) => all.push((before.clone(), "*".into())),
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, before, all)),
    }
}

fn joined(before: &[String], last: &str) -> Vec<String> {
    let last = (last != "self").then(|| last.to_string());
    before.iter().cloned().chain(last).collect()
}

/// A path from the crate's root; `None` for one of another crate, or a name of the file's own.
fn absolute(module: &Module, children: &BTreeSet<String>, path: &[String]) -> Option<Vec<String>> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    let mut from = match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => return Some(module.path.iter().cloned().chain(path[1..].iter().cloned()).collect()),
        "super" => module.path[..module.path.len().checked_sub(supers)?].to_vec(),
        child if children.contains(child) => module.path.clone(),
        _ => return None,
    };
    from.extend(path[supers..].iter().cloned());
    Some(from)
}

struct Names<'a> {
    module: &'a Module,
    found: BTreeSet<Vec<String>>,
    children: BTreeSet<String>,
}

impl Names<'_> {
    fn add(&mut self, path: &[String]) {
        self.found.extend(absolute(self.module, &self.children, path));
    }

    /// Macros hold tokens: paths in them are idents with `::` between.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if colons == 2 && !path.is_empty() => path.push(ident.to_string()),
                TokenTree::Ident(ident) => {
                    self.add(&path);
                    path = vec![ident.to_string()];
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.add(&path);
                    path.clear();
                    self.tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.add(&path);
                    path.clear();
                }
            }
            colons = 0;
        }
        self.add(&path);
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item_use(&mut self, of: &'ast syn::ItemUse) {
        // What is only handed on is not used here.
        if matches!(of.vis, Visibility::Inherited) {
            let mut all = Vec::new();
            flatten(&of.tree, &mut Vec::new(), &mut all);
            all.iter().for_each(|(path, _)| self.add(path));
        }
    }
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&parts);
        syn::visit::visit_path(self, path);
    }
    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        self.tokens(of.tokens.clone());
        syn::visit::visit_macro(self, of);
    }
}
