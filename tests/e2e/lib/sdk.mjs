// The AWS SDK, talking to the page under test instead of to AWS.
import { Readable } from "node:stream";
import { Kinesis } from "@aws-sdk/client-kinesis";

// Nothing checks the signature; the SDK wants something to sign with.
export const ACCESS = { region: "us-east-1", credentials: { accessKeyId: "none", secretAccessKey: "none" } };

// What a request made by hand has instead of a signature.
export const SIGNED = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-date": "20260101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=none/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=none",
};

// A KinesisClient, with a method for each operation. No request leaves the process and its browser. The SDK speaks AWS
// JSON 1.1 to Kinesis by itself, the only protocol that the service's model of November 2026 has.
export const client = (page, options = {}) =>
  new Kinesis({
    ...ACCESS,
    requestHandler: {
      metadata: { handlerProtocol: "http/1.1" },
      async handle({ headers, body }) {
        // The SDK warns of whatever treats its bytes as a string, as Buffer.from(body) does.
        const bytes =
          typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.length);
        const answer = await ask(page, headers, bytes);
        if (answer.stream) answer.body = Readable.from(chunks(page, answer.stream));
        return { response: { statusCode: answer.status, headers: answer.headers, body: answer.body } };
      },
    },
    ...options,
  });

// One request, answered by the page: `{ status, headers, body }`, with the names of headers in lower case as Node has
// them. Bytes cross the border to the browser in base64.
export async function ask(page, headers, bytes) {
  const answer = await page.evaluate(
    (headers, text) => {
      const { aws } = window.shardscope;
      const answer = aws(headers["x-amz-target"] ?? "", Uint8Array.fromBase64(text), headers);
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
