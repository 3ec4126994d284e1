// <shard-scope lesson="hot-partition" height="720">: Shardscope in a page of another site, such as a lecture's notes.
//
//   <script src="https://example.org/shardscope/shard-scope.js"></script>
//   <shard-scope lesson="hot-partition" height="720"></shard-scope>
//
// It wraps a frame. Attributes: one of lesson, story and scenario, as the page's address takes them; step, lang and present likewise; height in
// pixels. ask(verb, ...args) calls a verb of window.shardscope and gives a promise of its answer, where the site allows this page's origin
// (<meta name="shardscope-origins">); with that it also pauses while it is out of sight.
(() => {
  const SITE = new URL("./", document.currentScript.src);
  const ASKED = ["lesson", "story", "scenario", "step", "lang"];
  const HEIGHT = 720;
  const HEIGHT_MOST = 10_000;
  // Milliseconds until a page that does not answer counts as one that never will; and between two knocks.
  const PATIENCE = 60_000;
  const KNOCK = 400;

  class ShardScope extends HTMLElement {
    static observedAttributes = [...ASKED, "present", "height"];
    #frame;
    #asked = new Map();
    #next = 1;
    #seen;
    #paused = false;
    // Whether the page in the frame is the one that is asked for, whether it has answered, and whether it never did.
    #loaded = false;
    #answers = false;
    #silent = false;

    connectedCallback() {
      this.#frame = document.createElement("iframe");
      this.#frame.title = this.getAttribute("title") ?? "Shardscope";
      this.#frame.allow = "clipboard-write; fullscreen; camera";
      this.#frame.style.cssText = "border:0;width:100%;display:block";
      this.#frame.addEventListener("load", () => (this.#loaded = true));
      this.#show();
      this.replaceChildren(this.#frame);
      addEventListener("message", this.#answered);
      this.#seen = new IntersectionObserver((entries) => this.#inSight(entries.at(-1).isIntersecting));
      this.#seen.observe(this);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#answered);
      this.#seen.disconnect();
      this.replaceChildren();
      this.#frame = undefined;
      this.#drop("this <shard-scope> is in no page any more");
    }

    // Whoever waits for the page that was there is told.
    #drop(reason) {
      this.#answers = false;
      for (const { reject } of this.#asked.values()) reject(new Error(reason));
      this.#asked.clear();
    }

    attributeChangedCallback() {
      if (this.#frame) this.#show();
    }

    async ask(verb, ...args) {
      const late = Date.now() + PATIENCE;
      // Until the page in the frame has begun nobody hears: a verb that changes nothing finds out when that is.
      while (!this.#answers || !this.#loaded) {
        if (!this.#frame) throw new Error("this <shard-scope> is in no page");
        if (Date.now() > late) throw new Error(`no answer to ${verb}: does the site allow ${location.origin}?`);
        if (this.#loaded) await this.#send("now", [], KNOCK).catch(() => {});
        else await new Promise((done) => setTimeout(done, KNOCK));
      }
      return this.#send(verb, args, Infinity);
    }

    #send(verb, args, patience) {
      return new Promise((resolve, reject) => {
        const id = `shard-scope-${this.#next++}`;
        this.#asked.set(id, { resolve, reject });
        if (patience < Infinity) setTimeout(() => this.#asked.delete(id) && reject(new Error("no answer")), patience);
        this.#frame.contentWindow.postMessage({ type: "shardscope", id, verb, args }, "*");
      });
    }

    #show() {
      const url = new URL(SITE);
      for (const name of ASKED) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      if (this.hasAttribute("present")) url.searchParams.set("present", "");
      const height = Number(this.getAttribute("height"));
      this.#frame.style.height = `${height > 0 && height <= HEIGHT_MOST ? height : HEIGHT}px`;
      if (this.#frame.src === url.href) return;
      this.#drop("another address is shown");
      // Until the new page is there the old one may still speak.
      this.#loaded = false;
      this.#frame.src = url.href;
    }

    #answered = ({ source, data }) => {
      if (source !== this.#frame?.contentWindow || data?.type !== "shardscope") return;
      const asked = this.#asked.get(data.id);
      this.#asked.delete(data.id);
      this.#answers = true;
      if (data.error === undefined) asked?.resolve(data.result);
      else asked?.reject(new Error(data.error));
    };

    async #inSight(inSight) {
      // Where the site does not allow this page, nobody answers, and the browser alone decides how much it runs out of sight.
      if (this.#silent) return;
      const state = await this.ask("state").catch((error) => (this.#silent ||= /does the site allow/.test(error.message)) && undefined);
      if (!state) return;
      if (!inSight && state.playing) {
        this.#paused = true;
        await this.ask("pause").catch(() => {});
      } else if (inSight && this.#paused) {
        this.#paused = false;
        await this.ask("play").catch(() => {});
      }
    }
  }

  customElements.get("shard-scope") ?? customElements.define("shard-scope", ShardScope);
})();
