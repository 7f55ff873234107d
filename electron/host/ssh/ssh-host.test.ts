/** Through the real OpenSSH, both ends of it, to a machine made for the test. */

import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { READING } from "../../../e2e/contract/cases-reading.ts";
import { Bench, type World } from "../../../e2e/contract/world.ts";
import type { AccessState } from "../../../shared/machine/access-state.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { planOperation } from "../../../shared/operations/plan/plan.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { SSH_WORDS } from "../../../shared/words/texts/ssh.ts";
import type { HostEvent } from "../access.ts";
import { changedScript } from "../helper/testing/tree-helper.ts";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { runtimeDirectories } from "../places/places.ts";
import { cannotRun } from "../places/testing/cannot-run.ts";
import type { AskPerson, Question } from "./askpass.ts";
import { SshHost, type SshHostOptions } from "./ssh-host.ts";
import { noFarMachine, openFarMachine, PASSWORD, PLAIN_USER, ROOT_USER, SUDO_USER } from "./testing/far-machine.ts";

const missing = noFarMachine();
const isSkipped = cannotRun("ssh connections", missing);

const ASSETS = join(import.meta.dirname, "../../../assets");
const script = readFileSync(join(ASSETS, "host-helper.sh"), "utf8");
const askpass = readFileSync(join(ASSETS, "askpass.sh"), "utf8");

const folder = mkdtempSync(join(tmpdir(), "ssh-test-"));
const tree = buildTree(join(folder, "sys"), { ports: 2, pfs: 2, vfs: 3 });
const [pf = "", , , asleep = ""] = tree.pfs;
writeFileSync(join(tree.root, "bus/pci/devices", asleep, "power_state"), "D3cold\n");
const far = missing === null ? await openFarMachine(tree.root) : null;
afterAll(() => {
  far?.close();
  rmSync(folder, { recursive: true, force: true });
});

function hostOf(user: string, options: Partial<SshHostOptions> = {}): SshHost {
  return new SshHost({
    target: { user, host: "127.0.0.1", port: null },
    name: `${user}@far`,
    script,
    asking: null,
    extra: far?.options ?? [],
    ...options,
  });
}

function opened(user: string, options: Partial<SshHostOptions> = {}): SshHost {
  const host = hostOf(user, options);
  onTestFinished(() => host.close());
  return host;
}

function bdfOf(text: string) {
  if (!isBdf(text)) throw new Error(`${text} is no address`);
  return text;
}

/** Answers each question by its kind, and remembers what was asked. */
function person(answers: Partial<Record<Question["kind"], readonly (string | null)[]>>) {
  const asked: Question[] = [];
  const ask: AskPerson = async (question) => {
    const before = asked.filter(({ kind }) => kind === question.kind).length;
    asked.push(question);
    return answers[question.kind]?.[before] ?? null;
  };
  return { asked, asking: { person: ask, script: askpass } };
}

/** Waits for an event of this kind. */
function next(host: SshHost, kind: HostEvent["kind"]): Promise<HostEvent> {
  return new Promise((resolve) => {
    const end = host.events((event) => {
      if (event.kind !== kind) return;
      end();
      resolve(event);
    });
  });
}

/** Keeps the machine watched, as a session does. */
function watched(host: SshHost): SshHost {
  onTestFinished(host.events(() => undefined));
  return host;
}

describe.skipIf(isSkipped).each([
  ["as root", ROOT_USER, false],
  ["as a user with sudo", SUDO_USER, true],
  ["as a user without", PLAIN_USER, false],
])("HostAccess, reading: ssh %s", (_name, user, unlocks) => {
  const nowhere = bdfOf("0000:fe:1f.7");
  const world: World = {
    iommu: true,
    vfio: true,
    nowhere,
    ...(isBdf(asleep) ? { asleep } : {}),
    async open() {
      const host = hostOf(user);
      if (unlocks) expect(await host.identity().then(() => host.unlock())).toMatchObject({ state: "unlocked" });
      return host;
    },
  };
  for (const item of READING) {
    if (!item.needs(world)) continue;
    test(item.title, async () => {
      const bench = new Bench(world, await world.open());
      try {
        await item.run(bench);
      } finally {
        await bench.host.close();
      }
    });
  }
});

