//! The console, and the call that does what was done last.
use super::{App, eventually};
use crate::card::Notice;
use crate::kinds;
use crate::msg::{ConsoleAct, Msg};
use crate::platform::browser;
use crate::remote::command_line;
use crate::terminal::Live;
use crate::view::{CallView, ConsoleLine, Language};
use shardscope_core::api;
use shardscope_core::cli;
use shardscope_core::script;
use yew::prelude::*;

/// Lines that the console keeps.
const LINES: usize = 200;

impl App {
    pub(super) fn console_act(&mut self, ctx: &Context<Self>, act: ConsoleAct) {
        match act {
            ConsoleAct::Toggle => {
                self.console.open = !self.console.open;
            }
            ConsoleAct::Clear => self.console.lines.clear(),
            ConsoleAct::Run(line) => {
                self.console.lines.push(ConsoleLine { line: line.clone(), ran: None });
                let surplus = self.console.lines.len().saturating_sub(LINES);
                self.console.lines.drain(..surplus);
                let player = self.player.clone();
                eventually(ctx.link(), async move {
                    let ran = command_line(player, &line).await;
                    Msg::Console(ConsoleAct::Ran(line, ran))
                });
            }
            ConsoleAct::Ran(line, ran) => {
                let waiting = self.console.lines.iter_mut().find(|shown| shown.ran.is_none() && shown.line == line);
                if let Some(shown) = waiting {
                    shown.ran = Some(ran);
                }
                self.keep();
            }
        }
    }

    /// The last thing that was done by hand, as a call.
    pub(super) fn call_view(&self) -> Option<CallView> {
        let command = self.last_done.as_ref()?;
        let Some((service, operation, body)) = api::encode(command) else {
            let text = script::command_line(command);
            return Some(CallView { language: Language::Cli, text, is_aws: false });
        };
        let text = match self.language {
            Language::Cli => cli::line(service, operation, &body),
            Language::Python => cli::boto3(service, operation, &body),
            Language::JavaScript => cli::javascript(service, operation, &body),
        };
        Some(CallView { language: self.language, text, is_aws: true })
    }

    /// What the run has right now, for completion: streams with their shards.
    pub(super) fn live(&self) -> Live {
        let player = self.player.borrow();
        let streams = player.sim().kinesis().streams().map(|stream| {
            let shards: Vec<String> = stream.open_shards().take(500).map(|shard| shard.id.to_string()).collect();
            (stream.name.clone(), shards)
        });
        let calls = kinds::ALL.into_iter().filter_map(|kind| kind.calls.as_ref());
        let values = calls.flat_map(|calls| (calls.values)(player.sim())).collect();
        let roll = player.sim().roll();
        let actors = player.sim().actors().map(|(id, actor)| (actor.kind(), roll.text(actor.kind(), id))).collect();
        Live { streams: streams.collect(), values, actors }
    }

    pub(super) fn copy(&self, ctx: &Context<Self>, text: String) {
        eventually(ctx.link(), async move {
            let notice = match browser::copy(&text).await {
                Ok(()) => Notice::note(t!(app.copied), ""),
                Err(reason) => Notice::error(t!(app.not_copied), &reason),
            };
            Msg::Note(Box::new(notice))
        });
    }
}
