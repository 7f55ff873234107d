/** Whoever speaks to the helper gets nothing done but its verbs: cut lines, odd bytes, shell text, paths, floods. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { type Frame, FrameReader } from "./frames.ts";
import { changedScript, placesOf, SCRIPT, SHELLS } from "./testing/tree-helper.ts";

/** All names, links and bytes below a folder, as one number. */
function fingerprint(folder: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => {
    const stat = lstatSync(path);
    hash.update(path);
    if (stat.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (stat.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(readFileSync(path));
  };
  add(folder);
  return hash.digest("hex");
}

interface Outcome {
  readonly frames: readonly Frame[];
  readonly status: number | null;
  /** What was written to standard error beyond the lines for the administrator. */
  readonly noise: string;
}

/** Programs that could change something: none of them is run, or it leaves a trace. */
const DANGEROUS = ["modprobe", "dd", "env", "kill", "sudo", "nvme"];

/** Everything that the script answers to this input, which then ends. */
function answersTo(input: Buffer | string, root: string, shell: readonly string[] = ["dash"]): Promise<Outcome> {
  const [program = "sh", ...args] = shell;
  const programs = DANGEROUS.map((name) => `${name}() { : >${join(root, `ran-${name}`)}; }`).join("\n");
  const script = changedScript({ places: placesOf(root), programs });
  const child = spawn(program, [...args, "-c", script, "host-helper"], { cwd: root });
  const reader = new FrameReader();
  const frames: Frame[] = [];
  let noise = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      try {
        frames.push(...reader.push(chunk));
      } catch (error) {
        reject(error);
      }
    });
    child.stderr.on("data", (chunk: Buffer) => {
      noise += chunk.toString().replace(/^host-helper: .*\n/gm, "");
    });
    child.stdin.on("error", () => undefined);
    child.on("close", (status) => {
      if (reader.isInside) reject(new Error("an answer was cut"));
      resolve({ frames, status, noise });
    });
    child.stdin.end(input);
  });
}

function tree() {
  const { root } = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 2 });
  return root;
}

/** What a shell might take for something else, in every place of a request. */
const TRICKS: readonly string[] = [
  "$(touch pwned)",
  "`touch pwned`",
  "; touch pwned",
  "&& touch pwned",
  "| touch pwned",
  "> pwned",
  "\n1 do probe",
  ["$", "{SYS}"].join(""),
  "$USER_ID",
  "../../../../etc/passwd",
  "/etc/passwd",
  "0000:01:00.0/../../../../../../etc",
  "*",
  "?",
  "[a-z]",
  "~root",
  "'",
  '"',
  "\\",
  "\\n",
  "-n",
  "--",
  "-e",
  "=texts",
  "@",
  "#",
  "!",
  "%s%s%s%n",
  "é\u0000\u0007\u001b[2J",
  "A".repeat(300),
  "0000:01:00.0 0000:01:00.0",
  "９",
  "0x8",
  "08",
  "1e3",
  "4294967297",
  "99999999999999999999",
];

/** The verbs that a part of the script has, by the patterns that it takes its requests apart with. */
function verbsOf(part: string, pattern: RegExp): string[] {
  const start = SCRIPT.indexOf(`\n${part}() {`);
  const text = start < 0 ? "" : SCRIPT.slice(start, SCRIPT.indexOf("\n}", start));
  return [...new Set([...text.matchAll(pattern)].map(([, verb = ""]) => verb))];
}

/** `'scan '*` and `'poll 1'`; `'3 numvfs'` and `[3-9]' methods'`. */
const VERBS = verbsOf("serve", /'([a-z]+) \d?'/g);
const CHANGES = verbsOf("check", /'\d? ([a-z][a-z0-9-]*)'/g);

