//! What a stream can be set to besides shards and retention: tags, encryption, mode, record size, metrics.
//!
//! Encryption, mode and record size make the stream UPDATING for one lifecycle time; tags and metrics take effect
//! at once. Nothing is encrypted here: which records would be is what counts.
use super::{Error, Event, Kinesis, Operation, Out, StreamId, StreamMode, StreamStatus, Timer, quota};
use crate::base::{Duration, Instant};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A stream's tags, by key.
pub type Tags = BTreeMap<String, String>;

/// A shard-level metric of enhanced monitoring. (`ALL` stands for every one of them.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Metric {
    IncomingBytes,
    IncomingRecords,
    OutgoingBytes,
    OutgoingRecords,
    WriteProvisionedThroughputExceeded,
    ReadProvisionedThroughputExceeded,
    IteratorAgeMilliseconds,
}

impl Metric {
    pub const ALL: [Self; 7] = [
        Self::IncomingBytes,
        Self::IncomingRecords,
        Self::OutgoingBytes,
        Self::OutgoingRecords,
        Self::WriteProvisionedThroughputExceeded,
        Self::ReadProvisionedThroughputExceeded,
        Self::IteratorAgeMilliseconds,
    ];
}

/// A change that takes effect when UPDATING ends.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pending {
    Encryption(Option<String>),
    Mode(StreamMode),
    MaxRecord(u32),
}

/// What a stream is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub tags: Tags,
    /// The key with which new records are encrypted.
    pub key_id: Option<String>,
    /// When encryption was switched on and off, on first.
    switched: Vec<Instant>,
    /// 1,024 … 10,240.
    pub max_record_kib: u32,
    /// Sorted, each once.
    pub shard_level_metrics: Vec<Metric>,
    /// The stream's resource policy, as it was given.
    pub policy: Option<String>,
    pending: Option<Pending>,
    starts: Vec<Instant>,
    stops: Vec<Instant>,
    mode_changes: Vec<Instant>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tags: Tags::new(),
            key_id: None,
            switched: Vec::new(),
            max_record_kib: quota::MAX_RECORD_KIB.0,
            shard_level_metrics: Vec::new(),
            policy: None,
            pending: None,
            starts: Vec::new(),
            stops: Vec::new(),
            mode_changes: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether a record that arrived then was encrypted.
    pub fn encrypted_at(&self, arrival: Instant) -> bool {
        self.switched.partition_point(|&at| at <= arrival) % 2 == 1
    }
    pub const fn max_record_bytes(&self) -> u32 {
        self.max_record_kib * 1_024
    }
}

/// Counts one more of what may happen `most` times in 24 hours.
fn daily(times: &mut Vec<Instant>, most: usize, now: Instant, what: &str) -> Result<(), Error> {
    let day = Duration::from_hours(24);
    times.retain(|&at| now.since(at) < day);
    if times.len() >= most {
        return Err(Error::LimitExceeded(format!("{what} may be called {most} times per stream in 24 hours.")));
    }
    debug_assert!(times.is_sorted() && times.len() < most, "{what} in the last 24 hours");
    times.push(now);
    Ok(())
}

/// Letters, digits and white space of any language, and `_ . / = + - % @`, as the API reference has them; no control
/// characters; `aws:` is AWS's. Errors: `InvalidArgument`.
pub(super) fn check_tags(tags: &Tags) -> Result<(), Error> {
    check_tag_keys(tags.keys())?;
    check_tag_texts(tags.values())
}

fn check_tag_keys<'a>(keys: impl Iterator<Item = &'a String> + Clone) -> Result<(), Error> {
    if keys.clone().any(|key| key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))) {
        let reason = "aws: prefixed tag key names are not allowed for external use.";
        return Err(Error::InvalidArgument(reason.into()));
    }
    check_tag_texts(keys)
}

