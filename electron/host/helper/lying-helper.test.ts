/** A far side that lies: the program says what it knows, believes nothing that makes no sense, and never hangs. */

import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NO_NAMES } from "../../../shared/machine/blank.ts";
import {
  ConfigReadingSchema,
  FunctionDetailSchema,
  FunctionInfoSchema,
  HostFactsSchema,
  HostIdentitySchema,
} from "../../../shared/machine/facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import type { HostEvent } from "../access.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { FrameReader } from "./frames.ts";
import { ChannelClosed, type ChannelOptions, HelperChannel } from "./helper-channel.ts";
import { HelperHost } from "./helper-host.ts";
import { type FakeHelper, fakeHelper, frame, GREETING } from "./testing/fake-helper.ts";
import { changedScript, placesOf, startShell } from "./testing/tree-helper.ts";

function bdf(text: string): Bdf {
  if (!isBdf(text)) throw new Error("no address");
  return text;
}
const PF = bdf("0000:01:00.0");

async function open(helper: FakeHelper, options: ChannelOptions = {}): Promise<HelperHost> {
  const { channel, hello } = await HelperChannel.open(helper, options);
  const host = new HelperHost(channel, hello, { kind: "ssh", connection: "ssh lab1", pollMs: 1 });
  onTestFinished(() => host.close());
  return host;
}

describe("a greeting", () => {
  it.each([
    [
      "of another version",
      frame("hello", 0, GREETING.replace("version 3", "version 1")),
      /protocol version 1, this program 3/,
    ],
    ["without a version", frame("hello", 0, "uid 0"), /protocol version unknown/],
    ["in an unknown order of bytes", frame("hello", 0, GREETING.replace("order 0000000000000001", "order 1")), /order/],
    ["that is too long", `hello 0 ${10 ** 9}\n`, /announces a response of 1000000000 bytes/],
    ["that never comes, but much else", "Welcome\n".repeat(10_000), /something other than the helper/],
    ["without a line feed", "x".repeat(70_000), /something other than the helper/],
  ])("%s ends it with a reason", async (_name, greeting, reason) => {
    await expect(HelperChannel.open(fakeHelper(() => null, greeting))).rejects.toThrow(reason);
  });

  it("that never comes ends it after a while", async () => {
    await expect(
      HelperChannel.open(
        fakeHelper(() => null, ""),
        { helloMs: 1 },
      ),
    ).rejects.toThrow("did not respond in time");
  });

  it("may come after what a login shell prints", async () => {
    const greeting = `Last login: today\r\n*** lab, be careful ***\nok 1 2\n${frame("hello", 0, GREETING)}`;
    const host = await open(fakeHelper(() => null, greeting));
    expect(await host.identity()).toEqual({
      name: "lab1",
      kernel: "6.12.0",
      bootId: "6a2c",
      privileged: true,
      connection: "ssh lab1",
      kind: "ssh",
      machineKey: null,
    });
  });

  it("tells which tools are missing there", async () => {
    const greeting = frame("hello", 0, GREETING.replace("lack", "lack timeout xargs"));
    const host = await open(fakeHelper((id) => frame("ok", id, ""), greeting));
    const { problems } = await host.scan();
    expect(problems.map(({ message }) => english(message))).toContain(
      "lab1 lacks timeout, xargs. What they provide is missing here too.",
    );
  });

  it("has names that can be shown", async () => {
    const odd = GREETING.replace("host lab1 6.12.0", `host <b>\u001b[2J${"x".repeat(500)} \u0007`);
    const identity = await (await open(fakeHelper(() => null, frame("hello", 0, odd)))).identity();
    expect(identity.name).toMatch(/^[\w.+~:-]{1,255}$/);
    expect(identity.kernel).toBeNull();
    HostIdentitySchema.parse(identity);
  });
});

describe("an answer", () => {
  it.each([
    ["to what was not asked", (id: number) => frame("ok", id + 1, ""), "it sent an unexpected response"],
    ["that is longer than announced", (id: number) => `ok ${id} 3\nabcd\n`, "a response is longer than announced"],
    ["without a header", () => "fine\n", "its responses can’t be read"],
    ["with a header that does not end", () => "ok 1 22222222222222222222222222222222", "its responses can’t be read"],
    ["of a size below zero", (id: number) => `ok ${id} -1\n\n`, "its responses can’t be read"],
    [
      "of a size beyond all bounds",
      (id: number) => `ok ${id} 9999999999\n`,
      "it announces a response of 9999999999 bytes",
    ],
  ])("%s ends the connection and is believed in nothing", async (_name, answer, reason) => {
    const host = await open(fakeHelper(answer));
    const events: HostEvent[] = [];
    host.events((event) => events.push(event));
    await expect(host.scan()).rejects.toThrow(reason);
    expect(english(host.closed)).toBe(reason);
    expect(inEnglish(events)).toEqual([{ kind: "lost", reason }]);
    await expect(host.scan()).rejects.toThrow(ChannelClosed);
    expect(await host.config(PF, { wake: false })).toMatchObject({ state: "unreadable", problem: { code: "EHOST" } });
    expect((await host.detail(PF)).problems).toMatchObject([{ attribute: "folder", code: "EHOST" }]);
  });

  it("that does not come ends it", async () => {
    const host = await open(
      fakeHelper(() => null),
      { silenceMs: 1 },
    );
    await expect(host.scan()).rejects.toThrow("it stopped responding");
  });

  it.each([
    ["byte by byte", 1],
    ["without ever being whole", 20_000],
  ])("that comes %s ends it", async (_name, size) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const helper = fakeHelper((id) => `ok ${id} 200000000\n`);
    const host = await open(helper);
    let ended: unknown = null;
    const scan = host.scan().catch((error: unknown) => {
      ended = error;
    });
    for (let second = 0; second < 600 && ended === null; second += 10) {
      helper.say("x".repeat(size));
      await vi.advanceTimersByTimeAsync(10_000);
    }
    await scan;
    expect(String(ended)).toContain("it stopped responding");
  });

  it("that is cut by the end of the connection is said to be cut", async () => {
    const helper = fakeHelper((id) => `ok ${id} 100\nhalf of it`);
    const host = await open(helper);
    const scan = host.scan();
    helper.end("the connection was reset");
    await expect(scan).rejects.toThrow("the connection was reset, in the middle of a response");
  });
});

