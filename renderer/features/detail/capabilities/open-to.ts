/** Which rows have to be open for a node to be seen. Pure. */
import type { DecodedSpace } from "../../../../shared/pci/decode.ts";
import { ownersOf } from "./find.ts";
import type { StableKeys } from "./stable-keys.ts";

/**
 * The toggled rows with everything above `path` open. Capabilities start closed, so theirs must be in the set;
 * registers start open, so theirs must not.
 */
export function openTo(
  toggled: ReadonlySet<string>,
  decoded: DecodedSpace,
  keys: StableKeys,
  path: string,
): ReadonlySet<string> {
  const { capability, register } = ownersOf(decoded, path);
  const next = new Set(toggled);
  if (capability !== null && capability.path !== path) next.add(keys.keyOf(capability.path));
  if (register !== null && register.path !== path) next.delete(keys.keyOf(register.path));
  return next;
}
