//! Colours of the lab.
use crate::scene::raster::Colour;

/// What a truck looks like in the lab: the colours of trouble are kept for trouble.
pub const TRUCKS: [Colour; 8] = [
    Colour::rgb(0x56_b4e9),
    Colour::rgb(0x2f_be8f),
    Colour::rgb(0xcc_79a7),
    Colour::rgb(0x4d_8fd6),
    Colour::rgb(0x98_a4b4),
    Colour::rgb(0x3f_a7b5),
    Colour::rgb(0x8a_86d8),
    Colour::rgb(0x6f_ae5a),
];
