/** How the controller of an NVMe VF stands, as far as its PF tells. Pure. */
import type { NvmeVfs } from "../../shared/machine/facts.ts";

/** `reading`: it is not known yet. `unknown`: it was read, and its PF does not tell. */
export type VfController = "online" | "offline" | "reading" | "unknown";

/** @param told null = its PF is not read yet */
export function controllerOf(told: NvmeVfs | null | undefined, index: number | null): VfController {
  if (told === null) return "reading";
  if (told === undefined || told.state === "unread") return "unknown";
  const own = told.vfs.find(({ vf }) => vf === index);
  return own === undefined ? "unknown" : own.online ? "online" : "offline";
}