fn check_tag_texts<'a>(mut texts: impl Iterator<Item = &'a String>) -> Result<(), Error> {
    let is_space = |of: char| of.is_whitespace() && !of.is_control();
    let may_stand = |of: char| of.is_alphanumeric() || is_space(of) || "_./=+-%@".contains(of);
    if texts.all(|text| text.chars().all(may_stand)) {
        return Ok(());
    }
    let reason = "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.";
    Err(Error::InvalidArgument(reason.into()))
}

impl Kinesis {
    /// AddTagsToStream and TagResource. Errors: `ResourceNotFound`, `ResourceInUse` while CREATING or DELETING,
    /// `LimitExceeded` over 5 calls a second, `InvalidArgument` over 50 tags.
    pub fn add_tags(&mut self, now: Instant, name: &str, tags: &Tags) -> Result<(), Error> {
        check_tags(tags)?;
        let id = self.called(Operation::AddTagsToStream, name, now)?;
        if !self.streams[&id].is_serving() {
            return Err(self.in_use(id));
        }
        let held = &mut self.get_mut(id).settings.tags;
        let all = held.len() + tags.keys().filter(|key| !held.contains_key(*key)).count();
        if all > quota::TAGS {
            return Err(Error::InvalidArgument(format!(
                "Failed to add tags to stream {name} under account {} because a given stream cannot have more than {} \
                 tags associated with it.",
                self.account.account_id,
                quota::TAGS
            )));
        }
        held.extend(tags.iter().map(|(key, value)| (key.clone(), value.clone())));
        debug_assert!(held.len() <= quota::TAGS, "{} tags", held.len());
        Ok(())
    }

    /// RemoveTagsFromStream and UntagResource; a key that is not there is no error. Errors: `ResourceNotFound`,
    /// `ResourceInUse` while CREATING or DELETING, `LimitExceeded` over 5 calls a second, `InvalidArgument` for a key that
    /// no tag can have.
    pub fn remove_tags(&mut self, now: Instant, name: &str, keys: &[String]) -> Result<(), Error> {
        check_tag_keys(keys.iter())?;
        let id = self.called(Operation::RemoveTagsFromStream, name, now)?;
        if !self.streams[&id].is_serving() {
            return Err(self.in_use(id));
        }
        let tags = &mut self.get_mut(id).settings.tags;
        tags.retain(|key, _| !keys.contains(key));
        Ok(())
    }

    /// Enable- and DisableEnhancedMonitoring: the metrics before and after. Errors: `ResourceNotFound`,
    /// `ResourceInUse` unless ACTIVE, `LimitExceeded` over 5 calls a second.
    pub fn set_monitoring(
        &mut self,
        now: Instant,
        name: &str,
        metrics: &[Metric],
        enable: bool,
    ) -> Result<(Vec<Metric>, Vec<Metric>), Error> {
        let operation = if enable { Operation::EnableEnhancedMonitoring } else { Operation::DisableEnhancedMonitoring };
        let id = self.called(operation, name, now)?;
        if self.streams[&id].status != StreamStatus::Active {
            return Err(self.in_use(id));
        }
        let held = &mut self.get_mut(id).settings.shard_level_metrics;
        let before = held.clone();
        held.retain(|metric| !metrics.contains(metric));
        if enable {
            let kept = core::mem::take(held);
            held.extend(Metric::ALL.into_iter().filter(|metric| kept.contains(metric) || metrics.contains(metric)));
        }
        debug_assert!(held.windows(2).all(|two| two[0] < two[1]), "sorted, each once");
        Ok((before, held.clone()))
    }

