/** The way back and the end of the login that it was armed by, with the real systemd. */
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { cannotRun } from "../places/testing/cannot-run.ts";
import { armThrough } from "./helper-way-back.ts";
import { noSystemdMachine, openSystemdMachine, type SystemdMachine } from "./testing/systemd-machine.ts";
import { changedScript, openChannel, placesOf } from "./testing/tree-helper.ts";

const isSkipped = cannotRun("the way back under systemd", noSystemdMachine());

const MARK = "0123456789abcdef0123456789abcdef";
const LOOK_MS = 20;

describe.skipIf(isSkipped)("where systemd ends what a login leaves behind", () => {
  let machine: SystemdMachine;
  beforeAll(async () => {
    machine = await openSystemdMachine();
  });
  afterAll(() => machine?.close());

  const there = (...command: readonly string[]) => {
    const [program = "", ...args] = [...machine.inside, ...command];
    execFileSync(program, args, { stdio: "ignore" });
  };

  /** A helper within a login, as pam_systemd makes one for ssh, and a clock that is a file. */
  async function logIn(scope: string, path: string) {
    const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
    const [pf] = pfs;
    if (!pf) throw new Error("nothing was built");
    const [notes, uptime] = [join(tempFolder(), "notes"), join(tempFolder(), "uptime")];
    const elapse = (seconds: number) => {
      writeFileSync(`${uptime}.next`, `${100 + seconds}.50 0.00\n`);
      renameSync(`${uptime}.next`, uptime);
    };
    elapse(0);
    const script = changedScript({ places: { ...placesOf(root), PATH: path, LOCKS: notes, UPTIME: uptime } });
    const login = ["systemd-run", "--scope", "--quiet", "--collect", `--unit=${scope}`, "--slice=user.slice"];
    const shell = [...machine.inside, ...login, "--property=TimeoutStopSec=1", "dash"];
    const channel = await openChannel(script, shell);
    const vfs = () => readFileSync(`${root}/bus/pci/devices/${pf}/sriov_numvfs`, "utf8").trim();
    const steps = [{ verb: "sriov.numvfs", bdf: pf, value: 0 }] as const;
    await channel.request("take", MARK, "a_20test");
    const open = () => openChannel(script, [...machine.inside, "dash"]);
    return { channel, open, steps, elapse, vfs };
  }

  it("it goes on in a scope of its own, and runs at its time", async () => {
    const { channel, open, steps, elapse, vfs } = await logIn("login-1.scope", "/usr/bin:/bin");
    let current = channel;
    const wayBack = await armThrough((...words) => current.request(...words), 60, steps, LOOK_MS);
    expect(wayBack.outlivesLogin).toBe(true);
    const before = vfs();
    // Comes back when nothing of the login is left.
    there("systemctl", "stop", "login-1.scope");
    await expect(channel.request("armed", MARK)).rejects.toThrow();
    current = await open();
    expect(vfs()).toBe(before);
    elapse(61);
    expect(await wayBack.ended).toBe("fired");
    expect(vfs()).toBe("0");
  });

  it("it ends with the login where nobody gives it a scope, which was said when it was armed", async () => {
    const programs = tempFolder();
    writeFileSync(join(programs, "busctl"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const { channel, open, steps, elapse, vfs } = await logIn("login-2.scope", `${programs}:/usr/bin:/bin`);
    let current = channel;
    const wayBack = await armThrough((...words) => current.request(...words), 60, steps, LOOK_MS);
    expect(wayBack.outlivesLogin).toBe(false);
    const before = vfs();
    there("systemctl", "stop", "login-2.scope");
    current = await open();
    expect(await wayBack.ended).toBe("lost");
    elapse(61);
    expect(await wayBack.disarm()).toBe(true);
    expect(vfs()).toBe(before);
  });
});
