//! Takes the page's wasm module apart: what the first scenario needs, and what can come later.
//!
//! `web/later.txt` names the parts that come later. A function whose path names such a part is moved, and so is one
//! that only moved functions call. In the first module a moved function leaves a stub: it sees to it that the later
//! module is there (`later` in `web/js/later.js`), and goes on through the function table. The later module shares
//! memory, table and globals with the first. Nothing in the Rust code knows of it, and an unsplit site works alike.
mod data;

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{UnaryOp, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportedFunction, Module, ModuleConfig, TableId, ValType, ir::Value,
};

/// The import that loads the later module.
const LOAD: &str = "later";
/// Under which module name the later module imports what the first one exports.
const FIRST: &str = "first";

/// Functions of so few instructions stay, unless only moved ones call them: their stub would be as large. And one such
/// function often stands for all that are alike in bytes, whoever they belong to.
const SMALL: u64 = 120;

/// The two modules, and a report: one line for each function, with where it went and its size.
pub struct Split {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
    pub report: String,
    /// Bytes of constants that moved.
    pub constants: u64,
}

/// Splits `wasm`, which must have its names, by `parts`: one piece of a path per line, `#` for remarks. What a piece
/// behind a `!` names stays in any case. `map` is the linker's.
pub fn split(wasm: &[u8], parts: &str, map: &str) -> Result<Split> {
    let mut first = parse(wasm)?;
    let moved = choose(&first, parts)?;
    let shared = shared(&first, &moved);
    let sizes = sizes(&first);
    let slots = stub(&mut first, &moved)?;
    let report = report(&sizes, &moved, &slots);
    export(&mut first, &shared);
    walrus::passes::gc::run(&mut first);
    let mut later = parse(wasm)?;
    keep(&mut later, &shared, &slots)?;
    walrus::passes::gc::run(&mut later);
    let constants = data::divide(&mut first, &mut later, &data::places(map)?)?;
    Ok(Split { first: first.emit_wasm(), later: later.emit_wasm(), report, constants })
}

fn parse(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).context("the module the build left cannot be read")
}

/// Functions by number: both modules are read from the same bytes, so numbers mean the same in both.
type Numbers = BTreeSet<usize>;

/// Whom a function calls or refers to.
#[derive(Default)]
struct Mentions {
    functions: Numbers,
    globals: Numbers,
}

impl<'a> Visitor<'a> for Mentions {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.insert(id.index());
    }
    fn visit_global_id(&mut self, id: &walrus::GlobalId) {
        self.globals.insert(id.index());
    }
}

fn mentions(module: &Module, wanted: impl Fn(usize) -> bool) -> BTreeMap<usize, Mentions> {
    let mut all = BTreeMap::new();
    for (id, function) in module.funcs.iter_local().filter(|(id, _)| wanted(id.index())) {
        let mut mentions = Mentions::default();
        dfs_in_order(&mut mentions, function, function.entry_block());
        all.insert(id.index(), mentions);
    }
    all
}

/// The function's path as in the source: without the crates' hashes.
fn path(name: &str) -> String {
    let mut path = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('[') {
        let hash = rest.get(at + 1..at + 17).is_some_and(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()));
        let end = if hash && rest[at + 17..].starts_with(']') { at + 18 } else { at + 1 };
        path.push_str(if end == at + 1 { &rest[..end] } else { &rest[..at] });
        rest = &rest[end..];
    }
    path + rest
}

