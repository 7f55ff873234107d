/** Who may make which call: every call of the contract, at the program that a page is connected to. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AccessLevel, type CallName, contract } from "../../../shared/contract/contract.ts";
import type { EventMessage } from "../../../shared/contract/wire.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "../log/log.ts";
import { type LaunchOptions, parseLaunch } from "./launch-options.ts";
import { openProgram } from "./program.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const BECAUSE = "Changes are off here.";
const REPORT = { scope: { kind: "machine" }, format: "md", language: "en", hex: false, redact: false };
const DEMO = "demo:p22-048-018";
const DUMP = "00:00.0 Host bridge\n00: 86 80 37 12 00 00 00 00 00 00 00 06 00 00 00 00\n";
const PF = "0000:01:00.0";

interface Decision {
  readonly level: AccessLevel;
  /** Beside the machine, where the call names one. */
  readonly input?: object;
  /** Its input names a machine. */
  readonly host?: false;
}

/** One line for each call and each of its levels: a call that was not thought about is not in here. */
const DECISIONS: Readonly<Record<CallName, readonly Decision[]>> = {
  "app.info": [{ level: "read", host: false }],
  "app.about": [{ level: "read", host: false }],
  "log.read": [{ level: "read", host: false }],
  "log.open": [{ level: "acts", host: false }],
  "page.failed": [{ level: "read", host: false, input: { kind: "error", text: "x", details: "" } }],
  // Also "acts": see below, it depends on the machine.
  "host.open": [{ level: "read" }],
  "host.close": [{ level: "read" }],
  "host.opened": [{ level: "read", host: false }],
  "host.disconnect": [{ level: "acts" }],
  "host.unlock": [{ level: "privileged" }],
  "host.lock": [{ level: "read" }],
  "ssh.hosts": [{ level: "read", host: false }],
  "helper.text": [{ level: "read", host: false }],
  "prompt.answer": [{ level: "acts", host: false, input: { id: "unknown", answer: "yes" } }],
  "prompt.cancel": [{ level: "acts", host: false, input: { id: "unknown" } }],
  "host.openText": [{ level: "read", host: false, input: { name: "dump", text: DUMP } }],
  "text.cancel": [{ level: "read", host: false }],
  "live.set": [{ level: "read", input: { paused: true } }],
  "machine.refresh": [{ level: "read" }],
  "config.read": [
    { level: "read", input: { bdf: PF, wake: false } },
    { level: "acts", input: { bdf: PF, wake: true } },
  ],
  "vpd.read": [{ level: "read", input: { bdf: PF } }],
  "vpd.cancel": [{ level: "read", host: false }],
  "fields.search": [{ level: "read", input: { query: "x", groups: 1, each: 1 } }],
  "fields.forget": [{ level: "read" }],
  "function.leave": [{ level: "acts", input: { bdf: PF, isLeft: true } }],
  "function.detail": [{ level: "read", input: { bdf: PF } }],
  "machine.usage": [{ level: "read" }],
  "machine.compare": [{ level: "read", input: { with: "demo:vmhost-07" } }],
  "compare.cancel": [{ level: "read", host: false }],
  "operation.plan": [{ level: "read", input: { request: { kind: "bus.rescan" } } }],
  "operation.run": [{ level: "privileged", input: { planId: "unknown" } }],
  "operation.cancel": [{ level: "privileged", host: false, input: { operationId: "unknown" } }],
  "operation.confirm": [{ level: "privileged", host: false, input: { operationId: "unknown", keep: true } }],
  "journal.settle": [{ level: "acts", input: { entryId: "unknown" } }],
  "journal.list": [{ level: "read" }],
  "report.create": [{ level: "read", input: REPORT }],
  "report.save": [{ level: "read", input: REPORT }],
  "settings.get": [{ level: "read", host: false }],
  "settings.set": [{ level: "read", host: false }],
  "demo.hotplug": [{ level: "read", input: { bdf: PF, action: "plug" } }],
};
const EACH = Object.entries(DECISIONS).flatMap(([method, all]) =>
  all.map(({ level, input = {}, host }) => ({ method, level, input, named: host !== false })),
);

async function connect(options: { readonly launch?: Partial<LaunchOptions>; readonly allowed?: boolean } = {}) {
  const sysfsRoot = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 1 }).root;
  const parsed = parseLaunch(["--browser", "--sysfs-root", sysfsRoot], "1", []);
  if (parsed.kind === "exit") throw new Error(parsed.text);
  const program = await openProgram({
    launch: { ...parsed.options, ...options.launch },
    version: "1",
    assets: ASSETS,
    settingsDirectory: null,
    journalDirectory: null,
    log: new Log({ directory: tempFolder() }),
  });
  const events: EventMessage[] = [];
  const changes = options.allowed ? ({ allowed: true } as const) : ({ allowed: false, because: BECAUSE } as const);
  const page = () =>
    program.connect({ shell: "browser", changes, send: (message) => events.push(message), save: null, show: null });
  const first = page();
  onTestFinished(async () => {
    first.close();
    await program.close();
  });
  let id = 0;
  const ask = async (method: string, input: object) => {
    id += 1;
    const reply = await first.request({ v: 1, id, method, input });
    return reply.ok
      ? { code: "ok", message: "", output: reply.output }
      : { code: reply.error.code, message: english(reply.error.message), output: null };
  };
  return { ask, events, first, page };
}

