// The ways in for others: window.shardscope, and messages from a page that embeds this one. They lie outside the wasm
// memory, so that whoever asks is answered even when the module has stopped.

// Arguments of a verb that a message may have.
const ARGUMENTS = 4;

// Puts the verbs on the window and answers messages, for as long as the page lives. `call` takes a verb and its
// arguments; `crash` shows what happens after a panic.
export function install(version, names, call, crash) {
  const ask = window.shardscopeRecovery.guard(call);
  const verbs = names.map((name) => [name, (...args) => ask(name, args)]);
  window.shardscope = { version, ...Object.fromEntries(verbs), crash: () => window.shardscopeRecovery.guard(crash)("crash") };
  window.addEventListener("message", ({ origin, data, source }) => {
    if (!isAllowed(origin) || data?.type !== "shardscope" || data.verb === undefined) return;
    // The other window may be gone when there is an answer: then nobody is waiting.
    const answer = (of) => source?.postMessage({ type: "shardscope", id: data.id, ...of }, origin);
    const refuse = (error) => answer({ error: String(error?.message ?? error) });
    try {
      const args = Array.isArray(data.args) ? data.args : [];
      if (args.length > ARGUMENTS) throw new Error(`${ARGUMENTS} arguments at most`);
      Promise.resolve(ask(String(data.verb), args)).then((result) => answer({ result })).catch(refuse);
    } catch (error) {
      refuse(error);
    }
  });
}

// Our own origin, and those that the page's author has named. A page from a file has none that could be told from others.
function isAllowed(origin) {
  if (origin === location.origin && origin !== "null" && origin !== "") return true;
  const named = document.querySelector("meta[name=shardscope-origins]")?.content ?? "";
  return named.split(/\s+/).includes(origin) && origin !== "";
}
