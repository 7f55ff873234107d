/** A lab machine as the product sees it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SshHost } from "../../../electron/host/ssh/ssh-host.ts";
import { NO_NAMES } from "../../../shared/machine/blank.ts";
import { buildMachine, type Machine } from "../../../shared/machine/machine.ts";
import { ROOT_USER } from "../image/users.ts";
import { type SshPlace, sshArgs } from "../machine/ssh.ts";

/** The product's own way to it, as root; it looks when it is asked. */
export function rootHost(place: SshPlace): SshHost {
  return new SshHost({
    target: { user: ROOT_USER, host: "127.0.0.1", port: null },
    name: "lab",
    script: readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8"),
    asking: null,
    extra: sshArgs(place),
    pollMs: 60_000,
  });
}

export async function machineSeen(host: SshHost): Promise<Machine> {
  const identity = await host.identity();
  const { functions, problems, host: facts } = await host.scan();
  const named = functions.map((fn) => ({ ...fn, names: NO_NAMES }));
  return buildMachine({ identity, host: facts, functions: named, problems, revision: 1 });
}