/** A refusal for want of rights: some calls say by the same code what cannot be done by anybody. */
function isRefusal({ code, message }: { readonly code: string; readonly message: string }): boolean {
  return code === "REFUSED" && (message === BECAUSE || message.includes("this page is read-only"));
}

/** The way to every machine begins with a question for a password, and ends when that was answered. */
function askingSsh() {
  const folder = tempFolder();
  const [sshConfig, started, told] = ["config", "started", "told"].map((name) => join(folder, name));
  const way = `sh -c ': >>${started}; "$SSH_ASKPASS" "the password: " >${told}; exit 1'`;
  writeFileSync(sshConfig ?? "", `Host *\n  ProxyCommand ${way}\n`);
  return {
    launch: { sshConfig: sshConfig ?? "" },
    wasStarted: () => existsSync(started ?? ""),
    told: () => readFileSync(told ?? "", "utf8"),
  };
}

test("every call of the contract has a decision", () => {
  const calls = Object.entries(contract).flatMap(([name, { kind }]) => (kind === "call" ? [name] : []));
  expect(Object.keys(DECISIONS).sort()).toEqual(calls.sort());
});

describe("where changes are refused", () => {
  test("every call of this machine is allowed or refused by its level, with what to do", async () => {
    const { ask } = await connect();
    for (const { method, level, input, named } of EACH) {
      const { code, message } = await ask(method, named ? { host: "local", ...input } : input);
      expect.soft([method, code]).not.toEqual([method, "BAD_REQUEST"]);
      expect.soft([method, level, isRefusal({ code, message })]).toEqual([method, level, level !== "read"]);
      if (level === "privileged") expect.soft(message).toBe(BECAUSE);
      if (level === "acts") expect.soft(message).toMatch(/^[A-Z].* is disabled because this page is read-only\. .*\.$/);
    }
  });

  test("every call of a demo machine is allowed", async () => {
    const { ask } = await connect();
    for (const { method, input, named } of EACH) {
      if (named) expect.soft([method, isRefusal(await ask(method, { host: DEMO, ...input }))]).toEqual([method, false]);
    }
  });

  test("no call of any name starts ssh", async () => {
    const ssh = askingSsh();
    const { ask } = await connect({ launch: ssh.launch });
    for (const { method, input, named } of EACH) {
      if (!named) continue;
      const { code } = await ask(method, { host: "ssh:me@lab1", ...input });
      if (method !== "host.close")
        expect([method, code]).toEqual([method, expect.stringMatching(/^(REFUSED|NOT_FOUND)$/)]);
    }
    expect(ssh.wasStarted()).toBe(false);
    const { message } = await ask("host.open", { host: "ssh:me@lab1" });
    expect(message).toContain("--host ssh:me@lab1");
  });

  test("the machine that the command line names is reached, its questions are answered, and no other is", async () => {
    const ssh = askingSsh();
    const { ask, events } = await connect({ launch: { ...ssh.launch, host: "ssh:lab1" } });
    expect((await ask("app.info", {})).output).toMatchObject({ changesAllowed: false, named: "ssh:lab1" });
    const opening = ask("host.open", { host: "ssh:lab1" });
    const questions = () => events.filter(({ topic }) => topic === "prompt.asked");
    await expect.poll(questions).toHaveLength(1);
    const [id = ""] = questions().map(({ payload }) => (payload as { id: string }).id);
    // A window that loads its page again keeps the connection, and its page must hear of the question.
    await ask("app.info", {});
    expect(questions().map(({ payload }) => (payload as { id: string }).id)).toEqual([id, id]);
    expect((await ask("prompt.answer", { id, answer: "secret" })).code).toBe("ok");
    expect((await opening).code).toBe("IO");
    expect(ssh.told()).toBe("secret\n");
    expect((await ask("host.open", { host: "ssh:lab2" })).code).toBe("REFUSED");
    expect((await ask("host.open", { host: "ssh:root@lab1" })).code).toBe("REFUSED");
    expect((await ask("host.unlock", { host: "ssh:lab1" })).message).toBe(BECAUSE);
  });

  test("the operation of a demo machine may be stopped, and one that nobody knows may not", async () => {
    const { ask } = await connect();
    await ask("host.open", { host: DEMO });
    const { output } = await ask("operation.plan", { host: DEMO, request: { kind: "bus.rescan" } });
    const { id: planId } = output as { id: string };
    const run = (await ask("operation.run", { host: DEMO, planId })).output as { operationId: string };
    expect(run.operationId).toBeDefined();
    const { operationId } = run;
    expect((await ask("operation.cancel", { operationId })).code).toMatch(/^(ok|NOT_FOUND)$/);
    expect((await ask("operation.cancel", { operationId: `${operationId}x` })).code).toBe("REFUSED");
  });
});

test("a question ends with the page that could answer it, and so does the attempt", async () => {
  const ssh = askingSsh();
  const { ask, events, first, page } = await connect({ launch: ssh.launch, allowed: true });
  const opening = ask("host.open", { host: "ssh:lab1" });
  await expect.poll(() => events.some(({ topic }) => topic === "prompt.asked")).toBe(true);
  first.close();
  expect(await opening).toMatchObject({ code: "IO", message: expect.stringContaining("a question was not answered") });
  const before = events.length;
  const later = page();
  onTestFinished(() => later.close());
  expect(events.slice(before).filter(({ topic }) => topic === "prompt.asked")).toEqual([]);
  expect(ssh.wasStarted()).toBe(true);
});