/// The functions to move: those that the parts name, and those that only they call.
fn choose(module: &Module, parts: &str) -> Result<Numbers> {
    let lines = parts.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (stay, parts): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('!'));
    let (mut moved, mut stays, mut met) = (Numbers::new(), rooted(module), BTreeSet::new());
    for (id, _) in module.funcs.iter_local().filter(|(_, function)| function.size() > SMALL) {
        let name = path(module.funcs.get(id).name.as_deref().unwrap_or_default());
        if stay.iter().any(|part| name.contains(&part[1..])) {
            stays.insert(id.index());
            continue;
        }
        for part in parts.iter().filter(|part| name.contains(**part)) {
            met.insert(*part);
            moved.insert(id.index());
        }
    }
    for part in parts.iter().filter(|part| !met.contains(**part)) {
        println!("   web/later.txt: no function's path has {part} in it");
    }
    // Everything else that is not called on any way that leads past the moved ones goes with them.
    let mentions = mentions(module, |_| true);
    let mut ways: Vec<usize> = stays.iter().copied().filter(|f| !moved.contains(f)).collect();
    while let Some(function) = ways.pop() {
        let called = mentions.get(&function).into_iter().flat_map(|mentions| &mentions.functions);
        ways.extend(called.filter(|f| !moved.contains(f) && stays.insert(**f)));
    }
    moved.extend(mentions.keys().filter(|f| !stays.contains(f)));
    Ok(moved)
}

/// What may be called from outside or by a pointer.
fn rooted(module: &Module) -> Numbers {
    let mut rooted: Numbers = module.start.iter().map(|id| id.index()).collect();
    rooted.extend(module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id.index()),
        _ => None,
    }));
    for element in module.elements.iter() {
        match &element.items {
            ElementItems::Functions(ids) => rooted.extend(ids.iter().map(|id| id.index())),
            ElementItems::Expressions(_, items) => rooted.extend(items.iter().filter_map(|item| match item {
                ConstExpr::RefFunc(id) => Some(id.index()),
                _ => None,
            })),
        }
    }
    rooted
}

/// What the later module needs of the first, besides memory and tables.
fn shared(module: &Module, moved: &Numbers) -> Mentions {
    let mut shared = Mentions::default();
    for mentions in mentions(module, |f| moved.contains(&f)).into_values() {
        shared.functions.extend(mentions.functions.difference(moved));
        shared.globals.extend(mentions.globals);
    }
    shared
}

/// Replaces each moved function that is still asked for by a stub. Returns the table's slot of each.
fn stub(module: &mut Module, moved: &Numbers) -> Result<BTreeMap<usize, u64>> {
    let load = module.imports.iter().find(|import| import.name == LOAD).context("no import that loads")?;
    let walrus::ImportKind::Function(load) = load.kind else { bail!("{LOAD} is no function") };
    let mut asked = rooted(module);
    mentions(module, |f| !moved.contains(&f)).into_values().for_each(|m| asked.extend(m.functions));
    let there = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    module.exports.add("later_is_there", there);
    let table = functions(module)?;
    let mut slots = BTreeMap::new();
    let ids: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in ids.into_iter().filter(|id| moved.contains(&id.index())) {
        if !asked.contains(&id.index()) {
            module.funcs.delete(id);
            continue;
        }
        let slot = module.tables.get(table).initial;
        slots.insert(id.index(), slot);
        grow(module, table);
        let ty = module.funcs.get(id).ty();
        let (params, results) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
        let args: Vec<_> = params.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = builder.func_body();
        body.global_get(there).unop(UnaryOp::I32Eqz).if_else(
            None,
            |then| {
                then.i32_const(slot as i32).call(load).drop();
            },
            |_| {},
        );
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(slot as i32).call_indirect(ty, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
    }
    Ok(slots)
}

/// The table that calls by pointer go through.
fn functions(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("the module has no function table")
}

fn grow(module: &mut Module, table: TableId) {
    let table = module.tables.get_mut(table);
    table.initial += 1;
    table.maximum = table.maximum.map(|most| most.max(table.initial));
}

/// Exports what the later module imports.
fn export(module: &mut Module, shared: &Mentions) {
    for id in ids(module.funcs.iter().map(|f| f.id()).filter(|id| shared.functions.contains(&id.index()))) {
        module.exports.add(&name("f", id.index()), id);
    }
    for id in ids(module.globals.iter().map(|g| g.id()).filter(|id| shared.globals.contains(&id.index()))) {
        module.exports.add(&name("g", id.index()), id);
    }
    for id in ids(module.tables.iter().map(|t| t.id())) {
        module.exports.add(&name("t", id.index()), id);
    }
    for id in ids(module.memories.iter().map(|m| m.id())) {
        module.exports.add(&name("m", id.index()), id);
    }
}

fn name(kind: &str, number: usize) -> String {
    format!("{kind}{number}")
}

/// Leaves in `module` only what was moved; everything else comes from the first module.
fn keep(module: &mut Module, shared: &Mentions, slots: &BTreeMap<usize, u64>) -> Result<()> {
    let table = functions(module)?;
    empty(module);
    import(module, shared);
    // One segment from the first slot on: the slots were given one after the other.
    let mut order: Vec<(u64, FunctionId)> =
        module.funcs.iter().filter_map(|f| Some((*slots.get(&f.id().index())?, f.id()))).collect();
    order.sort_by_key(|(slot, _)| *slot);
    let from = order.first().context("nothing to move")?.0;
    module.tables.get_mut(table).initial = from + order.len() as u64;
    let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(from as i32)) };
    let element = module.elements.add(kind, ElementItems::Functions(order.into_iter().map(|(_, id)| id).collect()));
    module.tables.get_mut(table).elem_segments.insert(element);
    Ok(())
}

