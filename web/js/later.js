// The part of the wasm module that the first scenario does not need (web/later.txt). The build names its file in
// <meta name="shardscope-later">; without that the module is whole.

let first;
let there = false;
let fetching;

const file = () => document.querySelector('meta[name="shardscope-later"]')?.content;

function join(module) {
  if (there) return;
  new WebAssembly.Instance(module, { first });
  first.later_is_there.value = 1;
  there = true;
}

// As soon as the browser has nothing else to do, and again whenever it may have become possible.
function fetchSoon() {
  const soon = window.requestIdleCallback ?? ((call) => setTimeout(call, 200));
  soon(
    () => {
      fetching ??= (async () => {
        const answer = await fetch(new URL(file(), document.baseURI));
        if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
        join(await WebAssembly.compile(await answer.arrayBuffer()));
      })().catch(() => {
        fetching = undefined;
        window.addEventListener("online", fetchSoon, { once: true });
      });
    },
    { timeout: 2000 },
  );
}

// Called once, with what the first part exports.
export function arm(exports) {
  first = exports;
  there = first.later_is_there === undefined || !file();
  if (!there) fetchSoon();
}

export const isThere = () => there;

// Only a request that waits can answer a function that has been called already. Bytes come as letters then.
function load() {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(file(), document.baseURI), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`the server answered ${request.status}`);
  join(new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0))));
}

// Called when the part is needed now: by a function of it, with its place in the function table, or with -1 by who
// can do without. False, or an error, if it cannot be had.
export function later(slot) {
  if (there) return true;
  try {
    load();
  } catch (reason) {
    if (slot < 0) return false;
    window.shardscopeRecovery.show(`A part of the page could not be loaded (${slot}): ${reason.message}`);
    throw reason;
  }
  return true;
}
