/**
 * A machine that systemd runs: the real one, as the first process of namespaces of its own, with a bus and nothing else. It
 * sees only a cgroup below this computer's, and nothing of this computer is changed.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { noFarMachine } from "../../ssh/testing/far-machine.ts";

const SYSTEMD = "/lib/systemd/systemd";
const LOOK_MS = 50;
/** Two minutes: only against what never starts. */
const LOOKS = 2_400;

/** Mounts all cgroups of version 2 at /mnt, in a list of mounts of its own. */
const CGROUPS = `set -e
mount -t cgroup2 cgroups /mnt
own=/mnt$(sed -n 's/^0:://p' /proc/self/cgroup)/$1`;

const START = `${CGROUPS}
mkdir "$own"
echo 0 >"$own/cgroup.procs"
umount /mnt
exec unshare --cgroup --pid --fork --mount --uts --ipc --kill-child sh -c "$2"`;

const REMOVE = `${CGROUPS}
[ ! -e "$own" ] || find "$own" -depth -type d -exec rmdir {} +`;

const UNITS: Readonly<Record<string, string>> = {
  "test.target": "[Unit]\nDefaultDependencies=no\nWants=dbus.service",
  "dbus.socket": "[Unit]\nDefaultDependencies=no\n[Socket]\nListenStream=/run/dbus/system_bus_socket",
  "dbus.service": `[Unit]
DefaultDependencies=no
Requires=dbus.socket
[Service]
Type=notify
ExecStart=/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation`,
};

/** What it would set for the whole computer it may only read: kernel parameters, and its files in /etc. */
const FIRST_PROCESS = `set -e
mount -t proc proc /proc
for at in /proc/sys /etc; do mount --bind $at $at && mount -o remount,ro,bind $at; done
mount -t tmpfs run /run
mkdir -p /run/dbus /run/units
${Object.entries(UNITS)
  .map(([name, text]) => `printf '%s\\n' '${text}' >/run/units/${name}`)
  .join("\n")}
umount -l /sys/fs/cgroup 2>/dev/null || :
mount -t cgroup2 cgroups /sys/fs/cgroup
export container=test SYSTEMD_UNIT_PATH=/run/units
exec ${SYSTEMD} --system --unit=test.target --log-target=null`;

export interface SystemdMachine {
  /** A command line that runs what stands behind it there, outside of all its units. */
  readonly inside: readonly string[];
  close(): Promise<void>;
}

/** Why there can be no such machine here; null when there can. */
export function noSystemdMachine(): string | null {
  const missing = noFarMachine(SYSTEMD, "systemctl", "systemd-run", "busctl", "dbus-daemon", "nsenter");
  if (missing !== null) return missing;
  try {
    const args = [
      "--mount",
      "--propagation",
      "private",
      "sh",
      "-c",
      `${CGROUPS}\n[ -w "\${own%/*}/cgroup.procs" ]`,
      "sh",
    ];
    execFileSync("unshare", [...args, "x"], { stdio: "ignore" });
    return null;
  } catch {
    return "cgroups of version 2 cannot be mounted here";
  }
}

function childrenOf({ pid }: ChildProcess): string[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [child, parent] = line.trim().split(/\s+/);
    return child !== undefined && parent === String(pid) ? [child] : [];
  });
}

function runs(command: readonly string[]): boolean {
  const [program = "", ...args] = command;
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** @throws Error when it does not start */
export async function openSystemdMachine(): Promise<SystemdMachine> {
  const cgroup = `sriov-inspector-test-${process.pid}-${Date.now()}`;
  const own = ["unshare", "--mount", "--propagation", "private", "sh", "-c"];
  const [program = "", ...args] = [...own, START, "sh", cgroup, FIRST_PROCESS];
  const child = spawn(program, args, { stdio: "ignore" });
  const close = async () => {
    child.kill("SIGKILL");
    // Its last processes are gone a moment later than it.
    for (let look = 0; look < LOOKS && !runs([...own, REMOVE, "sh", cgroup]); look++) await delay(LOOK_MS);
  };
  for (let look = 0; look < LOOKS && child.exitCode === null; look++) {
    const [first] = childrenOf(child);
    const inside = ["nsenter", "-t", first ?? "", "--mount", "--pid", "--cgroup", "--uts", "--ipc", "--"];
    if (first !== undefined && runs([...inside, "busctl", "status", "org.freedesktop.systemd1"]))
      return { inside, close };
    await delay(LOOK_MS);
  }
  await close();
  throw new Error("systemd does not start");
}
