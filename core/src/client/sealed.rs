//! Data that a producer encrypts before it puts it: AES-128-GCM, the nonce before and the tag behind, as the AWS SDKs'
//! client-side encryption does it. The key of a run comes from its seed: it keeps nothing secret.
use crate::base::mix;
use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{AeadInOut, KeyInit};
use alloc::vec::Vec;

/// Bytes that encryption adds: 12 of the nonce, 16 of the tag.
pub const OVERHEAD: u32 = 28;

fn cipher(seed: u64) -> Aes128Gcm {
    let key = (u128::from(mix(seed, 1)) << 64 | u128::from(mix(seed, 2))).to_be_bytes();
    Aes128Gcm::new(&key.into())
}

/// Encrypts the data of record `number`; each has a nonce of its own.
pub fn seal(seed: u64, number: u64, mut data: Vec<u8>) -> Vec<u8> {
    let nonce = (u128::from(number) << 32).to_be_bytes();
    let nonce: [u8; 12] = core::array::from_fn(|at| nonce[at + 4]);
    let tag = cipher(seed).encrypt_inout_detached(&nonce.into(), b"", data.as_mut_slice().into());
    let tag = tag.expect("a record is far smaller than the 64 GiB that the cipher takes");
    let mut sealed = Vec::with_capacity(data.len() + OVERHEAD as usize);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&data);
    sealed.extend_from_slice(&tag);
    sealed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_the_key_reads_it_and_nobody_changes_it() {
        let sealed = seal(7, 3, b"{\"truck_id\":\"truck_1\"}".to_vec());
        assert_eq!(sealed.len(), 22 + OVERHEAD as usize);
        let open = |sealed: &[u8]| {
            let (nonce, rest) = sealed.split_first_chunk::<12>()?;
            let (data, tag) = rest.split_last_chunk::<16>()?;
            let mut data = data.to_vec();
            let inout = data.as_mut_slice().into();
            cipher(7).decrypt_inout_detached(&(*nonce).into(), b"", inout, &(*tag).into()).ok()?;
            Some(data)
        };
        assert_eq!(open(&sealed).as_deref(), Some(&b"{\"truck_id\":\"truck_1\"}"[..]));
        let mut changed = sealed.clone();
        changed[20] ^= 1;
        assert_eq!(open(&changed), None);
        assert_ne!(seal(7, 4, b"a".to_vec())[12..], seal(7, 3, b"a".to_vec())[12..]);
    }
}
