/** What a reset did to a function's registers: the configuration space before and after, as named registers. */
import type { ConfigReading } from "../../machine/facts.ts";
import { configSpaceOf } from "../../machine/kernel-view.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import { decodeSpace, type RegisterNode } from "../../pci/decode.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { counted } from "../words.ts";

/** Registers named one by one; beyond that they are counted. */
const MAX_NAMED = 8;

/** By their place, not their path: a chain that changed still has registers where it had them. */
function registersOf(reading: ConfigReading): Map<string, { readonly node: RegisterNode; readonly of: string }> {
  const space = decodeSpace(configSpaceOf(reading) ?? ConfigSpace.empty);
  const parts = [...(space.header === null ? [] : [space.header]), ...space.capabilities];
  return new Map(
    parts.flatMap((part) =>
      part.registers.map((node) => [`${part.key} ${node.offset}`, { node, of: part.short }] as const),
    ),
  );
}

function raw(node: RegisterNode): string {
  return node.raw === null ? "unknown" : `0x${hexDigits(node.raw, node.width * 2)}`;
}

/** A register with the fields that are another now: `Device Control of PCIe: 0x2810 → 0x2010 (Max Payload Size 128 → 256)`. */
function changeText(of: string, before: RegisterNode, after: RegisterNode): string {
  const fields = after.fields.flatMap((field) => {
    const was = before.fields.find(({ path }) => path === field.path);
    return was && was.raw !== field.raw ? [`${field.name} ${was.shown} → ${field.shown}`] : [];
  });
  const which = fields.length === 0 ? "" : ` (${fields.slice(0, 4).join(", ")})`;
  return `${after.name} of ${of}: ${raw(before)} → ${raw(after)}${which}`;
}

/** Sentences on what is another now; one that says so when nothing is, or when it cannot be told. */
export function configChanges(bdf: Bdf, before: ConfigReading, after: ConfigReading): string[] {
  if (after.state === "gone") return [`${bdf} did not come back from the reset.`];
  if (before.state !== "read" || after.state !== "read") {
    return [`The registers of ${bdf} could not be compared before and after the reset.`];
  }
  if (/^f{8}/.test(after.hex) && !/^f{8}/.test(before.hex)) {
    return [`${bdf} answers with all ones since the reset: it does not take part on the bus any more.`];
  }
  const was = registersOf(before);
  const is = registersOf(after);
  const changed = [...is].flatMap(([place, { node, of }]) => {
    const old = was.get(place)?.node;
    return old && old.raw !== node.raw ? [changeText(of, old, node)] : [];
  });
  const missing = [...was.keys()].filter((place) => !is.has(place)).length;
  if (changed.length + missing === 0) return [`The registers of ${bdf} are as they were before the reset.`];
  return [
    `${counted(changed.length + missing, "register")} of ${bdf} ${changed.length + missing === 1 ? "is" : "are"} another since the reset.`,
    ...changed.slice(0, MAX_NAMED).map((text) => `${text}.`),
    ...(changed.length > MAX_NAMED ? [`${changed.length - MAX_NAMED} more registers changed.`] : []),
  ];
}