describe.skipIf(isSkipped)("through ssh", () => {
  test("the machine is what it is when read on the spot", async () => {
    const local = new LocalHost({ root: tree.root, modulesDir: null });
    onTestFinished(() => local.close());
    const there = await opened(ROOT_USER).scan();
    const here = await local.scan();
    const withoutModules = ({ functions }: typeof here) => functions.map((fn) => ({ ...fn, modules: [] }));
    expect(withoutModules(there)).toEqual(withoutModules(here));
  });

  test("root's rights are had by sudo alone, are given up again, and root needs none", async () => {
    const admin = opened(SUDO_USER);
    expect((await admin.identity()).privileged).toBe(false);
    expect(admin.access).toMatchObject({ state: "locked", canLock: false });
    expect(await admin.unlock()).toMatchObject({ state: "unlocked", canLock: true, note: null });
    expect((await admin.identity()).privileged).toBe(true);
    expect(await admin.lock()).toMatchObject({ state: "locked", canLock: false });
    const reader = opened(PLAIN_USER);
    await reader.identity();
    expect(inEnglish(await reader.unlock())).toMatchObject({
      state: "locked",
      note: expect.stringContaining("asks for a password"),
    });
    const root = opened(ROOT_USER);
    await root.identity();
    expect(root.access).toMatchObject({ state: "unlocked", canLock: false });
  });

  test("a busy machine sends the answer to Lock now and the greeting after it at once: it is locked, and says nothing else", async () => {
    const asked = "/sys/end-was-asked";
    // Root's shell leaves its answer to the one below, which sends it in one piece with its own greeting.
    const together = `h=$(hello; echo .); printf 'ok %s 0\\n\\n%s' "$(cat ${asked})" "\${h%.}"; return`;
    const script = changedScript({})
      .replace("answer ok '' && exit 0", `printf %s "$ID" >${asked}; chmod 644 ${asked}; exit 0`)
      .replace("hello && return", together);
    expect(script).toContain(asked);
    const host = watched(opened(SUDO_USER, { script }));
    await host.scan();
    const told: AccessState[] = [];
    onTestFinished(host.onAccess((access) => told.push(access)));
    for (let round = 0; round < 5; round++) {
      expect(await host.unlock()).toMatchObject({ state: "unlocked", note: null });
      // What is being read when it is locked is answered before, or after by who has no rights.
      const reads = [host.usage(), host.config(bdfOf(pf), { wake: false })];
      expect(await host.lock()).toMatchObject({ state: "locked", note: null, canLock: false });
      await Promise.all(reads);
      expect(await host.identity()).toMatchObject({ privileged: false });
    }
    expect(told.at(-1)).toEqual(host.access);
    expect(told.filter(({ note }) => note !== null)).toEqual([]);
    expect(told.filter(({ state, canLock }) => (state === "unlocked") !== canLock)).toEqual([]);
  });

  test("a change is made there, and nothing of it is left behind on the way", async () => {
    const host = opened(ROOT_USER);
    const bdf = bdfOf(pf);
    expect(await host.perform({ verb: "sriov.numvfs", bdf, value: 2 })).toMatchObject({ ok: true });
    expect(readFileSync(join(tree.root, "bus/pci/devices", bdf, "sriov_numvfs"), "utf8")).toMatch(/^2/);
    await host.close();
  });
});