const MARK = "0123456789abcdef0123456789abcdef";
/** A request of each verb and of each change, sound in every word, about a function that is not there. */
const REQUESTS: readonly string[] = [
  "scan 0000:fe:00.0",
  "locked 0000:fe:00.0",
  "ports 0000:fe:00.0",
  "config 0000:fe:00.0",
  "wake 0000:fe:00.0",
  "detail 0000:fe:00.0",
  "held 0000:fe:00.0",
  "vpd 0000:fe:00.0",
  "modules 15B3",
  "poll 0-0",
  "usage holders",
  "ways 192.0.2.1",
  "stalls",
  "result",
  "elevate 99999",
  "end",
  "leave",
  `take ${MARK} 8_20VFs`,
  `arm ${MARK} 600 numvfs 0000:fe:00.0 65535 , probe 0000:fe:00.0.v65535`,
  `arm ${MARK} 600`,
  `armed ${MARK}`,
  `off ${MARK}`,
  "do numvfs 0000:fe:00.0 65535",
  "do msix 0000:fe:00.0 2048",
  "do autoprobe 0000:fe:00.0 1",
  "do d3cold 0000:fe:00.0 1",
  "do override 0000:fe:00.0 vfio-pci",
  "do clear 0000:fe:00.0",
  "do reset 0000:fe:00.0",
  "do remove 0000:fe:00.0",
  "do methods 0000:fe:00.0 flr bus",
  "do network 0000:fe:00.0 0 trust on mac 02:00:00:00:00:0a",
  "do nvme-state 0000:fe:00.0 1 1",
  "do nvme-give 0000:fe:00.0 1 0 2",
  "do unbind 0000:fe:00.0 igb",
  "do probe 0000:fe:00.0.v65535",
  "do rescan",
  "do load vfio-pci",
];

/** The request with a trick in the place of each of its words, behind each of them, and as one word more. */
function spoilt(request: string, trick: string): string[] {
  const words = request.split(" ");
  const at = (index: number, word: string) => words.with(index, word).join(" ");
  return [`${request} ${trick}`, ...words.flatMap((word, index) => [at(index, trick), at(index, `${word}${trick}`)])];
}

it("has a request for every verb and every change that the script knows", () => {
  const verbs = REQUESTS.map((request) => request.split(" ")[0] ?? "");
  const changes = REQUESTS.flatMap((request) => /^do (\S+)/.exec(request)?.[1] ?? []);
  expect(VERBS.length).toBeGreaterThan(12);
  expect([...new Set(verbs)].sort()).toEqual(VERBS.toSorted());
  expect(changes.sort()).toEqual(CHANGES.toSorted());
});

