/**
 * A machine behind a real sshd on this computer's loopback: in mount and user lists of its own, so that nothing of this
 * computer is changed and all of it is gone with its process. A made-up tree stands where its sysfs is.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";

const PROGRAMS = ["unshare", "mount", "/usr/sbin/sshd", "ssh", "ssh-keygen", "sudo"];
export const ROOT_USER = "root";
/** May become root by `sudo -n`. */
export const SUDO_USER = "lab-admin";
/** Its sudo asks for a password. */
export const PLAIN_USER = "lab-reader";
/** Logs in with a password that is {@link PASSWORD}. */
export const PASSWORD = "the lab's own word";
const LOOK_MS = 25;
/** Two minutes: only against what never starts. */
const LOOKS = 4_800;

export interface FarMachine {
  readonly port: number;
  /** Options for ssh that know the machine's host key and log in with a key. */
  readonly options: readonly string[];
  /** The same, but nothing is known and nothing prepared: ssh has to ask. */
  readonly strangerOptions: readonly string[];
  /** A file that ssh takes for its configuration: `far`, `far-sudo`, `far-plain` and `stranger` lead there. */
  readonly configFile: string;
  /** Cuts all connections at once, as a power failure does. */
  cut(): void;
  /** Kills what sshd runs for each session, and nothing else there. @returns how many processes that were */
  killSessions(): number;
  /** Kills the helpers that run there, and not what they have started. @returns how many those were */
  killHelpers(): number;
  /** Answers again after {@link cut}. */
  start(): Promise<void>;
  close(): void;
}

/** Why there can be no such machine here; null when there can. @param more programs that are wanted besides */
export function noFarMachine(...more: readonly string[]): string | null {
  if (process.getuid?.() !== 0) return "only root may make a machine of its own here";
  for (const program of [...PROGRAMS, ...more]) {
    try {
      execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    } catch {
      return `${program} is not installed`;
    }
  }
  try {
    execFileSync("unshare", ["--mount", "--propagation", "private", "mount", "-t", "tmpfs", "t", "/mnt"]);
  } catch {
    return "nothing can be mounted here, not even in a namespace";
  }
  return null;
}

/** Children of a process, their children, and so on. */
function processesBelow(top: number): { pid: number; parent: number; command: string }[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const all = lines.map((line) => {
    const [, pid = "", parent = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return { pid: Number(pid), parent: Number(parent), command };
  });
  const found = new Set([top]);
  for (const above of found) for (const { pid, parent } of all) if (parent === above) found.add(pid);
  return all.filter(({ pid }) => pid !== top && found.has(pid));
}

function keygen(file: string): void {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "a test", "-f", file]);
}

/** In the namespace: its own /etc lists, /run and /sys, then sshd in the foreground. */
const SETUP = `set -e
for file in passwd shadow group sudoers; do mount --bind "$1/etc/$file" "/etc/$file"; done
mount -t tmpfs run /run && mkdir -p /run/sshd && chmod 755 /run /run/sshd
mount -t tmpfs home /home && mkdir /home/${SUDO_USER} /home/${PLAIN_USER}
mount --rbind "$2" /sys
exec /usr/sbin/sshd -D -e -f "$1/sshd_config"`;

/** Copies of this computer's lists of users, with the test's own added, in a folder `etc`. */
export function writeUserLists(folder: string): void {
  const etc = join(folder, "etc");
  mkdirSync(etc, { recursive: true });
  const hash = execFileSync("openssl", ["passwd", "-6", "-stdin"], { input: PASSWORD, encoding: "utf8" }).trim();
  const user = (name: string, id: number) => `${name}:x:${id}:${id}::/home/${name}:/bin/sh\n`;
  const lists: Record<string, string> = {
    passwd: user(SUDO_USER, 64001) + user(PLAIN_USER, 64002),
    shadow: `${SUDO_USER}:${hash}:19000::::::\n${PLAIN_USER}:${hash}:19000::::::\n`,
    group: `${SUDO_USER}:x:64001:\n${PLAIN_USER}:x:64002:\n`,
  };
  for (const [name, lines] of Object.entries(lists)) {
    writeFileSync(join(etc, name), readFileSync(`/etc/${name}`, "utf8") + lines, {
      mode: name === "shadow" ? 0o640 : 0o644,
    });
  }
  const sudoers = `Defaults !fqdn\nroot ALL=(ALL:ALL) ALL\n${SUDO_USER} ALL=(ALL:ALL) NOPASSWD: ALL\n${PLAIN_USER} ALL=(ALL:ALL) ALL\n`;
  writeFileSync(join(etc, "sudoers"), sudoers, { mode: 0o440 });
}

