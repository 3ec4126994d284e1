// Kinesis over loopback HTTP, answered by the page under test. For whatever speaks to AWS but does not run in a page:
//   node bridge.mjs [--port N] [--query "?scenario=empty&lifecycle=500ms"]
// opens the built site of $SHARDSCOPE_DIST and prints the address. It keeps nothing: the page has it all.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ask } from "./lib/sdk.mjs";
import { chromium, open, serve } from "./lib/site.mjs";

export const BODY_MOST = 16 << 20;

export async function bridge(page, port = 0) {
  const server = createServer((request, response) => {
    const [path, query = ""] = request.url.split("?");
    if (path !== "/") {
      request.resume();
      response.writeHead(404).end();
      return;
    }
    const parts = [];
    let length = 0;
    request.on("data", (part) => {
      length += part.length;
      if (length <= BODY_MOST) parts.push(part);
      else parts.length = 0;
    });
    // What is too long is heard out, since a client that is cut off while it sends does not read the answer.
    request.on("end", async () => {
      if (length > BODY_MOST) return response.writeHead(413).end();
      try {
        const { status, headers, body } = await ask(page, request.headers, Buffer.concat(parts), { method: request.method, query });
        response.sendDate = false; // Simulated time is not the client's; the SDKs correct their clocks by this header.
        response.writeHead(status, headers).end(body);
      } catch (error) {
        response.writeHead(502, { "content-type": "text/plain" }).end(String(error));
      }
    });
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: "string" }, query: { type: "string" } } });
  const site = await serve();
  const browser = await chromium();
  const page = await open(browser, site.base, { query: values.query ?? "?scenario=empty" });
  const { url, close } = await bridge(page, Number(values.port ?? 0));
  console.log(url);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, async () => {
      await Promise.all([close(), browser.close()]);
      site.close();
      process.exit();
    });
  }
}
