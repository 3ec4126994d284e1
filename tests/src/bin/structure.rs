//! Prints what ARCHITECTURE.md says of the code's structure: `structure [CHECKOUT]`.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use shardscope_tests::structure::{Counts, Graph, Modules, naming_the_youngest};
    use std::path::Path;
    let root = std::env::args().nth(1).unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/..").into());
    let root = Path::new(&root);
    for name in ["core", "web"] {
        let source = root.join(name).join("src");
        let of = Counts::of(&source);
        let graph = Graph::direct(&Modules::read(&source));
        println!(
            "{name}: {} functions, {} of them with &mut; {} assertions, one for {:.1} of these; {} functions of more than 70 lines; {} circles",
            of.functions,
            of.changing,
            of.assertions,
            f64::from(of.changing) / f64::from(of.assertions.max(1)),
            of.long,
            graph.circles().len(),
        );
    }
    let naming = naming_the_youngest(root);
    println!("files that name the youngest service outside its folder: {}", naming.len());
    naming.iter().for_each(|file| println!("  {file}"));
}
