/** Who and what uses the far machine, out of the helper's answer to `usage`, by the code that reads our own. */
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { readUsage } from "../local/usage/read-usage.ts";
import { addressesOf } from "./addresses.ts";
import { sections } from "./sections.ts";
import { SentFiles } from "./sent-files.ts";

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
  const files = new SentFiles(text);
  const addresses = addressesOf({
    lines: parts.get("addresses") ?? [],
    route: files.text("/proc/net/route") ?? "",
    inet6: files.text("/proc/net/if_inet6") ?? "",
    session,
  });
  const facts = await readUsage({
    files,
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
