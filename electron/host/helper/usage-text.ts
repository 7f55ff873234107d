/** Who and what uses the far machine, out of the helper's answer to `usage`, by the code that reads our own. */
import { isIP } from "node:net";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { readUsage } from "../local/usage/read-usage.ts";
import { sections } from "./sections.ts";
import { SentFiles } from "./sent-files.ts";

/** A line of `ip -o address`: `2: eth0    inet 192.0.2.7/24 …`. */
const ADDRESS = /^\d+: +([^\s@:]+)\S* +inet6? +([0-9a-fA-F.:]+)/;

function addressesOf(lines: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const line of lines) {
    const [, name, address] = ADDRESS.exec(line) ?? [];
    if (name === undefined || address === undefined || isIP(address) === 0) continue;
    found[name] = [...(found[name] ?? []), address];
  }
  return found;
}

interface Asker {
  readonly isRoot: boolean;
  /** SSH_CONNECTION there; null = it is not reached by ssh. */
  readonly session: string | null;
  /** It is reached by ssh, whatever is known of the connection. */
  readonly isRemote: boolean;
}

/** @param text the answer; whatever it is, the facts are what could be understood of it */
export async function usageOf(text: string, { isRoot, session, isRemote }: Asker): Promise<UsageFacts> {
  const parts = sections(text);
  const addresses = addressesOf(parts.get("addresses") ?? []);
  const facts = await readUsage({
    files: new SentFiles(text),
    sys: "/sys",
    proc: "/proc",
    dev: "/dev",
    run: "/run",
    modules: "/modules",
    addresses: () => addresses,
    sshConnection: session,
    pid: null,
    isPartial: !isRoot || parts.has("late"),
  });
  const { sessionAddress } = facts;
  const isFound = Object.values(addresses).some((list) => sessionAddress !== null && list.includes(sessionAddress));
  if (!isRemote || isFound) return facts;
  const message = "Which interface there carries this connection is not known: a change may cut it without a warning.";
  return { ...facts, problems: [...facts.problems, { attribute: "SSH_CONNECTION", code: "ENOENT", message }] };
}
