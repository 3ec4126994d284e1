// The AWS SDK, talking to the page under test instead of to AWS.
import { Readable } from "node:stream";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SQS } from "@aws-sdk/client-sqs";

// Nothing checks the signature; the SDK wants something to sign with.
export const ACCESS = { region: "us-east-1", credentials: { accessKeyId: "none", secretAccessKey: "none" } };

// What a request made by hand has instead of a signature.
export const SIGNED = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-date": "20260101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=none/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=none",
};

// An SQSClient, alike. It checks the digests of what it sent and what it received. `asked` hears of each request when it
// is on its way: a receive may wait for a long time.
export const queues = (page, { asked, ...options } = {}) =>
  new SQS({ ...ACCESS, requestHandler: handler(page, asked), ...options });

// A KinesisClient, with a method for each operation. No request leaves the process and its browser. The SDK speaks AWS
// JSON 1.1 to Kinesis by itself, the only protocol that the service's model of November 2026 has.
export const client = (page, options = {}) => new Kinesis({ ...ACCESS, requestHandler: handler(page), ...options });

const handler = (page, asked) => ({
  metadata: { handlerProtocol: "http/1.1" },
  async handle({ method, query, headers, body }) {
    // The SDK warns of whatever treats its bytes as a string, as Buffer.from(body) does.
    const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.length);
    const coming = ask(page, headers, bytes, { method, query: new URLSearchParams(query).toString() });
    asked?.();
    const answer = await coming;
    if (answer.stream) answer.body = Readable.from(chunks(page, answer.stream));
    return { response: { statusCode: answer.status, headers: answer.headers, body: answer.body } };
  },
});

// One request, answered by the page: `{ status, headers, body }`, with the names of headers in lower case as Node has
// them. Bytes cross the border to the browser in base64.
export async function ask(page, headers, bytes, request = {}) {
  const answer = await page.evaluate(
    async (headers, text, request) => {
      const { aws } = window.shardscope;
      // A receive that waits for a message is answered later.
      const answer = await aws(headers["x-amz-target"] ?? "", Uint8Array.fromBase64(text), headers, request);
      if (answer.body instanceof ReadableStream) {
        // An answer that goes on stays in the page; its pieces are asked for by its number.
        globalThis.streams ??= [];
        const stream = globalThis.streams.push(answer.body.getReader());
        return { ...answer, body: "", stream };
      }
      return { ...answer, body: answer.body.toBase64() };
    },
    headers,
    bytes.toString("base64"),
    request,
  );
  const lower = Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...answer, headers: Object.fromEntries(lower), body: Buffer.from(answer.body, "base64") };
}

// The pieces of an answer that goes on, as they come.
async function* chunks(page, stream) {
  for (;;) {
    const piece = await page.evaluate(async (stream) => {
      const { done, value } = await globalThis.streams[stream - 1].read();
      return done ? undefined : value.toBase64();
    }, stream);
    if (piece === undefined) return;
    yield Buffer.from(piece, "base64");
  }
}
