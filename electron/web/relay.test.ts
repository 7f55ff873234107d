import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { english } from "../../shared/words/testing/english.ts";
import type { PageSocket } from "./gateway.ts";
import { type RelayServer, startRelayServer } from "./relay.ts";
import { FromRelay } from "./relay-messages.ts";
import { unprivilegedIds } from "./unprivileged-ids.ts";
import { WEB_WORDS } from "./words.ts";

test("the process that listens becomes a user that nobody else is, and nobody where there is none", async () => {
  const taken = 65_519;
  const other = spawn("/bin/sh", ["-c", "echo up; read -r wait"], { uid: taken, gid: taken });
  await once(other.stdout, "data");
  const [own, nobody] = unprivilegedIds(taken);
  other.stdin.end();
  // The number after the last one is the first.
  expect(own).toEqual({ uid: 61_184, gid: 61_184 });
  expect(nobody).toEqual({ uid: 65_534, gid: 65_534 });
});

test.each([
  "alive",
  { kind: "listening", port: 0 },
  { kind: "listening", port: 80, link: "http://evil.example" },
  { kind: "open", page: 0 },
  { kind: "open", page: "1" },
  { kind: "frame", page: 1, text: { a: 1 } },
  { kind: "request", page: 1, seq: 1, message: {} },
])("%j is not taken from it", (message) => {
  expect(FromRelay.safeParse(message).success).toBe(false);
});

/** A process in the place of the one that listens, which behaves as the test wants. */
describe("the process that listens", () => {
  let folder = "";
  let server: RelayServer | null = null;
  let said: string[] = [];
  let events: string[] = [];
  let wake: () => void = () => undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "relay-"));
    said = [];
    events = [];
  });

  afterEach(async () => {
    await server?.close();
    server = null;
    rmSync(folder, { recursive: true, force: true });
  });

  const note = (event: string): void => {
    events.push(event);
    wake();
  };

  async function until(event: string): Promise<void> {
    while (!events.includes(event)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  /** @param first what the first process does after it has said that it listens; those after it behave well */
  async function start(first: string): Promise<void> {
    const program = join(folder, "program.mjs");
    const good = `process.on("message", (m) => { if (m.kind === "alive?") process.send({ kind: "alive" }); });`;
    const mark = JSON.stringify(join(folder, "first"));
    writeFileSync(
      program,
      `import { existsSync, writeFileSync } from "node:fs";
       import { createServer } from "node:net";
       process.on("disconnect", () => process.exit(0));
       if (existsSync(${mark})) {
         ${good}
         process.on("message", (m, socket) => {
           if (m.kind === "listen" && socket) process.send({ kind: "listening", port: 4711 });
         });
       } else {
         const server = createServer().listen(0, "127.0.0.1", () => {
           process.send({ kind: "listening", port: 4711 }, server._handle, { keepOpen: true });
           writeFileSync(${mark}, "");
           ${first}
         });
       }`,
    );
    server = await startRelayServer({
      program,
      port: 0,
      interfaceDirectory: folder,
      become: () => null,
      askEveryMs: 50,
      gateway: (socket: PageSocket) => {
        note("page opened");
        return { receive: (text) => socket.send(text), close: () => note("page closed") };
      },
      say: (line) => {
        said.push(english(line));
        note(line === WEB_WORDS.relayBack ? "again" : "said");
      },
    });
    expect(server.port).toBe(4711);
  }

  test("is started again when it is killed, and its pages are gone then", async () => {
    await start(`process.send({ kind: "open", page: 1 }, () => process.kill(process.pid, "SIGKILL"));`);
    await until("again");
    expect(events.filter((event) => event !== "said")).toEqual(["page opened", "page closed", "again"]);
    expect(said.join("\n")).toContain("exited (SIGKILL)");
  });

  test("is replaced when it does not answer", async () => {
    await start("setInterval(() => {}, 1000);");
    await until("again");
    expect(said.join("\n")).toContain("it stopped responding");
  });

  test.each([
    ["sent an invalid message", `process.send({ kind: "open", page: 1, uid: 0 });`],
    ["opened the same page twice", `process.send({ kind: "open", page: 1 }); process.send({ kind: "open", page: 1 });`],
  ])("is replaced when it %s", async (why, code) => {
    await start(code);
    await until("again");
    expect(said.join("\n")).toContain(`exited (it ${why})`);
  });

  test("speaks of pages that were not opened to nobody, and of those that were to their own", async () => {
    await start(
      `process.send({ kind: "frame", page: 7, text: "nobody's" });
       process.send({ kind: "gone", page: 7 });
       process.send({ kind: "open", page: 1 });
       process.send({ kind: "frame", page: 1, text: "hello" });
       process.on("message", (m) => {
         if (m.kind === "alive?") process.send({ kind: "alive" });
         if (m.kind === "send" && m.page === 1 && m.text === "hello") process.send({ kind: "gone", page: 1 });
       });`,
    );
    await until("page closed");
    expect(events).toEqual(["page opened", "page closed"]);
  });

  test("ends with the program also when it hangs", async () => {
    await start(
      `process.removeAllListeners("disconnect");
       process.on("disconnect", () => { for (;;); });
       process.on("message", () => process.send({ kind: "alive" }));`,
    );
    await server?.close();
    server = null;
    expect(said).toEqual([]);
  });
});
