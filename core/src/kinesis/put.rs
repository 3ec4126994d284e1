//! PutRecord and PutRecords.
use super::{Counts, Error, Event, Kinesis, Limit, Out, SequenceNumber, ShardId, Stream, StreamId, quota};
use crate::base::Instant;
use crate::engine::Supplied;
use crate::hash::HashKey;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

/// One entry of a call: where it goes, how much it weighs, and what it is.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub hash_key: HashKey,
    /// Data and partition key.
    pub bytes: u32,
    pub payload: Payload<'a>,
}

/// What a record consists of.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// Made up by the simulator, and made again when somebody looks.
    Made { source: u16, index: u32 },
    /// Supplied by a user, and kept.
    Supplied(Supplied<'a>),
}

impl<'a> Entry<'a> {
    /// An entry that a user supplied. `explicit_hash_key` overrides the partition key's MD5.
    ///
    /// Errors: `Validation` for a key of 0 or more than 256 characters.
    pub fn supplied(partition_key: &'a str, explicit_hash_key: Option<HashKey>, data: &'a [u8]) -> Result<Self, Error> {
        let constraint = match partition_key.chars().count() {
            0 => "Member must have length greater than or equal to 1",
            chars if chars > quota::PARTITION_KEY_CHARS => "Member must have length less than or equal to 256",
            _ => "",
        };
        if !constraint.is_empty() {
            return Err(Error::Validation { field: "partitionKey", constraint: constraint.to_string() });
        }
        let key = partition_key.as_bytes();
        let hash_key = explicit_hash_key.unwrap_or_else(|| HashKey::of_partition_key(key));
        Ok(Self {
            hash_key,
            bytes: u32::try_from(key.len() + data.len()).unwrap_or(u32::MAX),
            payload: Payload::Supplied(Supplied { hash_key, partition_key: key, data, origins: &[] }),
        })
    }
}

/// Which call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutCall {
    PutRecord,
    PutRecords,
}

/// What became of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Accepted {
        shard: ShardId,
        ordinal: u64,
    },
    /// `ProvisionedThroughputExceededException`.
    Throttled {
        shard: ShardId,
        limit: Limit,
    },
    /// `InternalFailure`: fewer than two zones could hold it.
    Failed,
}

/// Records of one call that one shard refused for one limit. Most calls have none.
type Refusals = Vec<(ShardId, Limit, u32)>;

impl Kinesis {
    /// PutRecord of a user's record.
    ///
    /// Errors: `ResourceNotFound` unless ACTIVE or UPDATING, `Validation` for the size,
    /// `InvalidArgument` for a number for ordering that lies in the future, `ProvisionedThroughputExceeded`,
    /// `InternalFailure`.
    pub fn put_record(
        &mut self,
        now: Instant,
        name: &str,
        entry: &Entry<'_>,
        sequence_number_for_ordering: Option<SequenceNumber>,
        out: &mut Out,
    ) -> Result<(ShardId, SequenceNumber), Error> {
        let id = self.writable(name)?;
        self.check_data(id, entry)?;
        if let Some(number) = sequence_number_for_ordering.filter(|n| n.arrival_second > now.as_secs()) {
            return Err(Error::InvalidArgument(format!(
                "ExclusiveMinimumSequenceNumber {number} used in PutRecord on stream {name} under account {} is invalid.",
                self.account.account_id
            )));
        }
        let mut result = Vec::new();
        self.put(now, id, PutCall::PutRecord, core::slice::from_ref(entry), &mut result, out);
        debug_assert_eq!(result.len(), 1, "one record, one result");
        match result[0] {
            Put::Accepted { shard, ordinal } => {
                Ok((shard, self.streams[&id].shards[shard.index()].sequence_number(ordinal, now)))
            }
            Put::Throttled { shard, limit } => {
                let (stream, account) = (name.to_string(), self.account.account_id.clone());
                Err(Error::ProvisionedThroughputExceeded { stream, account, shard_id: shard, limit })
            }
            Put::Failed => Err(Error::InternalFailure),
        }
    }