/** Names for every way to log in; `stranger` is one whose host key nobody knows and who has no key. */
function configText(port: number, at: (name: string) => string): string {
  const block = (name: string, user: string, ...lines: readonly string[]) =>
    [`Host ${name}`, "HostName 127.0.0.1", `Port ${port}`, `User ${user}`, ...lines, ""].join("\n  ");
  const key = [`IdentityFile ${at("user_key")}`, "IdentitiesOnly yes", `UserKnownHostsFile ${at("known_hosts")}`];
  return [
    block("far", ROOT_USER, ...key),
    block("far-sudo", SUDO_USER, ...key),
    block("far-plain", PLAIN_USER, ...key),
    block("stranger", PLAIN_USER, "PubkeyAuthentication no", "UserKnownHostsFile /dev/null"),
  ].join("\n");
}

/** @param tree what its /sys is. @throws Error with sshd's words when it does not start */
export async function openFarMachine(tree: string): Promise<FarMachine> {
  const folder = mkdtempSync(join(tmpdir(), "far-"));
  execFileSync("chmod", ["755", folder]);
  const at = (name: string) => join(folder, name);
  keygen(at("host_key"));
  keygen(at("user_key"));
  writeUserLists(folder);
  const port = await freePort();
  writeFileSync(at("authorized_keys"), readFileSync(at("user_key.pub")));
  const config = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${at("host_key")}`,
    `AuthorizedKeysFile ${at("authorized_keys")}`,
    "PermitRootLogin prohibit-password",
    "PasswordAuthentication yes",
    "KbdInteractiveAuthentication no",
    "StrictModes no",
    "UsePAM no",
    "PidFile none",
    "MaxStartups 100",
  ];
  writeFileSync(at("sshd_config"), `${config.join("\n")}\n`);
  const hostKey = readFileSync(at("host_key.pub"), "utf8").split(" ").slice(0, 2).join(" ");
  writeFileSync(at("known_hosts"), `[127.0.0.1]:${port} ${hostKey}\n`);
  const key = ["-o", `IdentityFile=${at("user_key")}`, "-o", "IdentitiesOnly=yes"];
  const options = ["-F", "none", "-p", String(port), ...key, "-o", `UserKnownHostsFile=${at("known_hosts")}`];
  const configFile = at("ssh_config");
  writeFileSync(configFile, configText(port, at));

  let child: ChildProcess | null = null;
  const start = async () => {
    let said = "";
    const started = spawn(
      "unshare",
      [
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "--propagation",
        "private",
        "sh",
        "-c",
        SETUP,
        "sh",
        folder,
        tree,
      ],
      {
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    child = started;
    started.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    for (let look = 0; !said.includes("Server listening"); look++) {
      if (started.exitCode !== null || look > LOOKS) throw new Error(`sshd does not start: ${said}`);
      await delay(LOOK_MS);
    }
  };
  const cut = () => {
    child?.kill("SIGKILL");
    child = null;
  };
  const killSessions = () => {
    const sessions = processesBelow(child?.pid ?? 0).filter(({ command }) => /^sshd(-session)?: \S*@/.test(command));
    for (const { pid } of sessions) process.kill(pid, "SIGKILL");
    return sessions.length;
  };
  const killHelpers = () => {
    const shells = processesBelow(child?.pid ?? 0).filter(({ command }) => command.endsWith(" host-helper"));
    // What a shell forks for a write looks like the shell itself.
    const helpers = shells.filter(({ parent }) => !shells.some(({ pid }) => pid === parent));
    for (const { pid } of helpers) process.kill(pid, "SIGKILL");
    return helpers.length;
  };
  await start();
  return {
    port,
    options,
    strangerOptions: ["-F", "none", "-p", String(port), "-o", `UserKnownHostsFile=${at("nobody_known")}`],
    configFile,
    cut,
    killSessions,
    killHelpers,
    start,
    close() {
      cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
