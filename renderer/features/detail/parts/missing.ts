/** Why bytes are missing, in words that follow `is`. */
import type { HostIdentity } from "../../../../shared/machine/facts.ts";

export function missingBecause(identity: HostIdentity): string {
  if (identity.kind === "file") return "not in the file";
  return identity.privileged === false ? "not readable without root" : "not readable";
}
