//! Which constants go with the functions that moved: those that nothing in the first module points to.
//!
//! The linker's map says where each constant lies. A number in a function, or a word in another constant, that lies in or
//! close before one is taken for a pointer to it, which may keep too much in the first module, never too little: code that
//! reaches a constant by a number that lies elsewhere would have to be compiled to less than `AROUND` before it.
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::ops::Range;
use walrus::ir::{Instr, InstrLocId, Load, Store, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, MemoryId, Module};

/// An index that counts from one is folded into the address of its table: so many bytes before a constant still mean it.
const AROUND: u32 = 64;
/// Pieces of fewer bytes stay: what is around a piece takes about as much.
const SMALL: u32 = 24;

/// The constants' places, in order, by the linker's map.
pub fn places(map: &str) -> Result<Vec<Range<u32>>> {
    let hex = |text: Option<&str>| u32::from_str_radix(text?, 16).ok();
    let place = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        let (from, _, size) = (hex(words.next())?, words.next(), hex(words.next())?);
        // What the linker has merged is one piece to the map, and many constants.
        (line.contains(":(.rodata") && !line.contains("<internal>") && size > 0).then_some(from..from + size)
    };
    let mut places: Vec<_> = map.lines().filter_map(place).collect();
    places.sort_by_key(|place| place.start);
    places.first().context("the linker's map names no constants")?;
    Ok(places)
}

/// Moves constants from `first` to `later`. Returns the bytes that moved.
pub fn divide(first: &mut Module, later: &mut Module, places: &[Range<u32>]) -> Result<u64> {
    let image = Image::of(first)?;
    let kept = reached(places, &image, numbers(first).into_iter().chain(image.loose(places)), AROUND);
    let wanted = reached(places, &image, numbers(later).into_iter(), 0);
    let moved = runs(wanted.difference(&kept).map(|place| &places[*place]));
    let memory = first.memories.iter().next().context("no memory")?.id();
    cut(first, memory, &image, &moved);
    let memory = later.memories.iter().next().context("no memory")?.id();
    for run in &moved {
        add(later, memory, run.start, image.bytes(run).to_vec());
    }
    Ok(moved.iter().map(|run| u64::from(run.end - run.start)).sum())
}

/// What lies in memory at the start.
struct Image {
    from: u32,
    bytes: Vec<u8>,
}

impl Image {
    fn of(module: &Module) -> Result<Self> {
        let segment = |data: &walrus::Data| match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(from)), .. } => {
                Some((from as u32, data.value.clone()))
            }
            _ => None,
        };
        let segments: Option<Vec<_>> = module.data.iter().map(segment).collect();
        let segments = segments.context("a data segment without a place")?;
        let from = segments.iter().map(|(from, _)| *from).min().context("no data")?;
        let mut bytes = Vec::new();
        for (at, segment) in segments {
            let at = (at - from) as usize;
            bytes.resize(bytes.len().max(at + segment.len()), 0);
            bytes[at..at + segment.len()].copy_from_slice(&segment);
        }
        Ok(Self { from, bytes })
    }

    /// What lies in a place; the zeros at the end of everything are not there.
    fn bytes(&self, place: &Range<u32>) -> &[u8] {
        let [from, to] =
            [place.start, place.end].map(|at| (at.saturating_sub(self.from) as usize).min(self.bytes.len()));
        &self.bytes[from..to.max(from)]
    }

    /// The words of a place that may be pointers.
    fn words(&self, place: &Range<u32>) -> impl Iterator<Item = u32> {
        let aligned = place.start.next_multiple_of(4).min(place.end)..place.end;
        self.bytes(&aligned).as_chunks().0.iter().map(|word| u32::from_le_bytes(*word))
    }

    /// The words of whatever is none of `places`: it always stays.
    fn loose(&self, places: &[Range<u32>]) -> Vec<u32> {
        self.between(places).iter().flat_map(|gap| self.words(gap)).collect()
    }

    /// What lies before, between and after `places`.
    fn between(&self, places: &[Range<u32>]) -> Vec<Range<u32>> {
        let end = self.from + self.bytes.len() as u32;
        let starts = [self.from].into_iter().chain(places.iter().map(|place| place.end));
        let ends = places.iter().map(|place| place.start).chain([end]);
        starts.zip(ends).map(|(from, to)| from..to.max(from)).filter(|gap| !gap.is_empty()).collect()
    }
}

