/**
 * This machine as an ordinary user has it: with a made-up sysfs, users, sudo's rules and a polkit of its own, all in a
 * mount namespace, so that nothing of the real one is changed.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD, writeUserLists } from "../../host/ssh/testing/far-machine.ts";
import type { AtTheAgent } from "./polkit-agent.ts";
import type { Probed } from "./unlock-probe.ts";

export const PROJECT = join(import.meta.dirname, "../../..");

export interface OwnMachine {
  /** The folder that is its /sys. */
  readonly sys: string;
  /** A user of {@link writeUserLists}. */
  readonly user: string;
  readonly pf: string;
  /** Ways that may be tried. */
  readonly ways: readonly ("pkexec" | "sudo")[];
  /** The packages' files are in place. */
  readonly installed: boolean;
  /** polkit's answer to whoever asks; null = polkit does not run */
  readonly polkit: "YES" | "NO" | "AUTH_ADMIN_KEEP" | null;
  /** Sudo remembers the user's password, as after `sudo -v` in the same session. */
  readonly remembered?: boolean;
  /** A polkit agent runs, and somebody does this at it: the user is an administrator, with a password. */
  readonly agent?: AtTheAgent;
}

/** Sets the machine up, then becomes the user and runs the probe. Arguments: folder, sys, user, project, polkit, probe's. */
const SETUP = `set -e
folder=$1 sys=$2 user=$3 project=$4 installed=$5 polkit=$6
shift 6
for file in passwd shadow group sudoers; do mount --bind "$folder/etc/$file" "/etc/$file"; done
mount --bind "$project" /mnt
mount -t tmpfs run /run && mkdir -p /run/dbus /run/layer /run/actions && chmod 755 /run
if [ "$installed" = yes ]; then
  mkdir /run/layer/up /run/layer/work
  mount -t overlay overlay -o lowerdir=/usr/lib,upperdir=/run/layer/up,workdir=/run/layer/work /usr/lib
  install -D -m 755 /mnt/assets/host-helper.sh /usr/lib/sriov-inspector/host-helper.sh
  cp /usr/share/polkit-1/actions/* /run/actions
  cp /mnt/assets/org.sriov-inspector.policy /run/actions
  mount --bind /run/actions /usr/share/polkit-1/actions
fi
if [ "$polkit" != none ]; then
  mount -t tmpfs rules /etc/polkit-1/rules.d && chmod 755 /etc/polkit-1/rules.d
  cp "$folder/rule" /etc/polkit-1/rules.d/00-test.rules && chmod 644 /etc/polkit-1/rules.d/00-test.rules
  dbus-daemon --system --fork
  daemon=/usr/lib/polkit-1/polkitd
  [ -x "$daemon" ] || daemon=/usr/libexec/polkitd
  "$daemon" --no-debug >/dev/null 2>&1 &
  tries=0
  until dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames | grep -q PolicyKit1; do
    tries=$((tries + 1)) && [ $tries -lt 2000 ] && sleep 0.05
  done
fi
mount --rbind "$sys" /sys
setpriv --reuid "$user" --regid "$user" --init-groups --inh-caps=-all env -i HOME=/ PATH="$PATH" \\
  /mnt/node_modules/.bin/node /mnt/electron/services/testing/unlock-probe.ts "$@"
status=$?
exit $status`;

/** @throws Error with the words of whatever did not work */
export function probeUnlock(folder: string, machine: OwnMachine): Probed {
  const { sys, user, pf, ways, installed, polkit, agent = "", remembered = false } = machine;
  mkdirSync(folder, { recursive: true });
  writeUserLists(folder);
  const verdict = polkit === null ? "NO" : polkit;
  writeFileSync(
    join(folder, "rule"),
    // Its interpreter knows no arrow functions.
    `polkit.addRule(function (action, subject) { if (subject.user === "${user}") return polkit.Result.${verdict}; });
polkit.addAdminRule(function () { return ["unix-user:${user}"]; });\n`,
  );
  const args = [folder, sys, user, PROJECT, installed ? "yes" : "no", polkit ?? "none", pf, ways.join(","), agent];
  if (remembered) args.push(PASSWORD);
  const namespace = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"];
  const { stdout, stderr, status } = spawnSync("unshare", [...namespace, "sh", "-c", SETUP, "sh", ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the probe ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Probed;
}