describe.each(SHELLS)("the script in $name", ({ shell }) => {
  it("does nothing of what shell text in its words says, and answers every line", async () => {
    const root = tree();
    const before = fingerprint(root);
    const lines = TRICKS.flatMap((trick) => [
      trick,
      `1${trick} scan`,
      `1 ${trick}`,
      ...VERBS.map((verb) => `2 ${verb} ${trick}`),
      ...CHANGES.flatMap((change) => [`3 do ${change} ${trick}`, `4 do ${change} 0000:fe:00.0 ${trick}`]),
      `5 do override 0000:01:00.0${trick} vfio-pci`,
      `6 do ${trick} 0000:01:00.0 1`,
    ]);
    // A known name would be an override like any other, and the end the end; these are neither.
    const harmless = lines.filter((line) => !/^\d (do (override|probe) 0000:01:00\.0( |$)|end \n)/.test(line));
    const { frames, status, noise } = await answersTo(`${harmless.join("\n")}\n9 end\n`, root, shell);
    expect(frames.at(-1)).toEqual({ kind: "ok", id: 9, text: "" });
    const count = harmless.join("\n").split("\n").length;
    // The greeting, one answer for each line and the last.
    expect(frames).toHaveLength(count + 2);
    expect(frames.filter(({ kind, text }) => kind === "ok" && text === "started")).toEqual([]);
    expect(status).toBe(0);
    expect(noise.replace(/.*ignored null byte.*\n/g, "")).toBe("");
    expect(fingerprint(root)).toBe(before);
  });

  it("does nothing of what any word of any request is made to say", async () => {
    const root = tree();
    const before = fingerprint(root);
    // A line feed makes two requests out of one, and the first may be sound.
    const tricks = TRICKS.filter((trick) => !trick.includes("\n"));
    const spoiltRequests = REQUESTS.flatMap((request) => tricks.flatMap((trick) => spoilt(request, trick)));
    const lines = spoiltRequests.map((request, index) => `${index + 1} ${request}`);
    const { frames, status, noise } = await answersTo(`${lines.join("\n")}\n`, root, shell);
    expect(frames).toHaveLength(lines.length + 1);
    const done = frames.filter(({ kind }) => kind === "ok").map(({ id }) => spoiltRequests[id - 1]?.split(" ")[0]);
    // What is left of a trick may be one more address, the sum of a look, or what the machine is taken for.
    const takesMore = ["scan", "locked", "ports", "config", "poll", "take", "ways"];
    expect([...new Set(done)].filter((verb) => !takesMore.includes(verb ?? ""))).toEqual([]);
    expect(status).toBe(0);
    expect(noise.replace(/.*ignored null byte.*\n/g, "")).toBe("");
    expect(fingerprint(root)).toBe(before);
  });

  it("ends with its input, in the middle of a request, too", async () => {
    const root = tree();
    for (const cut of ["", "1", "1 sc", "1 do override 0000:01:00.0 vfio-pci", "\0\0\0"]) {
      const { frames, status } = await answersTo(cut, root, shell);
      expect(frames.map(({ kind }) => kind)).toEqual(["hello"]);
      expect(status === 0 || status === 1).toBe(true);
    }
  });

  it("survives a request that is as long as it gets", async () => {
    const root = tree();
    const long = `1 scan ${"0000:01:00.0 ".repeat(3)}${"z".repeat(300_000)}\n2 poll 1\n`;
    const { frames } = await answersTo(long, root, shell);
    expect(frames.map(({ kind, id }) => [kind, id])).toEqual([
      ["hello", 0],
      ["err", 0],
      ["ok", 2],
    ]);
  });
});

it("answers random bytes with refusals alone", async () => {
  const root = tree();
  const before = fingerprint(root);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (bytes) => {
      const { frames } = await answersTo(Buffer.from(bytes), root);
      expect(frames.slice(1).every(({ kind, text }) => kind === "err" && text === "EINVAL")).toBe(true);
      expect(fingerprint(root)).toBe(before);
    }),
    { numRuns: 25 },
  );
});

it("answers a hundred thousand requests, each one, in their order", async () => {
  const root = tree();
  const word = (seed: number): string => TRICKS[seed % TRICKS.length]?.replace(/\n/g, " ") ?? "";
  const lines = Array.from({ length: 100_000 }, (_, index) => {
    const verb = VERBS[index % VERBS.length] ?? "";
    return index % 1000 === 999 ? `${index} config 0000:01:00.0` : `${index} ${verb}x${word(index)}`;
  });
  const { frames } = await answersTo(`${lines.join("\n")}\n`, root);
  expect(frames).toHaveLength(100_001);
  expect(frames.filter(({ kind }) => kind === "ok").map(({ id }) => id)).toEqual(
    Array.from({ length: 100 }, (_, index) => index * 1000 + 999),
  );
});

it("does not mistake what devices say for anything of its own", async () => {
  const root = tree();
  const device = join(root, "bus/pci/devices/0000:01:00.0");
  const said = "igb\n=texts\nok 3 5\n0000:01:00.1/vendor:0x6666\n=late";
  writeFileSync(join(device, "label"), said);
  writeFileSync(join(device, "modalias"), "$(touch pwned)\\n`id`\n");
  const { frames } = await answersTo("1 scan\n2 locked\n3 detail 0000:01:00.0\n4 end\n", root);
  expect(frames.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  const lines = frames[1]?.text.split("\n") ?? [];
  expect(lines.filter((line) => line === "=texts")).toHaveLength(1);
  for (const line of said.split("\n")) expect(lines).toContain(`0000:01:00.0/label:${line}`);
  expect(readdirSync(root)).not.toContain("pwned");
});
