/** Vital product data out of the helper's answer to `vpd`: the bytes as they came, or why there are none. */
import type { VpdReading } from "../../../shared/machine/facts.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { complaint, sections } from "./sections.ts";

/** Addresses have 15 bits. */
const MOST_BYTES = 0x8000;

/** What came before an error, or before the device fell silent, is kept. */
export function parseVpd(text: string): VpdReading {
  const parts = sections(text);
  const lines = parts.get("") ?? [];
  if (lines[0] === "absent") return { state: "absent" };
  if (lines[0] === "asleep") return { state: "asleep" };
  const bytes = lines.filter((line) => /^(?: [0-9a-f]{2}){1,16}$/.test(line));
  const hex = bytes
    .join("")
    .replaceAll(" ", "")
    .slice(0, 2 * MOST_BYTES);
  if (hex !== "") return { state: "read", hex };
  if (parts.has("late")) return vpdProblem("ETIMEDOUT");
  const said = lines.flatMap((line) => complaint(line) ?? [])[0];
  return said === undefined ? { state: "absent" } : vpdProblem(said.code);
}
