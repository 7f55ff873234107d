/** The way back over the helper: when it runs, what ends it and what does not, and whose writes it waits for. */

import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { WAY_BACK_SECONDS } from "../../../shared/operations/record/record.ts";
import type { StepTemplate } from "../../../shared/operations/verbs/list.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import type { HelperChannel } from "./helper-channel.ts";
import { performThrough } from "./helper-perform.ts";
import { armThrough } from "./helper-way-back.ts";
import { changedScript, openChannel, placesOf, SHELLS } from "./testing/tree-helper.ts";

const LOOK_MS = 20;
const UUID = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";
const MARK = "0123456789abcdef0123456789abcdef";

function absent(): Bdf {
  const text = "0000:fe:1f.7";
  if (!isBdf(text)) throw new Error("no address");
  return text;
}

interface SetUp {
  readonly shell?: readonly string[];
  /** What `busctl` does; by default this machine has no systemd. */
  readonly busctl?: string;
  /** Seconds that it has for one step. */
  readonly patience?: string;
}

/** A tree whose clock is a file: its time passes when a test says so. */
function setUp({ shell = ["dash"], busctl, patience = "120" }: SetUp = {}) {
  const { root, pfs, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const [pf] = pfs;
  const [vf, otherVf] = vfs;
  if (!pf || !vf || !otherVf) throw new Error("nothing was built");
  const [programs, notes, uptime] = [tempFolder(), join(tempFolder(), "notes"), join(tempFolder(), "uptime")];
  const program = (name: string, text: string) => {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  };
  program("sleep", "exec /usr/bin/sleep 0.02");
  // As on a machine without a syslog: nothing depends on it.
  program("logger", "exit 1");
  // Root or not, it is this tree's root.
  program("id", "echo 0");
  if (busctl !== undefined) program("busctl", busctl);
  const elapse = (seconds: number) => {
    // Exchanged as a whole: the kernel's own file is never seen half written.
    writeFileSync(`${uptime}.next`, `${100 + seconds}.50 0.00\n`);
    renameSync(`${uptime}.next`, uptime);
  };
  elapse(0);
  const script = changedScript({
    places: {
      ...placesOf(root),
      PATH: `${programs}:/usr/bin:/bin`,
      LOCKS: notes,
      PATIENCE: patience,
      UPTIME: uptime,
      SYSTEMD: busctl === undefined ? join(programs, "none") : programs,
    },
  });
  const open = async () => {
    const channel = await openChannel(script, shell);
    await channel.request("take", MARK, "a_20test");
    return channel;
  };
  const steps: readonly StepTemplate[] = [
    // What the kernel refuses does not keep the rest from being tried.
    { verb: "driver.override", target: { bdf: absent() }, driver: "none" },
    { verb: "sriov.numvfs", bdf: pf, value: 0 },
    { verb: "driver.override", target: { pf, vf: 0, expected: null }, driver: "vfio-pci" },
  ];
  const read = (bdf: string, name: string) => readFileSync(`${root}/bus/pci/devices/${bdf}/${name}`, "utf8").trim();
  /** What waits, oldest first. */
  const waiting = () => {
    const file = readdirSync(notes).find((name) => name.endsWith(".by"));
    if (file === undefined) return [];
    return readFileSync(join(notes, file), "utf8")
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [Number(line.split(" ")[0])]));
  };
  const asked = () => readFileSync(join(programs, "asked"), "utf8").trim();
  return { root, pf, vf, otherVf, steps, open, read, elapse, notes, waiting, program, asked };
}

const askOf =
  (channel: HelperChannel) =>
  (...words: readonly string[]) =>
    channel.request(...words);

/** The mark of the way back that is armed. */
function markIn(notes: string): string {
  const file = readdirSync(notes).find((name) => name.endsWith(".armed"));
  if (file === undefined) throw new Error("none is armed");
  return basename(file, ".armed");
}

