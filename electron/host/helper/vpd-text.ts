/** Vital product data out of the helper's answer to `vpd`: what the function is, and the bytes as they came. */
import type { VpdReading } from "../../../shared/machine/facts.ts";
import { complaint, sections } from "../usage/sections.ts";
import { vpdProblem } from "../vpd-problem.ts";

/** Addresses have 15 bits. */
const MAX_BYTES = 0x8000;

/** What came before an error, or before the device fell silent, is kept. */
export function parseVpd(text: string): VpdReading {
  const parts = sections(text);
  const state = parts.get("")?.[0]?.split(" ")[1] ?? "";
  if (state === "ENOENT") return { state: "absent" };
  if (state === "asleep") return { state: "asleep" };
  if (state !== "read") return vpdProblem(/^E[A-Z]{2,15}$/.test(state) ? state : "EIO");
  const lines = parts.get("bytes") ?? [];
  const bytes = lines.filter((line) => /^(?: [0-9a-f]{2}){1,16}$/.test(line));
  const hex = bytes
    .join("")
    .replaceAll(" ", "")
    .slice(0, 2 * MAX_BYTES);
  if (hex !== "") return { state: "read", hex };
  if (parts.has("late")) return vpdProblem("ETIMEDOUT");
  const said = lines.flatMap((line) => complaint(line) ?? [])[0];
  return said === undefined ? { state: "absent" } : vpdProblem(said.code);
}