describe.skipIf(isSkipped)("what ssh asks", () => {
  const stranger = () => ({ extra: far?.strangerOptions ?? [] });
  const ownFolders = () =>
    [runtimeDirectories().next().value ?? tmpdir(), tmpdir()].flatMap((base) =>
      readdirSync(base).filter((name) => name.startsWith(`sriov-inspector-${process.pid}-`)),
    );

  test("a new host key and a password reach the person, and the answers ssh", async () => {
    const { asked, asking } = person({ confirm: ["yes"], secret: ["not this one", PASSWORD] });
    const host = opened(PLAIN_USER, { ...stranger(), asking });
    expect(await host.identity()).toMatchObject({ kind: "ssh", privileged: false });
    expect(asked.map(({ kind, again }) => [kind, again])).toEqual([
      ["confirm", false],
      ["secret", false],
      ["secret", true],
    ]);
    expect(asked[0]?.text).toMatch(/SHA256:/);
    expect(asked[1]?.text).toContain(`${PLAIN_USER}@127.0.0.1's password`);
    expect(ownFolders()).toEqual([]);
    const commandLines = execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 2 ** 28 });
    expect(commandLines).not.toContain(PASSWORD);
  });

  test.each([
    ["the host key is not accepted", { confirm: [null] }, "a question was not answered"],
    ["the question for a password is closed", { confirm: ["yes"], secret: [] }, "a question was not answered"],
    ["the password is wrong", { confirm: ["yes"], secret: ["a", "b", "c"] }, "login denied"],
  ])("when %s, it says so", async (_name, answers, reason) => {
    const { asking } = person(answers);
    const extra = ["-o", "UserKnownHostsFile=/dev/null", ...stranger().extra];
    const host = opened(PLAIN_USER, { extra, asking });
    await expect(host.scan()).rejects.toThrow(reason);
    expect(ownFolders()).toEqual([]);
  });
});

describe("what ssh says", () => {
  test("that nothing listens", async () => {
    await expect(opened(ROOT_USER, { extra: ["-F", "none", "-p", "1"] }).scan()).rejects.toThrow(
      "no ssh server is listening there",
    );
  });
});

/** Where sshd listens is the loopback, which is no function's: there `ip` is told to have it on the PF's interface. */
const onPf = changedScript({ programs: "ip() { echo '2: eth0    inet 127.0.0.1/8 scope host eth0'; }" });

describe.skipIf(isSkipped)("the interface that carries the connection", () => {
  const net = join(realpathSync(join(tree.root, "bus/pci/devices", pf)), "net/eth0");
  mkdirSync(net, { recursive: true });
  writeFileSync(join(net, "flags"), "0x1003\n");
  symlinkSync("../..", join(net, "device"));
  mkdirSync(join(tree.root, "class/net"), { recursive: true });
  symlinkSync(net.replace(realpathSync(tree.root), "../.."), join(tree.root, "class/net/eth0"));

  test.each([
    ["root", ROOT_USER],
    ["a user with sudo, before and after it is unlocked", SUDO_USER],
    ["a user without", PLAIN_USER],
  ])("is found as %s, and a plan that touches it is guarded", async (_name, user) => {
    const bdf = bdfOf(pf);
    const host = opened(user, { script: onPf });
    for (let round = 0; round < (user === SUDO_USER ? 2 : 1); round++) {
      if (round === 1) expect(await host.unlock()).toMatchObject({ state: "unlocked" });
      const usage = await host.usage();
      expect(usage.sessions).toMatchObject([{ local: "127.0.0.1", isOwn: true }]);
      const isRoot = user === ROOT_USER || round === 1;
      expect(usage.unread.some(({ source, code }) => source === "holders" && code === "EACCES")).toBe(!isRoot);
      const { functions, problems } = await host.scan();
      const read = functions.map((fn) => ({ ...functionInfo("01:00.0"), ...fn }));
      const machine = buildMachine({ ...snapshot(read), problems });
      expect(resolveUsage(usage, machine).reasonsOf(bdf)[0]).toMatchObject({ kind: "session", level: "protected" });
      const request = { kind: "assign", bdfs: [bdf] } as const;
      const plan = planOperation({ machine, request, newId: () => "plan", knowledge: { usage } });
      expect(plan.stop?.bdf).toBe(bdf);
    }
  });
});