    /// StartStreamEncryption with a key, StopStreamEncryption without. Errors: `ResourceNotFound`,
    /// `ResourceInUse` unless ACTIVE, `LimitExceeded` for the 26th within 24 hours or over 5 calls a second.
    pub fn set_encryption(
        &mut self,
        now: Instant,
        name: &str,
        key_id: Option<&str>,
        out: &mut Out,
    ) -> Result<(), Error> {
        let start = key_id.is_some();
        let operation = if start { Operation::StartStreamEncryption } else { Operation::StopStreamEncryption };
        let id = self.called(operation, name, now)?;
        self.check_active(id)?;
        let settings = &mut self.get_mut(id).settings;
        let (times, what) = if start {
            (&mut settings.starts, "StartStreamEncryption")
        } else {
            (&mut settings.stops, "StopStreamEncryption")
        };
        daily(times, quota::ENCRYPTION_CHANGES_PER_DAY, now, what)?;
        self.begin_update(now, id, Pending::Encryption(key_id.map(Into::into)), out);
        Ok(())
    }

    /// UpdateStreamMode. Errors: `ResourceNotFound`, `ResourceInUse` unless ACTIVE, `LimitExceeded` for the third
    /// change within 24 hours, over 50 on-demand streams, or over 5 calls a second.
    pub fn update_stream_mode(
        &mut self,
        now: Instant,
        name: &str,
        mode: StreamMode,
        out: &mut Out,
    ) -> Result<(), Error> {
        let id = self.called(Operation::UpdateStreamMode, name, now)?;
        self.check_active(id)?;
        if self.streams[&id].mode == mode {
            return Ok(());
        }
        if mode == StreamMode::OnDemand {
            self.check_room_for_on_demand()?;
        }
        let times = &mut self.get_mut(id).settings.mode_changes;
        daily(times, quota::MODE_CHANGES_PER_DAY, now, "UpdateStreamMode")?;
        self.begin_update(now, id, Pending::Mode(mode), out);
        Ok(())
    }

    /// UpdateMaxRecordSize, 1,024 … 10,240 KiB. Errors: `ResourceNotFound`, `ResourceInUse` unless ACTIVE,
    /// `LimitExceeded` over 5 calls a second.
    pub fn update_max_record_size(&mut self, now: Instant, name: &str, kib: u32, out: &mut Out) -> Result<(), Error> {
        super::control::in_range("maxRecordSizeInKiB", kib, quota::MAX_RECORD_KIB.0, quota::MAX_RECORD_KIB.1)?;
        let id = self.called(Operation::UpdateMaxRecordSize, name, now)?;
        self.check_active(id)?;
        self.begin_update(now, id, Pending::MaxRecord(kib), out);
        Ok(())
    }

    pub(super) fn check_active(&self, id: StreamId) -> Result<(), Error> {
        if self.streams[&id].status == StreamStatus::Active { Ok(()) } else { Err(self.in_use(id)) }
    }

    fn begin_update(&mut self, now: Instant, id: StreamId, pending: Pending, out: &mut Out) {
        let lifecycle = self.account.lifecycle;
        let stream = self.get_mut(id);
        debug_assert!(stream.settings.pending.is_none() && stream.resharding.is_none(), "one change after the other");
        stream.settings.pending = Some(pending);
        stream.status = StreamStatus::Updating;
        out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Updating });
        out.wake(now + lifecycle, Timer::Updated(id));
    }

    pub(super) fn finish_update(&mut self, id: StreamId, now: Instant, out: &mut Out) {
        let Some(stream) = self.streams.get_mut(&id).filter(|s| s.status == StreamStatus::Updating) else { return };
        match stream.settings.pending.take() {
            None => return,
            Some(Pending::Mode(mode)) => stream.mode = mode,
            Some(Pending::MaxRecord(kib)) => stream.settings.max_record_kib = kib,
            Some(Pending::Encryption(key_id)) => {
                let settings = &mut stream.settings;
                if settings.key_id.is_some() != key_id.is_some() {
                    debug_assert!(settings.switched.last().is_none_or(|at| *at <= now), "time does not run back");
                    settings.switched.push(now);
                }
                settings.key_id = key_id;
            }
        }
        stream.status = StreamStatus::Active;
        out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Active });
    }
}
