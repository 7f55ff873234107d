/** How a machine is reached, for a reader: reports keep it as one of a few English phrases. */
import type { HostIdentity } from "../../shared/machine/facts.ts";
import { THIS_MACHINE } from "../../shared/machine/file-name.ts";
import type { Words } from "../../shared/words/message.ts";
import { MACHINE_WORDS } from "../words/machines.ts";

export function connectionWords({ kind, connection }: HostIdentity): Words {
  if (kind === "demo") return MACHINE_WORDS.byDemo;
  return connection === THIS_MACHINE ? MACHINE_WORDS.byThisMachine : connection;
}