describe("a step", () => {
  const step = { verb: "sriov.numvfs", bdf: PF, value: 4 } as const;

  it.each(["banana", "", "-1", "0 0", "running now", "999"])("whose outcome is %j did not succeed", async (outcome) => {
    const host = await open(fakeHelper((id, [verb]) => frame("ok", id, verb === "do" ? "started" : outcome)));
    expect(await host.perform(step)).toMatchObject({ ok: false, failure: { code: "EIO" } });
  });

  it("is sent once, whatever becomes of the connection", async () => {
    const helper = fakeHelper((id, [verb]) => frame("ok", id, verb === "do" ? "started" : "running"));
    const host = await open(helper);
    const performed = host.perform(step);
    await expect.poll(() => helper.asked.filter((line) => line.endsWith("result")).length).toBeGreaterThan(1);
    helper.end("the connection was reset");
    await expect(performed).rejects.toThrow("the connection was reset");
    expect(helper.asked.filter((line) => line.includes(" do "))).toEqual([
      expect.stringMatching(/ do numvfs 0000:01:00.0 4$/),
    ]);
  });

  it("that was on its way when root's shell ended is not known to be done, and is not sent again", async () => {
    const helper = fakeHelper((id, [verb]) => (verb === "do" ? null : frame("ok", id, "same")));
    const host = await open(helper);
    const performed = host.perform(step);
    await expect.poll(() => helper.asked.at(-1)).toContain(" do ");
    helper.say(frame("hello", 0, GREETING.replace("uid 0", "uid 1000")));
    await expect(performed).rejects.toThrow("root privileges on that machine have ended");
    expect((await host.identity()).privileged).toBe(false);
    // Its answer may still come; it is nobody's.
    helper.say(frame("ok", 2, "started"));
    expect(await host.scan([]).then(({ functions }) => functions)).toEqual([]);
    expect(helper.asked.filter((line) => line.includes(" do "))).toHaveLength(1);
  });
});

it("whatever the answers are, what is told of them has the shape of the wire", async () => {
  const { root } = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 1 });
  const requests = [
    "scan",
    "locked",
    `config ${PF}`,
    `detail ${PF}`,
    `vpd ${PF}`,
    "usage blocks",
    "poll 0-0",
    "modules 15B3",
  ];
  const truth = await answersOf(root, requests);
  const mutation = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(10, 58, 61, 32, 42, 47))), {
    maxLength: 30,
  });
  const cut = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(mutation, cut, async (changes, keep) => {
      const lie = (text: string): string => {
        const bytes = Buffer.from(text, "latin1");
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
        return bytes.toString("latin1", 0, keep < 0.5 ? bytes.length : Math.floor(bytes.length * keep));
      };
      const helper = fakeHelper((id, [verb = ""]) => frame("ok", id, lie(truth.get(verb) ?? "")));
      const host = await open(helper);
      const { host: facts, functions } = await host.scan();
      HostFactsSchema.parse(facts);
      for (const fn of functions) FunctionInfoSchema.parse({ ...fn, names: NO_NAMES });
      ConfigReadingSchema.parse(await host.config(PF, { wake: false }));
      ConfigReadingSchema.parse(await host.config(PF, { wake: true }));
      FunctionDetailSchema.parse(await host.detail(PF));
      expect(["read", "absent", "asleep", "unreadable"]).toContain((await host.vpd(PF)).state);
      const { unread } = await host.usage();
      expect(unread.every(({ reason }) => reason !== "")).toBe(true);
      expect((await host.lookAtStall({ verb: "device.remove", bdf: PF })).kernelLog).toEqual([]);
      await host.close();
    }),
    { numRuns: 150 },
  );
});

/** What the real script says of a tree, by verb. */
async function answersOf(root: string, requests: readonly string[]): Promise<Map<string, string>> {
  const streams = startShell(changedScript({ places: placesOf(root) }));
  const reader = new FrameReader();
  const answers = new Map<string, string>();
  streams.output.on("data", (chunk: Buffer) => {
    for (const { kind, id, text } of reader.push(chunk)) {
      const [verb = ""] = requests[id - 1]?.split(" ") ?? [];
      if (kind === "ok") answers.set(verb, text);
    }
  });
  requests.forEach((request, index) => {
    streams.input.write(`${index + 1} ${request}\n`);
  });
  streams.input.end();
  await streams.ended;
  expect([...answers.keys()]).toEqual(requests.map((request) => request.split(" ")[0]));
  return answers;
}
