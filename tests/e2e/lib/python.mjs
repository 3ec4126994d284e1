// A Python environment of its own, with what is pinned here from PyPI.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

// The AWS CLI, version 1 (version 2 is not on PyPI), moto 5 and boto3: the latest of November 2026. The library for packed records
// was generated for protobuf 3.
const PINS = [
  "awscli==1.46.3",
  "moto[server,cloudformation]==5.2.5",
  "boto3==1.44.8",
  "aws_kinesis_agg==1.2.3",
  "protobuf==3.20.3",
  "six==1.17.0",
];
export const VENV = process.env.SHARDSCOPE_VENV ?? join(tmpdir(), "shardscope-venv");
export const BIN = join(VENV, "bin");

// Makes the environment once: a mark says that what is pinned here was installed in full.
export function install() {
  const mark = join(VENV, "shardscope-pins.txt");
  if (existsSync(mark) && readFileSync(mark, "utf8") === PINS.join("\n")) return;
  run("python3", ["-m", "venv", "--clear", VENV], { env: process.env });
  run(join(BIN, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...PINS], { env: process.env });
  writeFileSync(mark, PINS.join("\n"));
}

// What a program of AWS's finds around it: nobody's own profile, and an endpoint of ours.
export const surroundings = (folder, endpoint) => ({
  PATH: BIN + delimiter + process.env.PATH,
  HOME: folder,
  TMPDIR: folder,
  LANG: "C.UTF-8",
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_PAGER: "",
});

export function run(command, args, { env, cwd, input = "" }) {
  const done = spawnSync(command, args, { env, cwd, input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

// The same for a program that asks this process: it must not stand still meanwhile.
export function running(command, args, { env, cwd }) {
  const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", error: "" };
  child.stdout.on("data", (text) => (said.out += text));
  child.stderr.on("data", (text) => (said.error += text));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done(said.out);
      else fail(new Error(`${command} ${args.join(" ")} ended with ${code}\n${said.out}${said.error}`));
    });
  });
}