    /// PutRecords of a user's records, 1 … 500 of them, 10 MiB with their keys. One [`Put`] per entry, in
    /// the order of the request; a refused entry does not stop those after it.
    ///
    /// Errors: as for PutRecord, before anything is put; refusals are data.
    pub fn put_records(
        &mut self,
        now: Instant,
        name: &str,
        entries: &[Entry<'_>],
        results: &mut Vec<Put>,
        out: &mut Out,
    ) -> Result<(), Error> {
        let constraint = match entries.len() {
            0 => "Member must have length greater than or equal to 1",
            len if len > quota::PUT_RECORDS_ENTRIES => "Member must have length less than or equal to 500",
            _ => "",
        };
        if !constraint.is_empty() {
            return Err(Error::Validation { field: "records", constraint: constraint.to_string() });
        }
        let id = self.writable(name)?;
        entries.iter().try_for_each(|entry| self.check_data(id, entry))?;
        let bytes: u64 = entries.iter().map(|entry| u64::from(entry.bytes)).sum();
        if bytes > quota::PUT_RECORDS_BYTES {
            let most = quota::PUT_RECORDS_BYTES;
            return Err(Error::InvalidArgument(format!("Records size exceeds {most} bytes: {bytes}.")));
        }
        self.put(now, id, PutCall::PutRecords, entries, results, out);
        debug_assert_eq!(results.len(), entries.len(), "each entry has a result");
        Ok(())
    }

    fn writable(&self, name: &str) -> Result<StreamId, Error> {
        let stream = self.stream_named(name)?;
        if stream.is_serving() { Ok(stream.id) } else { Err(self.no_stream(name)) }
    }

    /// Data and partition key together, against the stream's limit.
    fn check_data(&self, id: StreamId, entry: &Entry<'_>) -> Result<(), Error> {
        let Payload::Supplied(record) = entry.payload else { return Ok(()) };
        // "When the data blob is added to the partition key size": API reference, PutRecord.
        let bytes = record.data.len() + record.partition_key.len();
        let most = self.streams[&id].settings.max_record_bytes();
        if bytes <= most as usize {
            return Ok(());
        }
        let (name, account) = (&self.streams[&id].name, &self.account.account_id);
        Err(Error::InvalidArgument(format!(
            "Record of {bytes} bytes, data and partition key, exceeds the maximum record size of {most} bytes of stream {name} \
             under account {account}."
        )))
    }

    /// The way of every record into a stream: admit, append, count. The stream exists; if it does not serve,
    /// every entry fails.
    pub fn put(
        &mut self,
        now: Instant,
        id: StreamId,
        call: PutCall,
        entries: &[Entry<'_>],
        results: &mut Vec<Put>,
        out: &mut Out,
    ) {
        results.clear();
        let replicated = self.zones.can_acknowledge(now);
        let Some(stream) = self.streams.get_mut(&id).filter(|s| replicated && s.is_serving()) else {
            results.extend(entries.iter().map(|_| Put::Failed));
            // A stream that does not serve answers the whole call with an error.
            if let Some(stream) = self.streams.get_mut(&id).filter(|stream| stream.is_serving()) {
                let failed_records = entries.len() as u64;
                let total = if call == PutCall::PutRecords { failed_records } else { 0 };
                stream.series.add(now, &Counts { failed_records, put_records_total: total, ..Counts::default() });
            }
            out.emit(Event::PutFailed { stream: id, records: results.len() as u32 });
            return;
        };
        let mut counts = Counts::default();
        let mut refusals = Refusals::new();
        stream.heat.roll(now);
        for entry in entries {
            results.push(stream.put_one(now, entry, &mut counts, &mut refusals));
        }
        if out.wants_records {
            for (entry, put) in entries.iter().zip(results.iter()) {
                if let &Put::Accepted { shard, ordinal } = put {
                    let (bytes, hash_key) = (entry.bytes, entry.hash_key.0);
                    out.emit(Event::Accepted { stream: id, shard, ordinal, bytes, hash_key });
                }
            }
        }
        if !stream.fan_out.subscriptions.is_empty() {
            stream.push_what_arrived(now, results, out);
        }
        debug_assert_eq!(
            counts.incoming_records + counts.throttled_records,
            entries.len() as u64,
            "put = accepted + refused"
        );
        counts.count_call(call);
        stream.series.add(now, &counts);
        for &(shard, limit, records) in &refusals {
            out.emit(Event::Throttled { stream: id, shard, limit, records });
        }
        out.emit(Event::Put {
            stream: id,
            accepted: counts.incoming_records as u32,
            refused: counts.throttled_records as u32,
            bytes: counts.incoming_bytes,
        });
    }
}

impl Counts {
    /// What the metrics of the call itself say.
    const fn count_call(&mut self, call: PutCall) {
        debug_assert!(self.put_record_calls == 0 && self.put_records_calls == 0, "a call is counted once");
        let success = (self.incoming_records > 0) as u64;
        match call {
            PutCall::PutRecord => {
                self.put_record_calls = success;
                self.put_record_bytes = self.incoming_bytes;
            }
            PutCall::PutRecords => {
                self.put_records_calls = success;
                self.put_records_total = self.incoming_records + self.throttled_records;
                self.put_records_successful = self.incoming_records;
                self.put_records_throttled = self.throttled_records;
                self.put_records_bytes = self.incoming_bytes;
            }
        }
    }
}

impl Stream {
    #[inline]
    fn put_one(&mut self, now: Instant, entry: &Entry<'_>, counts: &mut Counts, refusals: &mut Refusals) -> Put {
        self.heat.count(entry.hash_key);
        let index = self.owner(entry.hash_key);
        let shard = &mut self.shards[index];
        debug_assert!(shard.is_open() && shard.range.contains(entry.hash_key), "the owner of a key is open and has it");
        if let Err(limit) = shard.admit_write(now, entry.bytes) {
            shard.meter.throttled(now, limit);
            counts.throttled_records += 1;
            match refusals.iter_mut().find(|(id, of, _)| *id == shard.id && *of == limit) {
                Some((_, _, records)) => *records += 1,
                None => refusals.push((shard.id, limit, 1)),
            }
            return Put::Throttled { shard: shard.id, limit };
        }
        let ordinal = match entry.payload {
            Payload::Made { source, index } => shard.log.append(now, source, index, entry.bytes),
            Payload::Supplied(record) => shard.log.append_supplied(now, record),
        };
        shard.meter.accepted(now, entry.bytes);
        counts.incoming_records += 1;
        counts.incoming_bytes += u64::from(entry.bytes);
        Put::Accepted { shard: shard.id, ordinal }
    }
}
