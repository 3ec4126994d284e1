//! What a run starts from: the lines in front of the first command.
use super::{Script, VERSION};
use crate::base::quantity::{duration, duration_text, fraction, fraction_text, memory, memory_text};
use crate::base::{Duration, Instant};
use crate::cli::{Mistake, Word, quote};
use crate::sim::Config;
use alloc::format;
use alloc::string::String;

/// Most characters of a title.
const TITLE_MOST: usize = 100;

/// Takes a line of the header; `false` if it is none. Errors: what was expected as its value.
pub fn read(script: &mut Script, words: &[Word]) -> Result<bool, Mistake> {
    let known = [
        "title",
        "seed",
        "epoch",
        "account",
        "shard-limit",
        "streams-creating",
        "lifecycle",
        "short-polls-sampled",
        "memory",
    ];
    let [name, rest @ ..] = words else { return Ok(false) };
    if !known.contains(&name.text.as_str()) {
        return Ok(false);
    }
    let value = match rest {
        [value] => value,
        [] => return Err(Mistake::at(name, format!("expected a value after '{}'", name.text))),
        [_, other, ..] => return Err(Mistake::at(other, format!("expected nothing more, found '{}'", other.text))),
    };
    set(script, &name.text, &value.text).map_err(|reason| Mistake::at(value, reason))?;
    Ok(true)
}

fn set(script: &mut Script, name: &str, value: &str) -> Result<(), String> {
    let config = &mut script.config;
    match name {
        "title" if value.chars().count() > TITLE_MOST => {
            return Err(format!("expected {TITLE_MOST} characters at most"));
        }
        "title" => script.title = value.into(),
        "seed" => config.seed = crate::base::quantity::number(value)?,
        "epoch" => config.epoch = epoch(value)?,
        "account" if value.len() != 12 || !value.bytes().all(|b| b.is_ascii_digit()) => {
            return Err(format!("expected twelve digits, found '{value}'"));
        }
        "account" => config.account.account_id = value.into(),
        "shard-limit" => config.account.shard_limit = shard_limit(value)?,
        "streams-creating" => config.account.streams_creating = shard_limit(value)?,
        "lifecycle" => config.account.lifecycle = lifecycle(value)?,
        "short-polls-sampled" => config.short_polls_sampled_per_mille = short_polls_sampled(value)?,
        _ => config.memory_limit = memory(value)?,
    }
    Ok(())
}

fn epoch(text: &str) -> Result<Instant, String> {
    let at = Instant::from_iso(text).filter(|at| at.as_secs() < 4_102_444_800);
    at.ok_or_else(|| format!("expected a time before 2100 such as 2026-01-01T00:00:00Z, found '{text}'"))
}

/// Shards that an account may have, or streams CREATING at once, 1 … 1,000,000. Errors: what was expected.
pub fn shard_limit(text: &str) -> Result<u32, String> {
    let limit = crate::base::quantity::number::<u32>(text)?;
    let fits = (1..=1_000_000).contains(&limit);
    fits.then_some(limit).ok_or_else(|| format!("expected 1 to 1,000,000, found '{text}'"))
}

/// How long CREATING, UPDATING and DELETING take, an hour at most. Errors: what was expected.
pub fn lifecycle(text: &str) -> Result<Duration, String> {
    let length = duration(text)?;
    if length > Duration::from_hours(1) { Err(format!("expected an hour at most, found '{text}'")) } else { Ok(length) }
}

/// The share of short polls that ask only half of a queue's partitions, in thousandths. Errors: what was expected.
fn short_polls_sampled(text: &str) -> Result<u32, String> {
    let share = text.strip_suffix('%').and_then(|share| fraction(share, 10).ok()).filter(|share| *share <= 1_000);
    share.ok_or_else(|| format!("expected a share from 0% to 100% such as 0.5%, found '{text}'"))
}

pub fn print(script: &Script) -> String {
    let (config, usual) = (&script.config, Config::default());
    let mut text = format!("shardscope {VERSION}\n");
    let mut line = |name: &str, value: String| text.push_str(&format!("{name} {value}\n"));
    if !script.title.is_empty() {
        line("title", quote(&script.title));
    }
    line("seed", format!("{}", config.seed));
    if config.epoch != usual.epoch {
        line("epoch", config.epoch.iso());
    }
    if config.account.account_id != usual.account.account_id {
        line("account", config.account.account_id.clone());
    }
    if config.account.shard_limit != usual.account.shard_limit {
        line("shard-limit", format!("{}", config.account.shard_limit));
    }
    if config.account.streams_creating != usual.account.streams_creating {
        line("streams-creating", format!("{}", config.account.streams_creating));
    }
    if config.account.lifecycle != usual.account.lifecycle {
        line("lifecycle", duration_text(config.account.lifecycle));
    }
    if config.short_polls_sampled_per_mille != usual.short_polls_sampled_per_mille {
        line("short-polls-sampled", format!("{}%", fraction_text(config.short_polls_sampled_per_mille, 10)));
    }
    if config.memory_limit != usual.memory_limit {
        line("memory", memory_text(config.memory_limit));
    }
    text
}
