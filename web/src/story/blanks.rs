//! What stands in the blanks of a story's texts: the word that its reader typed, and what follows from it in this run.
use shardscope_core::cli;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::Stream;

/// The blanks, and what stands in them.
///
/// | blank | what stands there |
/// |---|---|
/// | `{word}` | the word that was typed |
/// | `{hash}` | the first eight digits of its MD5 |
/// | `{share}` | how far along the key space that is, in per cent |
/// | `{shard}` | the number of the open shard that holds it |
/// | `{middle}` | the hash key in the middle of that shard |
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blanks {
    word: Option<String>,
    hash: String,
    share: String,
    shard: String,
    middle: String,
}

impl Blanks {
    /// Of a word, and of the stream that it may be sent to.
    pub fn of(word: Option<&str>, stream: Option<&Stream>) -> Self {
        let Some(word) = word else { return Self::default() };
        let key = HashKey::of_partition_key(word.as_bytes());
        let mut blanks = Self { word: Some(word.into()), ..Self::default() };
        blanks.hash = format!("{:032x}", key.0)[..8].into();
        blanks.share = (((key.0 >> 64) * 100 + (1 << 63)) >> 64).to_string();
        let shard = stream.and_then(|stream| stream.open_shards().find(|shard| shard.range.contains(key)));
        if let Some(shard) = shard {
            blanks.shard = shard.id.0.to_string();
            blanks.middle = shard.range.midpoint().0.to_string();
        }
        blanks
    }

    /// Something that could stand there: whether a line is one does not depend on it.
    pub(super) fn sample(word: Option<&str>) -> Self {
        let one = || "1".to_string();
        Self { word: word.map(Into::into), hash: one(), share: one(), shard: one(), middle: one() }
    }

    /// The text with its blanks filled in; `quoted`: the word as one word of a line.
    pub fn fill(&self, text: &str, quoted: bool) -> String {
        let Some(word) = &self.word else { return text.into() };
        let word = if quoted { cli::quote(word) } else { word.clone() };
        // One way through, so that a word that looks like a blank stays what it is.
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open..];
            let known = [
                ("{word}", &word),
                ("{hash}", &self.hash),
                ("{share}", &self.share),
                ("{shard}", &self.shard),
                ("{middle}", &self.middle),
            ];
            let (blank, value) =
                known.into_iter().find(|(name, _)| rest.starts_with(name)).map_or(("{", "{"), |(n, v)| (n, v.as_str()));
            filled.push_str(value);
            rest = &rest[blank.len()..];
        }
        filled.push_str(rest);
        filled
    }
}
