//! The data that a workload makes up: plausible JSON, a function of (seed, index), of exactly the length asked for.
use super::Workload;
use crate::base::{below, mix};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The data of record `index`, `length` bytes long.
pub fn make(kind: &Workload, seed: u64, index: u64, key: u32, partition_key: &[u8], length: usize) -> Vec<u8> {
    let random = |salt: u64, n: u64| below(mix(seed ^ salt, index), n);
    let name = String::from_utf8_lossy(partition_key);
    let fields = match kind {
        Workload::Trucks => {
            let (lat, lon, heading) = position(seed, key, index);
            let speed = speed_kmh(seed, index);
            format!(r#""truck_id":"{name}","lat":{lat},"lon":{lon},"heading":{heading},"speed_kmh":{speed}"#)
        }
        Workload::Clicks => {
            let page = PAGES[page(seed, index) as usize];
            format!(r#""user_id":"{name}","page":"{page}","item":{},"ms":{}"#, random(3, 10_000), random(4, 9_000))
        }
        Workload::Sensors => {
            let (celsius, humidity) = (1_500 + random(5, 1_500), random(6, 100));
            let (whole, hundredths) = (celsius / 100, celsius % 100);
            format!(r#""sensor_id":"{name}","celsius":{whole}.{hundredths:02},"humidity":{humidity}"#)
        }
        Workload::Countries => {
            format!(r#""country":"{name}","visitor":{},"pages":{}"#, random(7, 1_000_000), 1 + random(8, 20))
        }
        Workload::Custom { .. } | Workload::HotKey { .. } | Workload::File { .. } => return opaque(index, length),
    };
    let start = format!(r#"{{{fields},"n":{index},"pad":""#);
    let pad = length.saturating_sub(start.len() + 2);
    let mut data = start.into_bytes();
    data.extend(letters(seed, index).take(pad));
    data.extend_from_slice(b"\"}");
    data
}

/// Pages of a shop.
pub const PAGES: [&str; 6] = ["/", "/search", "/item", "/cart", "/checkout", "/help"];
/// North, east, south, west: a truck drives round a block.
pub const HEADINGS: u32 = 4;

/// The number of a record's second field: which page a user saw, or which way a truck drives; 0 where there is none.
pub fn detail(kind: &Workload, seed: u64, index: u64, id: u32) -> u32 {
    match kind {
        Workload::Trucks => (position(seed, id, index).2 / 90) as u32,
        Workload::Clicks => page(seed, index),
        Workload::Sensors
        | Workload::Countries
        | Workload::Custom { .. }
        | Workload::HotKey { .. }
        | Workload::File { .. } => 0,
    }
}

fn page(seed: u64, index: u64) -> u32 {
    below(mix(seed ^ 2, index), PAGES.len() as u64) as u32
}

/// What a truck reports as its speed.
pub fn speed_kmh(seed: u64, index: u64) -> u64 {
    40 + below(mix(seed ^ 1, index), 50)
}

fn opaque(index: u64, length: usize) -> Vec<u8> {
    let start = format!("#{index} ").into_bytes();
    start.into_iter().chain(letters(0, index)).take(length).collect()
}

fn letters(seed: u64, index: u64) -> impl Iterator<Item = u8> {
    (0..).map(move |place: u64| b'a' + below(mix(seed ^ place, index), 26) as u8)
}

/// Where a truck is: it drives round a block of its own, a little further with each report.
fn position(seed: u64, key: u32, index: u64) -> (String, String, u64) {
    let home = mix(seed, u64::from(key));
    let side = 2_000 + below(mix(home, 1), 20_000);
    let way = (index * 37 + home % side) % (4 * side);
    let along = way % side;
    let (north, east, heading) = match way / side {
        0 => (along, 0, 0),
        1 => (side, along, 90),
        2 => (side - along, side, 180),
        _ => (0, side - along, 270),
    };
    let degrees = |millionths: u64| format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    let lat = 47_300_000 + below(mix(home, 2), 5_000_000) + north;
    let lon = 6_000_000 + below(mix(home, 3), 8_000_000) + east;
    (degrees(lat), degrees(lon), heading)
}
