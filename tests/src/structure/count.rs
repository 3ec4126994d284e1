//! What the table in ARCHITECTURE.md counts.
use super::{Modules, is_test};
use std::path::Path;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Numbers of a crate, tests left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub functions: u32,
    /// Functions with a `&mut` among their parameters.
    pub changing: u32,
    /// `assert!`, `debug_assert!` and their kin.
    pub assertions: u32,
    /// Functions of more than 70 lines.
    pub long: u32,
}

impl Counts {
    /// Of all sources below a crate's `src`.
    pub fn of(source: &Path) -> Self {
        let mut counts = Self::default();
        for module in Modules::read(source).0.values() {
            module.syntax.items.iter().filter(|item| !is_test(item)).for_each(|item| counts.visit_item(item));
        }
        counts
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let is_mut = |input: &syn::FnArg| match input {
            syn::FnArg::Receiver(of) => of.reference.is_some() && of.mutability.is_some(),
            syn::FnArg::Typed(of) => matches!(&*of.ty, syn::Type::Reference(of) if of.mutability.is_some()),
        };
        self.functions += 1;
        self.changing += u32::from(signature.inputs.iter().any(is_mut));
        let (from, to) = (block.span().start().line, block.span().end().line);
        self.long += u32::from(to - from > 71);
    }
}

impl<'ast> Visit<'ast> for Counts {
    fn visit_item_fn(&mut self, of: &'ast syn::ItemFn) {
        self.function(&of.sig, &of.block);
        visit::visit_item_fn(self, of);
    }
    fn visit_impl_item_fn(&mut self, of: &'ast syn::ImplItemFn) {
        self.function(&of.sig, &of.block);
        visit::visit_impl_item_fn(self, of);
    }
    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        let name = of.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        self.assertions += u32::from(name.starts_with("assert") || name.starts_with("debug_assert"));
    }
}