describe.skipIf(isSkipped)("a way back", () => {
  test("runs there although the connection was cut for good", async () => {
    const bdf = bdfOf(pf);
    const attribute = join(tree.root, "bus/pci/devices", bdf, "sriov_numvfs");
    // The clock there goes on when it is told to.
    const uptime = join(folder, "uptime");
    writeFileSync(uptime, "1.00 0.00\n");
    const script = changedScript({ places: { UPTIME: uptime } });
    const host = opened(ROOT_USER, { script });
    await host.take("a change");
    await host.armWayBack(10, [{ verb: "sriov.numvfs", bdf, value: 0 }]);
    await host.perform({ verb: "sriov.numvfs", bdf, value: 3 });
    expect(readFileSync(attribute, "utf8")).toMatch(/^3/);
    await host.close();
    writeFileSync(uptime, "1000.00 0.00\n");
    await expect.poll(() => readFileSync(attribute, "utf8")).toMatch(/^0/);
  });

  test("runs there although the session's sshd was killed in the middle of a change, and is then known to have run", async () => {
    const [, , stuckPf = ""] = tree.pfs;
    const [first, second] = [bdfOf(pf), bdfOf(stuckPf)];
    const numVfs = (bdf: string) => join(tree.root, "bus/pci/devices", bdf, "sriov_numvfs");
    const before = readFileSync(numVfs(second), "utf8");
    rmSync(numVfs(second));
    // A write to a pipe that nobody reads takes as long as a driver that hangs.
    execFileSync("mkfifo", [numVfs(second)]);
    onTestFinished(() => {
      rmSync(numVfs(second));
      writeFileSync(numVfs(second), before);
    });
    const uptime = join(folder, "uptime");
    writeFileSync(uptime, "1.00 0.00\n");
    const script = changedScript({ places: { UPTIME: uptime } });
    const host = watched(opened(ROOT_USER, { script, retryMs: [50], pollMs: 20 }));
    await host.scan([]);
    await host.take("a change");
    const wayBack = await host.armWayBack(60, [{ verb: "sriov.numvfs", bdf: first, value: 0 }]);
    expect(await host.perform({ verb: "sriov.numvfs", bdf: first, value: 3 })).toMatchObject({ ok: true });
    const performing = expect(host.perform({ verb: "sriov.numvfs", bdf: second, value: 1 })).rejects.toThrow(
      /lost|ended/,
    );
    // The step is on its way when another answer has come back after it.
    await host.config(first, { wake: false });
    const lost = next(host, "lost");
    const back = next(host, "back");
    expect(far?.killSessions()).toBeGreaterThan(0);
    await Promise.all([performing, lost]);
    // The clock outlived the session, and whoever connects next still knows it.
    await back;
    expect(readFileSync(numVfs(first), "utf8")).toMatch(/^3/);
    writeFileSync(uptime, "1000.00 0.00\n");
    await wayBack.ended;
    expect(readFileSync(numVfs(first), "utf8")).toMatch(/^0/);
    expect(await wayBack.disarm()).toBe(false);
    // What was under way was ended before the way back ran, and is not sent again by the new connection.
    const end = openSync(numVfs(second), constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(end));
    expect(readSync(end, Buffer.alloc(8))).toBe(0);
  });

  test("is refused to a user without root's rights", async () => {
    const steps = [{ verb: "sriov.numvfs", bdf: bdfOf(pf), value: 0 }] as const;
    await expect(opened(PLAIN_USER).armWayBack(60, steps)).rejects.toMatchObject({ code: "EACCES" });
  });
});