function exchange(link: string, target: string): void {
  rmSync(link);
  symlinkSync(target, link);
}

function kill(signal: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  }
}

describe.each(SHELLS)("the way back in $name", ({ shell }) => {
  it("runs by itself, all of it, although the connection is gone, and cannot be called off any more", async () => {
    const { pf, vf, steps, open, read, elapse } = setUp({ shell });
    const first = await open();
    let channel = first;
    const wayBack = await armThrough((...words) => channel.request(...words), 60, steps, LOOK_MS);
    expect(wayBack.seconds).toBe(60);
    expect(read(pf, "sriov_numvfs")).not.toBe("0");
    first.close("the cable was cut");
    channel = await open();
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(read(vf, "driver_override")).toBe("vfio-pci");
    expect(await wayBack.disarm()).toBe(false);
    expect(await wayBack.extend(60)).toBeNull();
  });

  it("does nothing once it was called off, by another connection, too", async () => {
    const { pf, steps, open, read, elapse, waiting } = setUp({ shell });
    const before = read(pf, "sriov_numvfs");
    const first = await open();
    let channel = first;
    const wayBack = await armThrough((...words) => channel.request(...words), 60, steps, LOOK_MS);
    const watching = waiting();
    first.close("the cable was cut");
    channel = await open();
    expect(await wayBack.disarm()).toBe(true);
    // Nothing of it is left that could still run.
    await expect.poll(() => watching.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    elapse(61);
    expect(await wayBack.disarm()).toBe(true);
    expect(read(pf, "sriov_numvfs")).toBe(before);
  });

  it("begins its time again when it is extended", async () => {
    const { pf, steps, open, read, elapse } = setUp({ shell });
    const before = read(pf, "sriov_numvfs");
    const channel = await open();
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    elapse(50);
    expect(await wayBack.extend(30)).toBe(30);
    // Neither the first time nor anything but the second one counts.
    elapse(79);
    expect(await wayBack.extend(10)).toBe(10);
    expect(read(pf, "sriov_numvfs")).toBe(before);
    elapse(90);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s to all that waits does not keep the change", async (signal) => {
    const { pf, steps, open, read, elapse, waiting } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    await expect.poll(() => waiting().length).toBe(2);
    kill(signal, waiting());
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  it.each([0, 1])("SIGKILL to one of what waits does not keep the change: number %i", async (number) => {
    const { pf, steps, open, read, elapse, waiting } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    await expect.poll(() => waiting().length).toBe(2);
    kill("SIGKILL", waiting().slice(number, number + 1));
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  it("tells when all that waits was killed, and can be called off then", async () => {
    const { steps, open, waiting } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    await expect.poll(() => waiting().length).toBe(2);
    kill("SIGKILL", waiting());
    expect(await wayBack.ended).toBe("lost");
    expect(await wayBack.extend(60)).toBeNull();
    expect(await wayBack.disarm()).toBe(true);
  });

  it("is lost, and not told as run, when the machine was restarted meanwhile", async () => {
    const { steps, open, waiting, notes } = setUp({ shell });
    let channel = await open();
    const wayBack = await armThrough((...words) => channel.request(...words), 60, steps, LOOK_MS);
    await expect.poll(() => waiting().length).toBe(2);
    const watching = waiting();
    channel.close("the machine was restarted");
    kill("SIGKILL", watching);
    rmSync(notes, { recursive: true });
    channel = await open();
    expect(await wayBack.ended).toBe("lost");
    expect(await wayBack.disarm()).toBe(true);
  });

  it("takes away the notes of others that have ended, and no link of a browser mode that runs as root", async () => {
    const { steps, open, notes } = setUp({ shell });
    const channel = await open();
    mkdirSync(notes, { recursive: true });
    const [note, link] = [join(notes, "fedcba9876543210.over"), join(notes, "4711-42.link")];
    for (const path of [note, link]) writeFileSync(path, "");
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    expect([existsSync(note), existsSync(link)]).toEqual([false, true]);
    expect(await wayBack.disarm()).toBe(true);
  });

  it("runs when its notes are removed", async () => {
    const { pf, steps, open, read, notes } = setUp({ shell });
    await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    rmSync(notes, { recursive: true });
    await expect.poll(() => read(pf, "sriov_numvfs")).toBe("0");
  });

  it("ends a step that still runs before its own, and lets none of this program begin afterwards", async () => {
    const { root, pf, vf, steps, open, read, elapse } = setUp({ shell });
    const override = `${root}/bus/pci/devices/${pf}/driver_override`;
    // A write to a pipe that nobody reads takes as long as a driver that hangs.
    rmSync(override);
    execFileSync("mkfifo", [override]);
    const channel = await open();
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    const hanging = performThrough(channel, { verb: "driver.override", bdf: pf, driver: "late" });
    elapse(61);
    expect(await hanging).toMatchObject({ ok: false });
    expect(await wayBack.ended).toBe("fired");
    expect(read(vf, "driver_override")).toBe("vfio-pci");
    const later = await performThrough(channel, { verb: "sriov.numvfs", bdf: pf, value: 2 });
    expect(later).toMatchObject({ ok: false, failure: { code: "ECANCELED" } });
    expect(read(pf, "sriov_numvfs")).toBe("0");
    // Once it is known that it has run, what comes next is a decision of its own.
    expect(await wayBack.disarm()).toBe(false);
    expect(await performThrough(channel, { verb: "sriov.numvfs", bdf: pf, value: 2 })).toMatchObject({ ok: true });
  });
});

describe.each(SHELLS)("whatever ends or fails on its way, in $name,", ({ shell }) => {
  /** Ends what carries it out, once, when the n-th call of a program with such words comes. */
  const ending = (notes: string, program: string, words: string, nth: number) => `
case $* in ${words})
  echo >>"$0.calls"
  if [ $(wc -l <"$0.calls") = ${nth} ]; then kill -9 $(tail -n 1 '${notes}'/*.by | cut -d ' ' -f 1); fi ;;
esac
exec /usr/bin/${program} "$@"`;

  it.each<[string, string, string, number]>([
    ["it is told as run", "mv", "*.armed*", 1],
    ["its first write", "dd", "*numvfs*", 1],
    ["its last write", "dd", "*driver_override*", 1],
    ["it is told as over", "mv", "*.over", 1],
  ])("the way back goes on where it is killed when %s", async (_name, name, words, nth) => {
    const { pf, vf, steps, open, read, elapse, notes, program } = setUp({ shell });
    program(name, ending(notes, name, words, nth));
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    // What the one that was killed had begun may still be at work.
    await expect.poll(() => [read(pf, "sriov_numvfs"), read(vf, "driver_override")]).toEqual(["0", "vfio-pci"]);
  });

  it("a step that does not come back costs itself and what is about the same function, and cannot be kept by then", async () => {
    const { root, pf, vf, otherVf, steps, open, read, elapse } = setUp({ shell, patience: "1" });
    const override = `${root}/bus/pci/devices/${otherVf}/driver_override`;
    rmSync(override);
    execFileSync("mkfifo", [override]);
    const late: readonly StepTemplate[] = [
      { verb: "driver.override", target: { bdf: otherVf }, driver: "none" },
      { verb: "driver.unbind", target: { bdf: otherVf }, from: "mlx5_core" },
    ];
    const wayBack = await armThrough(askOf(await open()), 60, [...late, ...steps], LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(await wayBack.disarm()).toBe(false);
    expect([read(pf, "sriov_numvfs"), read(vf, "driver_override")]).toEqual(["0", "vfio-pci"]);
    expect(readFileSync(`${root}/bus/pci/drivers/mlx5_core/unbind`, "utf8")).toBe("");
    expect(wayBack.left.map(english)).toEqual([`A write to ${otherVf} has not returned.`]);
    expect(readFileSync(override, "utf8")).toBe("none");
  });

  it("a log that takes no line does not keep it", async () => {
    const { pf, steps, open, read, elapse, program } = setUp({ shell });
    const fifo = join(tempFolder(), "log");
    execFileSync("mkfifo", [fifo]);
    onTestFinished(() => void execFileSync("sh", ["-c", 'exec 3<>"$1"', "sh", fifo]));
    program("logger", `read -r _ <'${fifo}'`);
    program("timeout", 'case $* in "3 cat") set -- 0.1 cat ;; esac; exec /usr/bin/timeout "$@"');
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  it("it runs where nothing can be noted any more", async () => {
    const { pf, steps, open, read, elapse, program } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    program("mv", "exit 1");
    elapse(61);
    await wayBack.ended;
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  /** As on a disk that is full: a folder has the name. */
  const block = (notes: string, name: string) => mkdirSync(join(notes, name));

  it("it is not armed where the program could not be told that it has run", async () => {
    const { pf, steps, open, read, elapse, notes, waiting } = setUp({ shell });
    const before = read(pf, "sriov_numvfs");
    const channel = await open();
    block(notes, `${MARK}.way`);
    await expect(armThrough(askOf(channel), 60, steps, LOOK_MS)).rejects.toMatchObject({ code: "EACCES" });
    elapse(61);
    expect(waiting()).toEqual([]);
    expect(read(pf, "sriov_numvfs")).toBe(before);
  });

  it("a step of the program that it could not end is not begun", async () => {
    const { pf, steps, open, read, notes } = setUp({ shell });
    const before = read(pf, "sriov_numvfs");
    const channel = await open();
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    block(notes, `${markIn(notes)}.job`);
    const step = await performThrough(channel, { verb: "sriov.numvfs", bdf: pf, value: 1 });
    expect(step).toMatchObject({ ok: false, failure: { code: "ENOSPC" } });
    expect(read(pf, "sriov_numvfs")).toBe(before);
    expect(await wayBack.disarm()).toBe(true);
  });

  it("a time that cannot be noted is refused, and the old one holds", async () => {
    const { pf, steps, open, read, elapse, notes } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    block(notes, `${markIn(notes)}.next`);
    elapse(50);
    await expect(wayBack.extend(60)).rejects.toMatchObject({ code: "EACCES" });
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
  });

  it("no process of another time is ended for the number of a note", async () => {
    const { pf, steps, open, read, elapse, notes } = setUp({ shell });
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    const other = spawn("sleep", ["600"], { stdio: "ignore" });
    onTestFinished(() => void other.kill());
    writeFileSync(join(notes, `${markIn(notes)}.job`), `${other.pid} 1\n`);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  });

  it("there is one at a time, under whatever mark", async () => {
    const { pf, steps, open, read, elapse, notes } = setUp({ shell });
    const channel = await open();
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    const again = channel.request("arm", markIn(notes), "10", "numvfs", pf, "1");
    await expect(again).rejects.toMatchObject({ code: "EEXIST" });
    await expect(armThrough(askOf(channel), 10, steps)).rejects.toThrow(
      "auto-rollback of another change is still pending",
    );
    elapse(59);
    expect(read(pf, "sriov_numvfs")).not.toBe("0");
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
    // The next one is another's.
    expect(await (await armThrough(askOf(channel), 10, steps)).disarm()).toBe(true);
  });
});

describe.each(SHELLS)("what a program has got meanwhile, in $name", ({ shell }) => {
  /** A program that has the device node of the group, or of the function itself. */
  function guest(root: string, node: string) {
    const proc = `${root}/../proc/4711`;
    mkdirSync(`${proc}/fd`, { recursive: true });
    writeFileSync(`${proc}/comm`, "qemu system\n=x86\n");
    // A device that every machine has stands for it: what is open goes by its number.
    symlinkSync("/dev/null", `${proc}/fd/12`);
    mkdirSync(dirname(`${root}/${node}`), { recursive: true });
    writeFileSync(`${root}/${node}`, "1:3\n");
    return proc;
  }
  const unbind = (pf: Bdf, vf: number): StepTemplate => ({
    verb: "driver.unbind",
    target: { pf, vf, expected: null },
    from: "mlx5_core",
  });

  it.each<[string, (vf: Bdf, group: string) => string]>([
    ["its group", (_, group) => `class/vfio/${group}/dev`],
    ["its group without an IOMMU", (_, group) => `class/vfio/noiommu-${group}/dev`],
    ["the function itself", (vf) => `bus/pci/devices/${vf}/vfio-dev/vfio0/dev`],
    ["a part of it that its driver hands out", (vf) => `bus/pci/devices/${vf}/${UUID}/vfio-dev/vfio3/dev`],
  ])("is left to whoever has %s open, and the rest is taken back", async (_name, node) => {
    const { root, pf, vf, otherVf, steps, open, read, elapse } = setUp({ shell });
    guest(root, node(vf, basename(readlinkSync(`${root}/bus/pci/devices/${vf}/iommu_group`))));
    const count = read(pf, "sriov_numvfs");
    const unbinds: readonly StepTemplate[] = [unbind(pf, 0), unbind(pf, 1)];
    const wayBack = await armThrough(askOf(await open()), 60, [...unbinds, ...steps], LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    // Of VFs of which somebody has one all stay, and a later step makes no half change of one that was left.
    expect(readFileSync(`${root}/bus/pci/drivers/mlx5_core/unbind`, "utf8")).toBe(otherVf);
    expect(read(pf, "sriov_numvfs")).toBe(count);
    expect(read(vf, "driver_override")).toBe("(null)");
    expect(wayBack.left.map(english)).toEqual([
      `${vf} is held by qemusystemx86 (pid 4711).`,
      `${vf} is held by qemusystemx86 (pid 4711).`,
    ]);
  });

  it("is left to whoever has the function open by itself, and the kernel says which", async () => {
    const { root, pf, vf, steps, open, read, elapse, program } = setUp({ shell });
    const proc = guest(root, `bus/pci/devices/${vf}/vfio-dev/vfio0/dev`);
    exchange(`${proc}/fd/12`, "anon_inode:[vfio-device]");
    mkdirSync(`${proc}/fdinfo`);
    writeFileSync(`${proc}/fdinfo/12`, `pos:\t0\nvfio-device-syspath: /sys/devices/pci0000:00/0000:00:01.0/${vf}\n`);
    program("stat", 'case $* in *proc/4711/fd/12*) echo proc/4711/fd/12:180:0:0 ;; esac; exec /usr/bin/stat "$@"');
    const wayBack = await armThrough(askOf(await open()), 60, [unbind(pf, 0), ...steps], LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(readFileSync(`${root}/bus/pci/drivers/mlx5_core/unbind`, "utf8")).toBe("");
    expect(read(pf, "sriov_numvfs")).not.toBe("0");
    expect(english(wayBack.left[0])).toBe(`${vf} is held by qemusystemx86 (pid 4711).`);
  });

  it.each<[string, (proc: string, root: string) => void]>([
    [
      "has another device open, whatever it calls itself",
      (proc, root) => {
        exchange(`${proc}/fd/12`, "/dev/zero");
        mkdirSync(`${root}/dev/char`, { recursive: true });
        symlinkSync("../../devices/virtual/vfio/41", `${root}/dev/char/1:5`);
        writeFileSync(`${proc}/comm`, "a char/1:3\n7 char/1:3\n");
      },
    ],
    ["has ended", (proc) => rmSync(proc, { recursive: true })],
  ])("is taken back where the program %s", async (_name, change) => {
    const { root, pf, vf, steps, open, read, elapse } = setUp({ shell });
    change(guest(root, `bus/pci/devices/${vf}/vfio-dev/vfio0/dev`), root);
    const wayBack = await armThrough(askOf(await open()), 60, [unbind(pf, 0), ...steps], LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(readFileSync(`${root}/bus/pci/drivers/mlx5_core/unbind`, "utf8")).toBe(vf);
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(wayBack.left).toEqual([]);
  });

  it.each([
    ["fails", "exit 1"],
    ["does not come to an end", 'case $* in *proc/*) exec /usr/bin/sleep 5 ;; esac; exec /usr/bin/stat "$@"'],
  ])("is taken back where the look at it %s: the way back has the last word", async (_name, stat) => {
    const { root, pf, vf, steps, open, read, elapse, program } = setUp({ shell });
    guest(root, `bus/pci/devices/${vf}/vfio-dev/vfio0/dev`);
    program("stat", stat);
    program("timeout", 'case $* in "10 cat") set -- 0.1 cat ;; esac; exec /usr/bin/timeout "$@"');
    const wayBack = await armThrough(askOf(await open()), 60, [unbind(pf, 0), ...steps], LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(wayBack.left).toEqual([]);
  });
});

describe.each(SHELLS)("the way back of a kernel that crashes, in $name", ({ shell }) => {
  const died = (root: string, tainted: number, oopses: number | null) => {
    mkdirSync(`${root}/../proc/sys/kernel`, { recursive: true });
    writeFileSync(`${root}/../proc/sys/kernel/tainted`, `${tainted}\n`);
    mkdirSync(`${root}/kernel`, { recursive: true });
    if (oopses !== null) writeFileSync(`${root}/kernel/oops_count`, `${oopses}\n`);
  };

  it.each<[string, [number, number | null], [number, number | null], boolean]>([
    ["crashed since it was armed, by its flag", [512, null], [640, null], true],
    ["crashed once more, by its count", [128, 1], [128, 2], true],
    ["had crashed before, and has not since", [128, 1], [128, 1], false],
    ["has only warned", [0, 0], [512, 0], false],
  ])("that %s", async (_name, before, after, isCrashed) => {
    const { root, pf, steps, open, read, elapse } = setUp({ shell });
    const count = read(pf, "sriov_numvfs");
    died(root, ...before);
    const channel = await open();
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    died(root, ...after);
    elapse(61);
    expect(await wayBack.ended).toBe(isCrashed ? "crashed" : "fired");
    expect(read(pf, "sriov_numvfs")).toBe(isCrashed ? count : "0");
    // Until it is known, nothing of its program is carried out; what comes then is a decision of its own.
    const step = { verb: "sriov.numvfs", bdf: pf, value: 1 } as const;
    expect(await performThrough(channel, step)).toMatchObject({ ok: false, failure: { code: "ECANCELED" } });
    expect(await wayBack.disarm()).toBe(false);
    expect(await performThrough(channel, step)).toMatchObject({ ok: true });
  });

  it("under one of its own steps writes no other", async () => {
    const { root, pf, vf, steps, open, read, elapse, program } = setUp({ shell });
    died(root, 0, null);
    program("dd", `echo 128 >'${root}/../proc/sys/kernel/tainted'; exec /usr/bin/dd "$@"`);
    const override = read(vf, "driver_override");
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    elapse(61);
    expect(await wayBack.ended).toBe("crashed");
    expect(read(pf, "sriov_numvfs")).toBe("0");
    expect(read(vf, "driver_override")).toBe(override);
  });
});

describe("a login that ends", () => {
  it("leaves it where systemd puts the process that waits, and no other, into a scope of its own", async () => {
    const { steps, open, waiting, asked, program } = setUp({ busctl: 'echo "$*" >>"$(dirname "$0")/asked"' });
    // The kernel's file of the process is the one thing that a test cannot make.
    program("grep", 'case $* in *way-back*/cgroup) exit 0 ;; esac; exec /usr/bin/grep "$@"');
    const wayBack = await armThrough(askOf(await open()), 60, steps, LOOK_MS);
    expect(wayBack.outlivesLogin).toBe(true);
    expect(asked()).toMatch(
      new RegExp(
        "^call org[.]freedesktop[.]systemd1 /org/freedesktop/systemd1 org[.]freedesktop[.]systemd1[.]Manager StartTransientUnit " +
          `ssa\\(sv\\)a\\(sa\\(sv\\)\\) sriov-inspector-way-back-[0-9a-f]{32}[.]scope fail 2 PIDs au 1 ${waiting()[0]} CollectMode s inactive-or-failed 0$`,
      ),
    );
    expect(await wayBack.disarm()).toBe(true);
  });

  it.each<[string, SetUp, boolean]>([
    ["nothing ends what it leaves behind where systemd is not at work", {}, true],
    ["may end it where systemd gives it no scope", { busctl: "exit 1" }, false],
    ["may end it where it is not seen in its scope", { busctl: "exit 0" }, false],
  ])("%s", async (_name, options, outlives) => {
    const { steps, open } = setUp(options);
    const channel = await open();
    // What a plan can know: whether systemd is at work and does not answer.
    const told = (await channel.request("usage", "platform")).includes("run/systemd/system:silent");
    expect(told).toBe(options.busctl === "exit 1");
    const wayBack = await armThrough(askOf(channel), 60, steps, LOOK_MS);
    expect(wayBack.outlivesLogin).toBe(outlives);
    expect(await wayBack.disarm()).toBe(true);
  });
});

describe("a way back that makes no sense", () => {
  it.each<[string, readonly string[]]>([
    ["a time too short", [MARK, "9", "rescan"]],
    ["a time too long", [MARK, "601", "rescan"]],
    ["a mark with other characters", [`${MARK.slice(1)}X`, "60", "rescan"]],
    ["a short mark", [MARK.slice(1), "60", "rescan"]],
    ["an unknown verb", [MARK, "60", "enable", "0000:01:00.0"]],
    ["a second step that is none", [MARK, "60", "rescan", ",", "override", "0000:01:00.0", ".."]],
    ["an empty step", [MARK, "60", "rescan", ",", ",", "rescan"]],
    ["a VF of no number", [MARK, "60", "unbind", "0000:01:00.0.v99999", "igb"]],
    ["a path in a PF's place", [MARK, "60", "unbind", "...v1", "igb"]],
  ])("%s is refused", async (_name, words) => {
    const channel = await setUp().open();
    await expect(channel.request("arm", ...words)).rejects.toMatchObject({ code: "EINVAL" });
  });

  it("every time that can be chosen is one that the machine takes, and what it takes is what it says", async () => {
    const { least, most, usual } = WAY_BACK_SECONDS;
    const { steps, open } = setUp();
    const channel = await open();
    for (const seconds of [least, usual, most]) {
      const wayBack = await armThrough(askOf(channel), seconds, steps, LOOK_MS);
      expect(wayBack.seconds).toBe(seconds);
      expect(await wayBack.disarm()).toBe(true);
    }
    for (const seconds of [least - 1, most + 1]) {
      await expect(armThrough(askOf(channel), seconds, steps)).rejects.toMatchObject({ code: "EINVAL" });
    }
  });

  it("cannot be extended, and kills nothing, when it was never armed", async () => {
    const { open, notes } = setUp();
    const channel = await open();
    await expect(channel.request("arm", MARK, "60")).rejects.toMatchObject({ code: "ECANCELED" });
    expect(await channel.request("off", MARK)).toBe("none");
    // A process of another time has the number of a note.
    mkdirSync(notes, { recursive: true });
    writeFileSync(join(notes, `${MARK}.armed`), "");
    writeFileSync(join(notes, `${MARK}.by`), `${process.pid} 1\n`);
    expect(await channel.request("off", MARK)).toBe("off");
  });
});
