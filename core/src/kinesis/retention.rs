//! How long records stay. Nothing else deletes one, short of DeleteStream.
use super::{Error, Event, Kinesis, Operation, Out, Stream, StreamId, quota};
use crate::base::{Duration, Instant};
use alloc::format;

impl Kinesis {
    /// IncreaseStreamRetentionPeriod, 24 … 8,760 hours. What has expired stays gone.
    ///
    /// Errors: `Validation`, `InvalidArgument` if that is no increase, `ResourceInUse` unless ACTIVE,
    /// `ResourceNotFound`, `LimitExceeded` over 5 calls a second.
    pub fn increase_retention(&mut self, now: Instant, name: &str, hours: i32, out: &mut Out) -> Result<(), Error> {
        self.set_retention(now, name, hours, Operation::IncreaseStreamRetentionPeriod, out)
    }

    /// DecreaseStreamRetentionPeriod, 24 … 8,760 hours. Older records are gone at once.
    ///
    /// Errors: as for the increase.
    pub fn decrease_retention(&mut self, now: Instant, name: &str, hours: i32, out: &mut Out) -> Result<(), Error> {
        self.set_retention(now, name, hours, Operation::DecreaseStreamRetentionPeriod, out)
    }

    fn set_retention(
        &mut self,
        now: Instant,
        name: &str,
        hours: i32,
        operation: Operation,
        out: &mut Out,
    ) -> Result<(), Error> {
        let id = self.called(operation, name, now)?;
        self.check_active(id)?;
        let stream = self.get_mut(id);
        let (old, (least, most)) = (stream.retention.as_hours() as i32, quota::RETENTION_HOURS);
        let longer = operation == Operation::IncreaseStreamRetentionPeriod;
        let refusal = if hours < least {
            Some(format!(
                "Minimum allowed retention period is {least} hours. Requested retention period ({hours} hours) is too short."
            ))
        } else if longer && hours < old {
            Some(format!(
                "Requested retention period ({hours} hours) for stream {name} can not be shorter than existing retention \
                 period ({old} hours). Use DecreaseRetentionPeriod API."
            ))
        } else if !longer && hours > old {
            Some(format!(
                "Requested retention period ({hours} hours) for stream {name} can not be longer than existing retention \
                 period ({old} hours). Use IncreaseRetentionPeriod API."
            ))
        } else {
            (hours > most).then(|| {
                format!(
                    "Maximum allowed retention period is {most} hours. Requested retention period ({hours} hours) is too long."
                )
            })
        };
        if let Some(reason) = refusal {
            return Err(Error::InvalidArgument(reason));
        }
        // Under the old period first: a longer one must not bring anything back.
        stream.trim(now, out);
        debug_assert!((least..=most).contains(&hours), "{hours} hours");
        let hours = u64::from(hours.unsigned_abs());
        stream.retention = Duration::from_hours(hours);
        stream.trim(now, out);
        out.emit(Event::RetentionChanged { stream: id, hours });
        Ok(())
    }

    /// Drops what has expired in every stream, to free memory. Views and reads never show such records, so
    /// when this runs makes no difference to anyone.
    pub(super) fn drop_expired(&mut self, now: Instant, out: &mut Out) {
        for stream in self.streams.values_mut() {
            stream.trim(now, out);
        }
    }
}

impl Stream {
    /// The moment before which records have expired.
    pub fn horizon(&self, now: Instant) -> Instant {
        (now - self.retention).max(self.trimmed_until)
    }

    fn trim(&mut self, now: Instant, out: &mut Out) {
        let (id, horizon): (StreamId, Instant) = (self.id, self.horizon(now));
        debug_assert!(horizon >= self.trimmed_until, "what is gone stays gone");
        self.trimmed_until = horizon;
        for shard in &mut self.shards {
            let records = shard.log.trim_before(horizon);
            if records > 0 {
                out.emit(Event::Trimmed { stream: id, shard: shard.id, records });
            }
        }
    }
}