/// The places that these numbers point to, and the places to which those do.
fn reached(places: &[Range<u32>], image: &Image, numbers: impl Iterator<Item = u32>, around: u32) -> BTreeSet<usize> {
    let mut met = BTreeSet::new();
    let mut open: Vec<usize> = numbers.flat_map(|number| around_of(places, number, around)).collect();
    while let Some(place) = open.pop() {
        if met.insert(place) {
            open.extend(image.words(&places[place]).flat_map(|word| around_of(places, word, 0)));
        }
    }
    met
}

/// The places that a number lies in, at the end of, or so little before.
fn around_of(places: &[Range<u32>], number: u32, before: u32) -> Range<usize> {
    let from = places.partition_point(|place| place.end < number);
    let to = places.partition_point(|place| place.start <= number.saturating_add(before));
    from..to.max(from)
}

/// Every number in the functions that may be an address.
fn numbers(module: &Module) -> BTreeSet<u32> {
    #[derive(Default)]
    struct Numbers(BTreeSet<u32>);
    impl<'a> Visitor<'a> for Numbers {
        fn visit_value(&mut self, value: &Value) {
            match value {
                Value::I32(number) => drop(self.0.insert(*number as u32)),
                Value::I64(number) => self.0.extend([*number as u32, (*number >> 32) as u32]),
                _ => {}
            }
        }
        fn visit_instr(&mut self, instruction: &'a Instr, _: &'a InstrLocId) {
            if let Instr::Load(Load { arg, .. }) | Instr::Store(Store { arg, .. }) = instruction {
                self.0.insert(arg.offset as u32);
            }
        }
    }
    let mut numbers = Numbers::default();
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut numbers, function, function.entry_block());
    }
    numbers.0
}

/// Places that lie side by side in one run; short runs are left out.
fn runs<'a>(places: impl Iterator<Item = &'a Range<u32>>) -> Vec<Range<u32>> {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for place in places {
        match runs.last_mut() {
            // Between two constants are at most the bytes that align the second.
            Some(run) if place.start.saturating_sub(run.end) < 16 && place.start >= run.end => run.end = place.end,
            _ => runs.push(place.clone()),
        }
    }
    runs.retain(|run| run.end - run.start >= SMALL);
    runs
}

fn add(module: &mut Module, memory: MemoryId, from: u32, value: Vec<u8>) {
    let offset = ConstExpr::Value(Value::I32(from as i32));
    let id = module.data.add(DataKind::Active { memory, offset }, value);
    module.memories.get_mut(memory).data_segments.insert(id);
}

/// Leaves the module what lies between the runs, without long rows of zeros.
fn cut(module: &mut Module, memory: MemoryId, image: &Image, runs: &[Range<u32>]) {
    let old: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    old.into_iter().for_each(|id| module.data.delete(id));
    module.memories.get_mut(memory).data_segments.clear();
    let is_zero = |block: &&[u8]| block.iter().all(|byte| *byte == 0);
    for gap in image.between(runs) {
        let mut at = gap.start;
        let blocks: Vec<&[u8]> = image.bytes(&gap).chunks(64).collect();
        for piece in blocks.chunk_by(|a, b| is_zero(a) == is_zero(b)) {
            let piece = piece.concat();
            let size = piece.len() as u32;
            if !is_zero(&&piece[..]) {
                add(module, memory, at, piece);
            }
            at += size;
        }
    }
}
