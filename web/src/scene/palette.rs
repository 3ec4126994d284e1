//! Colours of the picture in each theme. The key colours are Okabe and Ito's, which colour-blind readers can
//! tell apart; on white, the light ones are darkened.
use super::raster::{Colour, Shape};
use serde::{Deserialize, Serialize};
use shardscope_core::hash::HashKey;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Dark,
    Light,
    Projector,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Projector];

    /// The value of the page's `data-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Projector => "projector",
        }
    }
    /// Size of small text in CSS pixels, as in the style sheet.
    pub const fn text(self) -> f64 {
        match self {
            Self::Dark | Self::Light => 12.0,
            Self::Projector => 20.0,
        }
    }
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// Every colour that the picture uses.
pub struct Palette {
    pub page: Colour,
    pub panel: Colour,
    pub line: Colour,
    pub strong: Colour,
    pub muted: Colour,
    pub calm: Colour,
    pub calm_low: Colour,
    pub busy: Colour,
    pub hot: Colour,
    pub accent: Colour,
    pub keys: [Colour; 8],
    pub readers: [Colour; 4],
}

const fn all<const N: usize>(hex: [u32; N]) -> [Colour; N] {
    let mut colours = [Colour(0); N];
    let mut index = 0;
    while index < N {
        colours[index] = Colour::rgb(hex[index]);
        index += 1;
    }
    colours
}

const DARK: Palette = Palette {
    page: Colour::rgb(0x0c_0f14),
    panel: Colour::rgb(0x13_1820),
    line: Colour::rgb(0x2a_3340),
    strong: Colour::rgb(0xe8_edf4),
    muted: Colour::rgb(0x6b_7686),
    calm: Colour::rgb(0x2d_6a96),
    calm_low: Colour::rgb(0x1d_3f5a),
    busy: Colour::rgb(0x9a_7412),
    hot: Colour::rgb(0xe8_5d2c),
    accent: Colour::rgb(0x56_b4e9),
    keys: all([0xe6_9f00, 0x56_b4e9, 0x2f_be8f, 0xf0_e442, 0x4d_8fd6, 0xe8_6a2a, 0xcc_79a7, 0xb8_c0cc]),
    readers: all([0x2f_be8f, 0xcc_79a7, 0xe6_9f00, 0x56_b4e9]),
};

const LIGHT: Palette = Palette {
    page: Colour::rgb(0xff_ffff),
    panel: Colour::rgb(0xf4_f6f9),
    line: Colour::rgb(0xc9_d1dc),
    strong: Colour::rgb(0x13_1820),
    muted: Colour::rgb(0x76_808f),
    calm: Colour::rgb(0x8f_c1e6),
    calm_low: Colour::rgb(0xc3_dff3),
    busy: Colour::rgb(0xf0_c667),
    hot: Colour::rgb(0xd5_4a12),
    accent: Colour::rgb(0x00_72b2),
    keys: all([0xc0_7f00, 0x1c_86c8, 0x00_8a64, 0xa8_9a00, 0x1f_5fa8, 0xc4_4a10, 0xa8_4f82, 0x5a_6472]),
    readers: all([0x00_8a64, 0xa8_4f82, 0xc0_7f00, 0x1c_86c8]),
};

const PROJECTOR: Palette = Palette {
    page: Colour::rgb(0xff_ffff),
    panel: Colour::rgb(0xff_ffff),
    line: Colour::rgb(0x8a_94a3),
    strong: Colour::rgb(0x00_0000),
    muted: Colour::rgb(0x4a_5260),
    calm: Colour::rgb(0x6f_b2e2),
    calm_low: Colour::rgb(0xb5_d9f2),
    busy: Colour::rgb(0xee_b93c),
    hot: Colour::rgb(0xc4_3500),
    accent: Colour::rgb(0x00_5a9c),
    keys: all([0xb0_7000, 0x00_78b8, 0x00_7a58, 0x8f_8200, 0x12_4f98, 0xb8_3a00, 0x96_3f72, 0x3c_4450]),
    readers: all([0x00_7a58, 0x96_3f72, 0xb0_7000, 0x00_78b8]),
};

impl Theme {
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
            Self::Projector => &PROJECTOR,
        }
    }
}

/// How a key looks, wherever it comes from: one of eight colours and four shapes, by its hash.
pub const fn looks(key: HashKey) -> (usize, Shape) {
    let shape = match key.0 >> 3 & 3 {
        0 => Shape::Square,
        1 => Shape::Bar,
        2 => Shape::Plus,
        _ => Shape::Diamond,
    };
    ((key.0 & 7) as usize, shape)
}
