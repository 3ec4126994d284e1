//! Where a mistake can be made, and which: always one that compiles, whatever the types are.
use crate::structure::{Module, is_test};
use std::fs;
use std::path::PathBuf;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Lit, ReturnType, Stmt};

/// A place in a source, and what stands there in a mutant.
#[derive(Clone, Debug)]
pub struct Site {
    pub file: PathBuf,
    pub line: usize,
    /// Bytes of the file.
    pub from: usize,
    pub to: usize,
    was: String,
    becomes: Becomes,
}

#[derive(Clone, Debug)]
enum Becomes {
    /// Another expression of the same type.
    Expression(String),
    /// Nothing: the statement is left out.
    Nothing,
    /// A function that returns this at once.
    Return(String),
}

impl Site {
    pub fn overlaps(&self, other: &Self) -> bool {
        self.file == other.file && self.from < other.to && other.from < self.to
    }

    /// What stands there for mutant `number` and without it.
    pub fn planted(&self, number: usize) -> String {
        let was = &self.was;
        match &self.becomes {
            Becomes::Expression(other) => format!("(if crate::mutant({number}) {{ {other} }} else {{ {was} }})"),
            Becomes::Nothing => format!("if !crate::mutant({number}) {{ {was} }}"),
            Becomes::Return(value) => format!("{{ if crate::mutant({number}) {{ return {value}; }} {}", &was[1..]),
        }
    }

    /// The mistake in a line.
    pub fn about(&self) -> String {
        let short =
            |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(70).collect::<String>();
        match &self.becomes {
            Becomes::Expression(other) => format!("{}  ->  {}", short(&self.was), short(other)),
            Becomes::Nothing => format!("without  {}", short(&self.was)),
            Becomes::Return(value) => format!("returns {value} at once"),
        }
    }
}

/// All sites of a module.
pub fn all(module: &Module) -> Vec<Site> {
    let text = fs::read_to_string(&module.file).expect("readable");
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut finder = Finder { module, text, starts, found: Vec::new() };
    module.syntax.items.iter().filter(|item| !is_test(item)).for_each(|item| finder.visit_item(item));
    finder.found
}

struct Finder<'a> {
    module: &'a Module,
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
    found: Vec<Site>,
}

impl Finder<'_> {
    fn range(&self, of: &impl Spanned) -> (usize, usize, usize) {
        let place = |at: proc_macro2::LineColumn| {
            let line = self.starts[at.line - 1];
            line + self.text[line..].char_indices().nth(at.column).map_or(self.text.len() - line, |(byte, _)| byte)
        };
        let span = of.span();
        (span.start().line, place(span.start()), place(span.end()))
    }

    fn text_of(&self, of: &impl Spanned) -> &str {
        let (_, from, to) = self.range(of);
        &self.text[from..to]
    }

    fn add(&mut self, of: &impl Spanned, becomes: Becomes) {
        let (line, from, to) = self.range(of);
        let was = self.text[from..to].to_string();
        self.found.push(Site { file: self.module.file.clone(), line, from, to, was, becomes });
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        // A constant is worked out by the compiler, which knows no environment.
        if signature.constness.is_some() {
            return;
        }
        let output = match &signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, of) => self.text_of(&**of).split_whitespace().collect(),
        };
        let values: &[&str] = match output.as_str() {
            "" => &[""],
            "bool" => &["true", "false"],
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i64" => &["0", "1"],
            "String" => &["alloc::string::String::new()"],
            of if of.contains("impl") => &[],
            of if of.starts_with("Option<") => &["None"],
            of if of.starts_with("Result<(),") => &["Ok(())"],
            of if of.starts_with("Vec<") => &["alloc::vec::Vec::new()"],
            _ => &[],
        };
        for value in values {
            self.add(block, Becomes::Return((*value).to_string()));
        }
        visit::visit_block(self, block);
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_fn(&mut self, of: &'ast syn::ItemFn) {
        self.function(&of.sig, &of.block);
    }
    fn visit_impl_item_fn(&mut self, of: &'ast syn::ImplItemFn) {
        self.function(&of.sig, &of.block);
    }
    fn visit_expr_binary(&mut self, of: &'ast syn::ExprBinary) {
        let one = |expr: &Expr| matches!(expr, Expr::Lit(lit) if matches!(&lit.lit, Lit::Int(int) if int.base10_digits() == "1"));
        let other = match of.op {
            BinOp::Lt(_) => "<=",
            BinOp::Le(_) => "<",
            BinOp::Gt(_) => ">=",
            BinOp::Ge(_) => ">",
            BinOp::Eq(_) => "!=",
            BinOp::Ne(_) => "==",
            BinOp::And(_) if !has_let(&of.left) && !has_let(&of.right) => "||",
            BinOp::Or(_) => "&&",
            BinOp::Add(_) if one(&of.right) => "-",
            BinOp::Sub(_) if one(&of.right) => "+",
            _ => "",
        };
        if !other.is_empty() {
            let text = format!("({}) {other} ({})", self.text_of(&*of.left), self.text_of(&*of.right));
            self.add(of, Becomes::Expression(text));
        }
        visit::visit_expr_binary(self, of);
    }
    fn visit_stmt(&mut self, of: &'ast Stmt) {
        if let Stmt::Expr(Expr::MethodCall(_) | Expr::Call(_), Some(_)) = of {
            self.add(of, Becomes::Nothing);
        }
        if let Stmt::Expr(Expr::Binary(binary), Some(_)) = of
            && matches!(
                binary.op,
                BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::BitOrAssign(_) | BinOp::BitAndAssign(_)
            )
        {
            self.add(of, Becomes::Nothing);
        }
        visit::visit_stmt(self, of);
    }
    // What the compiler works out.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
}

/// Whether a condition binds names: then it is no value.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(of) => has_let(&of.left) || has_let(&of.right),
        _ => false,
    }
}
