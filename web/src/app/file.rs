//! A user's file, from the moment it is chosen to the producer that sends its rows.
use super::{App, eventually};
use crate::card::{Dialog, Notice};
use crate::data::{Comparing, Loaded};
use crate::msg::{FileStep, Msg};
use crate::platform::files;
use crate::player::Player;
use crate::view::{FileStage, FileView};
use shardscope_core::client::{ProducerSpec, Workload};
use shardscope_core::kinesis::StreamStatus;
use shardscope_core::script::Script;
use shardscope_core::sim::Command;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::File;
use yew::prelude::*;

/// A file and its stage.
#[derive(Default)]
pub struct FileState {
    stage: FileStage,
    file: Option<File>,
    cancelled: Rc<Cell<bool>>,
    /// Columns that are being compared: what is counted is large, and nothing that is shown.
    comparing: Option<Comparing>,
    /// Tells what comes of one file from what comes of another.
    number: u32,
}

impl FileState {
    /// Whether a message is about the file that is shown.
    pub fn is(&self, number: u32) -> bool {
        self.number == number
    }
    /// Forgets the file and whatever is still being read of it.
    fn next(&mut self, stage: FileStage, file: Option<File>) -> u32 {
        self.cancelled.set(true);
        *self = Self { stage, file, cancelled: Rc::default(), comparing: None, number: self.number + 1 };
        self.number
    }
    pub fn view(&self) -> FileView {
        self.stage.clone()
    }
}

impl App {
    pub(super) fn file_step(&mut self, ctx: &Context<Self>, step: FileStep) {
        let link = ctx.link().clone();
        match step {
            FileStep::Chosen(file) => {
                self.dialog = Some(Dialog::Data);
                let number = self.file.next(FileStage::Looking, Some(file.clone()));
                eventually(&link, async move {
                    match files::saved_run(&file).await {
                        Some(run) => Msg::LoadRun(run),
                        None => Msg::FileRead(number, FileStep::Peeked(files::look(file, None).await.map(Box::new))),
                    }
                });
            }
            FileStep::Written(encoding) => {
                let Some(file) = self.file.file.clone() else { return };
                let number = self.file.next(FileStage::Looking, Some(file.clone()));
                eventually(&link, async move {
                    Msg::FileRead(number, FileStep::Peeked(files::look(file, Some(encoding)).await.map(Box::new)))
                });
            }
            FileStep::Sample => {
                let number = self.file.next(FileStage::Looking, None);
                eventually(&link, async move {
                    let step = match files::sample().await {
                        Ok(file) => FileStep::Chosen(file),
                        Err(reason) => FileStep::Peeked(Err(reason)),
                    };
                    Msg::FileRead(number, step)
                });
            }
            FileStep::Peeked(Ok(peek)) => self.file.stage = FileStage::Peeked(Rc::from(peek)),
            FileStep::Peeked(Err(reason)) | FileStep::Done(Err(reason)) => self.file.stage = FileStage::Failed(reason),
            FileStep::Read(plan) => {
                let Some(file) = self.file.file.clone() else { return };
                let number = self.file.next(FileStage::Reading(0.0), Some(file.clone()));
                let (cancelled, progress) = (self.file.cancelled.clone(), link.clone());
                eventually(&link, async move {
                    let told = move |part| progress.send_message(Msg::FileRead(number, FileStep::Progress(part)));
                    Msg::FileRead(number, FileStep::Done(files::read(file, plan, told, cancelled).await.map(Box::new)))
                });
            }
            FileStep::Progress(part) => {
                if matches!(self.file.stage, FileStage::Reading(_)) {
                    self.file.stage = FileStage::Reading(part);
                }
            }
            FileStep::Done(Ok(loaded)) => {
                self.file.stage = FileStage::Loaded(Rc::from(loaded));
                link.send_message(Msg::FileRead(self.file.number, FileStep::Report));
            }
            FileStep::Report => self.report(ctx),
            FileStep::Send(spec) => self.send_file(*spec),
            FileStep::Try(spec, shards) => self.try_file(*spec, shards),
            FileStep::Again => {
                if let Some(file) = self.file.file.clone() {
                    link.send_message(Msg::File(FileStep::Chosen(file)));
                }
            }
            FileStep::Cancel => {
                self.forget_file();
            }
        }
    }

    /// Nothing of a file is shown any more.
    pub(super) fn forget_file(&mut self) {
        self.file.next(FileStage::None, None);
    }

    /// Works out the report for one more number of shards, and comes back for the next.
    fn report(&mut self, ctx: &Context<Self>) {
        let FileStage::Loaded(loaded) = &mut self.file.stage else { return };
        let loaded = Rc::make_mut(loaded);
        let rows = loaded.rows.clone();
        let again = loaded.report.try_next(&rows) || compare(&mut self.file.comparing, loaded);
        if again {
            let (link, number) = (ctx.link().clone(), self.file.number);
            let again = move || link.send_message(Msg::FileRead(number, FileStep::Report));
            gloo::timers::callback::Timeout::new(0, again).forget();
        }
    }

    /// Begins a run with nothing but a stream for the rows, and sends them to it.
    fn try_file(&mut self, spec: ProducerSpec, shards: u32) {
        let title = shardscope_core::cli::quote(&spec.name);
        let name = &spec.stream_name;
        let text = format!(
            "shardscope 1\nlifecycle 1s\ntitle {title}\n\
             at 0s aws kinesis create-stream --stream-name {name} --shard-count {shards}\n\
             at 2s reader consumer --stream-name {name}\nuntil 2s\n"
        );
        let begun = Script::parse(&text).map(|script| Player::of_script("file", script));
        match begun {
            Ok(player) => {
                self.start(player);
                self.refresh();
                self.send_file(spec);
            }
            Err(error) => self.notice = Some(Notice::error(t!(app.not_tried), &error.to_string())),
        }
    }

    /// Makes the rows records of the stream that is shown.
    fn send_file(&mut self, spec: ProducerSpec) {
        let FileStage::Loaded(loaded) = &self.file.stage else { return };
        let rows = loaded.rows.clone();
        let serving = self.view.stream.as_ref().is_some_and(|stream| stream.status != StreamStatus::Deleting);
        if !serving {
            self.notice = Some(Notice::error(t!(app.no_stream), t!(app.create_a_stream_first_the_rows)));
            return;
        }
        let dataset = self.player.borrow_mut().load_dataset(rows);
        let workload = match spec.workload {
            Workload::File { own_timestamps, .. } => Workload::File { dataset, own_timestamps },
            other @ (Workload::Trucks
            | Workload::Clicks
            | Workload::Sensors
            | Workload::Countries
            | Workload::Custom { .. }
            | Workload::HotKey { .. }) => other,
        };
        if self.submit(Command::Add(ProducerSpec { workload, ..spec }.into())) && self.notice.is_none() {
            self.dialog = None;
        }
    }
}

/// Compares the columns of a file over some more of its rows; `false` once that is done.
fn compare(comparing: &mut Option<Comparing>, loaded: &mut Loaded) -> bool {
    if loaded.columns.is_some() {
        return false;
    }
    let comparing = comparing.get_or_insert_with(|| Comparing::of(&loaded.plan));
    loaded.columns = comparing.next(&loaded.plan, &loaded.rows, &loaded.report);
    true
}
