//! Runs that the browser keeps for the next visit, in IndexedDB: what was done in this tab, in others, and before.
//!
//! A run has a record of its own from the first thing that is done to it, and each further one replaces it, so that two tabs
//! do not write over each other. What lists need of it lies beside its text.
use super::browser;
use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStore, ObjectStoreParams, Query, TransactionMode};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What is known of a kept run without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub id: String,
    /// Number of the tab that it was done in.
    pub tab: String,
    /// When it was kept last, in milliseconds since 1970.
    pub at: f64,
    /// Its title, what was done, and how far it came.
    pub about: String,
    /// The page's address when it was kept.
    pub address: String,
    pub speed: f64,
    /// Length of its text.
    pub bytes: f64,
    /// Whether the user was asked and did not want to go on with it.
    pub declined: bool,
}

/// What is there when the page opens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub tab: String,
    /// The newest first; without those of other tabs that are open.
    pub heads: Vec<Head>,
}

const NAME: &str = "shardscope";
const HEADS: &str = "heads";
const TEXTS: &str = "texts";
/// Runs that are kept, and bytes of all of them: the oldest go first.
const RUNS_MOST: usize = 12;
const BYTES_MOST: f64 = 64.0 * 1024.0 * 1024.0;

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

type Kept<T> = Result<T, String>;

fn refused(error: impl std::fmt::Display) -> String {
    format!("{error}")
}

async fn database() -> Kept<Rc<Database>> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let mut request = Factory::new().and_then(|factory| factory.open(NAME, Some(1))).map_err(refused)?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        let mut by_id = ObjectStoreParams::new();
        by_id.key_path(Some(KeyPath::new_single("id")));
        // What fails here fails the opening.
        let _ = database.create_object_store(HEADS, by_id);
        let _ = database.create_object_store(TEXTS, ObjectStoreParams::new());
    });
    let open = Rc::new(request.await.map_err(refused)?);
    OPEN.set(Some(open.clone()));
    Ok(open)
}

fn stores(database: &Database, mode: TransactionMode) -> Kept<(idb::Transaction, ObjectStore, ObjectStore)> {
    let all = database.transaction(&[HEADS, TEXTS], mode).map_err(refused)?;
    let (heads, texts) = (all.object_store(HEADS).map_err(refused)?, all.object_store(TEXTS).map_err(refused)?);
    Ok((all, heads, texts))
}

fn key(id: &str) -> Query {
    Query::Key(JsValue::from_str(id))
}

async fn all_heads(heads: &ObjectStore) -> Kept<Vec<Head>> {
    let values = heads.get_all(None, None).map_err(refused)?.await.map_err(refused)?;
    let mut found: Vec<Head> =
        values.into_iter().filter_map(|value| serde_wasm_bindgen::from_value(value).ok()).collect();
    found.sort_by(|one, other| other.at.total_cmp(&one.at));
    Ok(found)
}

/// The runs that are kept, and this tab's number. Errors: the browser keeps nothing.
pub async fn find() -> Kept<Found> {
    let tab = browser::tab().await?;
    let database = database().await?;
    let (_, heads, _) = stores(&database, TransactionMode::ReadOnly)?;
    let heads = all_heads(&heads).await?;
    let open = browser::tabs().await;
    let heads = heads.into_iter().filter(|head| head.tab == tab || !open.contains(&head.tab)).collect();
    Ok(Found { tab, heads })
}

/// Keeps a run. Errors: the browser has no room, or keeps nothing.
pub async fn keep(head: Head, text: String) -> Kept<()> {
    let database = database().await?;
    for runs in (0..RUNS_MOST).rev() {
        if put(&database, &head, &text).await? {
            return thin(&database, RUNS_MOST, BYTES_MOST).await;
        }
        // The oldest makes room, and no more of them than have to.
        thin(&database, runs, BYTES_MOST).await?;
    }
    // Alone it has all the room that there is.
    if put(&database, &head, &text).await? { Ok(()) } else { Err(t!(page.the_browser_has_no_room_for).into()) }
}

/// Whether there was room. Errors: the browser refuses for another reason.
async fn put(database: &Database, head: &Head, text: &str) -> Kept<bool> {
    let (all, heads, texts) = stores(database, TransactionMode::ReadWrite)?;
    let value = serde_wasm_bindgen::to_value(head).map_err(refused)?;
    texts.put(&JsValue::from_str(text), Some(&JsValue::from_str(&head.id))).map_err(refused)?;
    heads.put(&value, None).map_err(refused)?;
    // At once: a page on its way out does not come to the end of its requests.
    let told = heads.transaction();
    let done = all.commit().map_err(refused)?.await.map_err(refused)?;
    if done.is_committed() {
        return Ok(true);
    }
    let why = told.error().map(|error| error.name()).unwrap_or_default();
    if why == "QuotaExceededError" { Ok(false) } else { Err(why) }
}

/// Forgets the oldest beyond so many runs and bytes; the newest stays.
async fn thin(database: &Database, most: usize, bytes: f64) -> Kept<()> {
    let (all, heads, texts) = stores(database, TransactionMode::ReadWrite)?;
    let (mut sum, mut gone) = (0.0, Vec::new());
    for (place, head) in all_heads(&heads).await?.into_iter().enumerate() {
        sum += head.bytes;
        if place >= most || place > 0 && sum > bytes {
            gone.push(head.id);
        }
    }
    for id in gone {
        heads.delete(key(&id)).map_err(refused)?;
        texts.delete(key(&id)).map_err(refused)?;
    }
    all.await.map(drop).map_err(refused)
}

/// The text of a kept run. Errors: it is gone.
pub async fn text(id: &str) -> Kept<String> {
    let database = database().await?;
    let (_, _, texts) = stores(&database, TransactionMode::ReadOnly)?;
    let found = texts.get(key(id)).map_err(refused)?.await.map_err(refused)?;
    found.and_then(|value| value.as_string()).ok_or_else(|| t!(page.this_run_is_no_longer_kept).into())
}

/// Notes that the user has left a run: it does not come back by itself, nor is it offered again; the start page lists it.
pub async fn decline(mut head: Head) -> Kept<()> {
    (head.declined, head.tab) = (true, String::new());
    let database = database().await?;
    let (all, heads, _) = stores(&database, TransactionMode::ReadWrite)?;
    let value = serde_wasm_bindgen::to_value(&head).map_err(refused)?;
    heads.put(&value, None).map_err(refused)?;
    all.await.map(drop).map_err(refused)
}