describe.skipIf(isSkipped)("without root's rights", () => {
  test.each<Step>([
    { verb: "sriov.numvfs", bdf: bdfOf(pf), value: 1 },
    { verb: "sriov.autoprobe", bdf: bdfOf(pf), value: false },
    { verb: "driver.override", bdf: bdfOf(pf), driver: "vfio-pci" },
    { verb: "driver.override", bdf: bdfOf(pf), driver: null },
    { verb: "driver.unbind", bdf: bdfOf(pf), from: "any" },
    { verb: "driver.probe", bdf: bdfOf(pf) },
    { verb: "device.reset", bdf: bdfOf(pf) },
    { verb: "reset.method", bdf: bdfOf(pf), methods: ["flr"] },
    { verb: "device.remove", bdf: bdfOf(pf) },
    { verb: "vf.msix", bdf: bdfOf(pf), count: 4 },
    { verb: "bus.rescan" },
  ])("$verb is refused, and nothing is changed", async (step) => {
    for (const name of ["reset", "reset_method", "remove", "sriov_vf_msix_count"]) {
      const path = join(tree.root, "bus/pci/devices", pf, name);
      if (!existsSync(path)) writeFileSync(path, "");
    }
    const rescan = join(tree.root, "bus/pci/rescan");
    if (!existsSync(rescan)) writeFileSync(rescan, "");
    const result = await opened(PLAIN_USER).perform(step);
    expect(result).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^(EACCES|EPERM)$/) } });
  });
});

describe.skipIf(isSkipped)("a connection that is cut", () => {
  test("is told at once, made again automatically, and nothing is asked twice", async () => {
    const host = watched(opened(SUDO_USER, { retryMs: [50], pollMs: 50 }));
    await host.scan();
    await host.unlock();
    const lost = next(host, "lost");
    far?.cut();
    expect(inEnglish(await lost)).toMatchObject({
      reason: expect.stringMatching(/^the (connection was lost|helper).* automatically\.$/),
    });
    expect(host.access).toMatchObject({ state: "unknown", note: SSH_WORDS.lockedByLoss });
    expect((await host.identity()).privileged).toBeNull();
    await expect(host.scan()).rejects.toThrow();
    const back = next(host, "back");
    await far?.start();
    await back;
    expect((await host.scan()).functions.length).toBeGreaterThan(0);
    expect(host.access).toMatchObject({ state: "locked", canLock: false });
  });

  test("is not tried again where somebody has to look first: another machine answers", async () => {
    const knownHosts = join(folder, "known_hosts");
    const { port = 0, options = [] } = far ?? {};
    const own = options.find((option) => option.startsWith("UserKnownHostsFile="))?.split("=")[1] ?? "";
    writeFileSync(knownHosts, readFileSync(own));
    const extra = ["-o", `UserKnownHostsFile=${knownHosts}`, ...options];
    const host = watched(opened(PLAIN_USER, { retryMs: [50], extra }));
    await host.scan();
    const reasons: string[] = [];
    onTestFinished(host.events((event) => event.kind === "lost" && reasons.push(english(event.reason))));
    far?.cut();
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "other_key")]);
    writeFileSync(knownHosts, `[127.0.0.1]:${port} ${readFileSync(join(folder, "other_key.pub"), "utf8")}`);
    await far?.start();
    await expect.poll(() => reasons.at(-1)).toMatch(/^its host key changed/);
    expect(reasons.at(-1)).not.toContain("again automatically");
  });

  test("in the middle of an operation leaves it unknown what came of it", async () => {
    const bdf = bdfOf(tree.pfs[1] ?? "");
    const attribute = join(tree.root, "bus/pci/devices", bdf, "sriov_numvfs");
    const before = readFileSync(attribute, "utf8");
    rmSync(attribute);
    // A write to a pipe that nobody reads takes as long as a driver that hangs.
    execFileSync("mkfifo", [attribute]);
    onTestFinished(() => {
      rmSync(attribute);
      writeFileSync(attribute, before);
    });
    const host = watched(opened(ROOT_USER, { retryMs: [50], pollMs: 20 }));
    await host.scan([]);
    // The write that hangs keeps everybody out but its own operation.
    await host.take("a change");
    const performing = host.perform({ verb: "sriov.numvfs", bdf, value: 1 });
    const failure = expect(performing).rejects.toThrow(/lost|ended/);
    const lost = next(host, "lost");
    // The step is on its way when another answer has come back after it.
    await host.config(bdf, { wake: false });
    far?.cut();
    await Promise.all([failure, lost]);
    const back = next(host, "back");
    await far?.start();
    await back;
    const again = await host.perform({ verb: "sriov.autoprobe", bdf, value: true });
    expect(again).toMatchObject({ ok: true });
  });
});