/// Takes out what only the first module has: its start, exports, elements and data.
fn empty(module: &mut Module) {
    module.start = None;
    ids(module.exports.iter().map(|e| e.id())).into_iter().for_each(|id| module.exports.delete(id));
    ids(module.elements.iter().map(|e| e.id())).into_iter().for_each(|id| module.elements.delete(id));
    ids(module.data.iter().map(|d| d.id())).into_iter().for_each(|id| module.data.delete(id));
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
        table.maximum = None;
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
    }
}

/// Imports what the first module exports.
fn import(module: &mut Module, shared: &Mentions) {
    for id in ids(module.funcs.iter().map(|f| f.id()).filter(|id| shared.functions.contains(&id.index()))) {
        let ty = module.funcs.get(id).ty();
        if let FunctionKind::Import(old) = &module.funcs.get(id).kind {
            let old = old.import;
            module.imports.delete(old);
        }
        let import = module.imports.add(FIRST, &name("f", id.index()), id);
        module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    for id in ids(module.globals.iter().map(|g| g.id()).filter(|id| shared.globals.contains(&id.index()))) {
        let import = module.imports.add(FIRST, &name("g", id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in ids(module.tables.iter().map(|t| t.id())) {
        module.tables.get_mut(id).import = Some(module.imports.add(FIRST, &name("t", id.index()), id));
    }
    for id in ids(module.memories.iter().map(|m| m.id())) {
        module.memories.get_mut(id).import = Some(module.imports.add(FIRST, &name("m", id.index()), id));
    }
}

/// Identifiers, in a list of their own: what they are of is about to change.
fn ids<T>(of: impl Iterator<Item = T>) -> Vec<T> {
    of.collect()
}

/// Instructions, number and path of each function, the largest first.
fn sizes(module: &Module) -> Vec<(u64, usize, String)> {
    let name = |id| path(module.funcs.get(id).name.as_deref().unwrap_or("?"));
    let mut sizes: Vec<_> = module.funcs.iter_local().map(|(id, f)| (f.size(), id.index(), name(id))).collect();
    sizes.sort_by(|a, b| b.cmp(a));
    sizes
}

fn report(sizes: &[(u64, usize, String)], moved: &Numbers, slots: &BTreeMap<usize, u64>) -> String {
    let place = |number: &usize| match slots.get(number) {
        Some(slot) => format!("later {slot}"),
        None if moved.contains(number) => "later -".into(),
        None => "first -".into(),
    };
    sizes.iter().map(|(size, number, path)| format!("{} {size} {path}\n", place(number))).collect()
}
