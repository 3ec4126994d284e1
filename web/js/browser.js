// What the browser does better than we could: compression, streams, the clipboard.

const piped = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

// Text as compressed base64 that a link can carry.
export async function pack(text) {
  const stream = piped(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The text of a link. It comes from anywhere: what unpacks to more than `most` bytes is not unpacked to the end.
export async function unpack(packed, most) {
  if (!/^[A-Za-z0-9_-]*$/.test(packed)) throw new Error("It contains characters that our links never have: perhaps it was cut or changed when it was copied");
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const reader = piped(
    Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
    new DecompressionStream("deflate-raw"),
  ).getReader();
  const parts = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error(`the link unpacks to more than ${most} bytes`);
    }
    parts.push(value);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts).arrayBuffer());
}

// Writes a text's bytes, if there is room for all: much quicker than letter by letter. Otherwise -1.
const encoder = new TextEncoder();
export function encode(text, target) {
  const { read, written } = encoder.encodeInto(text, target);
  return read < text.length ? -1 : written;
}

// Streams that somebody reads. They end with an error when the module stops.
const feeds = new Set();
window.addEventListener("shardscope-panic", () => feeds.forEach((feed) => feed.error(new Error("Shardscope has stopped"))));

// A stream of bytes, fed from outside. Whoever reads it may stop: then nothing more is sent.
export function stream() {
  let feed;
  const forget = () => {
    feeds.delete(feed);
    feed = undefined;
  };
  const body = new ReadableStream({
    start: (controller) => feeds.add((feed = controller)),
    cancel: forget,
  });
  return {
    body,
    send: (bytes) => feed?.enqueue(bytes.slice()),
    close() {
      feed?.close();
      forget();
    },
  };
}

// Puts text on the clipboard; where a page may not, the old way.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser refuses");
  }
}

// The picture with the text that lies over it, as a PNG.
export async function picture() {
  const source = document.querySelector(".picture canvas");
  const area = source.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [source.width, source.height];
  const context = canvas.getContext("2d");
  context.drawImage(source, 0, 0);
  context.scale(source.width / area.width, source.height / area.height);
  const texts = document.createTreeWalker(source.parentElement.querySelector(".overlay") ?? source, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const place = range.getBoundingClientRect();
    const style = getComputedStyle(texts.currentNode.parentElement);
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textBaseline = "middle";
    if (place.width) context.fillText(texts.currentNode.data, place.x - area.x, place.y - area.y + place.height / 2);
  }
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the browser made no picture"))), "image/png"),
  );
}

// A number for this tab, which outlives a reload. A tab that was copied gets one of its own: the number of a tab that is open is
// locked. Where a browser has no locks, or keeps nothing, the number is new each time.
const TAB = "shardscope.tab";
const lockOf = (tab) => `${TAB}.${tab}`;
const locked = (tab) =>
  new Promise((done) => {
    navigator.locks
      .request(lockOf(tab), { ifAvailable: true }, (lock) => {
        done(lock !== null);
        return lock && new Promise(() => {});
      })
      .catch(() => done(true));
  });
export async function tab() {
  const fresh = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");
  let known;
  try {
    known = sessionStorage.getItem(TAB);
  } catch {
    // A frame without an origin has no storage.
  }
  let name = known ?? fresh();
  // The page before this one may still be on its way out.
  for (let tries = 0; navigator.locks && !(await locked(name)); tries += 1) {
    if (tries < 3) await new Promise((done) => setTimeout(done, 100));
    else name = fresh();
  }
  try {
    sessionStorage.setItem(TAB, name);
  } catch {
    // It is known for as long as the page is open.
  }
  return name;
}

// The numbers of all tabs that are open.
export async function tabs() {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return held.map(({ name }) => name).filter((name) => name.startsWith(lockOf(""))).map((name) => name.slice(lockOf("").length));
}

// The page's typeface, once the picture moves: on a slow line it would hold up the module.
export function dress() {
  const face = new FontFace("Inter", "url(fonts/inter.woff2) format('woff2')", { weight: "100 900" });
  // Without it the system's own is used.
  face.load().then((loaded) => document.fonts.add(loaded), () => {});
}

// Lets a service worker keep the site for times without a line, where the build has one. `told` hears that a newer version waits.
export async function keepOffline(told) {
  const file = document.querySelector("meta[name=shardscope-service-worker]")?.content;
  if (!file || !navigator.serviceWorker) return;
  // The browser asks who made a script of a text: only this one address may be one.
  const policy = { createScriptURL: (url) => (url === file ? url : "") };
  const url = globalThis.trustedTypes?.createPolicy("service-worker", policy).createScriptURL(file) ?? file;
  // Where site data is blocked there is nothing to keep it in: the page works all the same.
  const registration = await navigator.serviceWorker.register(url).catch(() => undefined);
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => worker.state === "installed" && navigator.serviceWorker.controller && told());
  if (registration?.waiting && navigator.serviceWorker.controller) told();
  watch(registration?.installing);
  registration?.addEventListener("updatefound", () => watch(registration.installing));
}

// Lets a version that waits take over at once, and begins anew with it; where none waits any more, begins anew.
export function renew() {
  const { serviceWorker } = navigator;
  const reload = () => location.reload();
  serviceWorker.addEventListener("controllerchange", reload, { once: true });
  const take = (registration) => (registration?.waiting ? registration.waiting.postMessage("take over") : reload());
  serviceWorker.getRegistration().then(take, reload);
}
