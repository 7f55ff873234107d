/** What a reset did to a function's registers: the configuration space before and after, as named registers. */
import type { ConfigReading } from "../../machine/facts.ts";
import { configSpaceOf } from "../../machine/kernel-view.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import { decodeSpace, type RegisterNode } from "../../pci/decode.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { names } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { OUTCOME_WORDS } from "../../words/texts/outcome.ts";

/** Registers named one by one; beyond that they are counted. */
const MAX_NAMED = 8;
const MAX_FIELDS = 4;

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

function raw(node: RegisterNode): Words {
  return node.raw === null ? COMMON.unknown : `0x${hexDigits(node.raw, node.width * 2)}`;
}

/** A register with the fields that changed: `Device Control of PCIe: 0x2810 → 0x2010 (Max Payload Size 128 → 256)`. */
function changeText(of: string, before: RegisterNode, after: RegisterNode): Words {
  const fields = after.fields.flatMap((field) => {
    const was = before.fields.find(({ path }) => path === field.path);
    return was && was.raw !== field.raw ? [`${field.name} ${was.shown} → ${field.shown}`] : [];
  });
  const values = { register: after.name, of, before: raw(before), after: raw(after) };
  return fields.length === 0
    ? OUTCOME_WORDS.register(values)
    : OUTCOME_WORDS.registerFields({ ...values, fields: names(fields.slice(0, MAX_FIELDS)) });
}

/** Sentences on what changed; one that says so when nothing did, or when it is unknown. */
export function configChanges(bdf: Bdf, before: ConfigReading, after: ConfigReading): Words[] {
  if (after.state === "gone") return [OUTCOME_WORDS.lostInReset({ bdf })];
  if (before.state !== "read" || after.state !== "read") {
    return [OUTCOME_WORDS.notCompared({ bdf })];
  }
  if (/^f{8}/.test(after.hex) && !/^f{8}/.test(before.hex)) {
    return [OUTCOME_WORDS.allOnes({ bdf })];
  }
  const was = registersOf(before);
  const is = registersOf(after);
  const changed = [...is].flatMap(([place, { node, of }]) => {
    const old = was.get(place)?.node;
    return old && old.raw !== node.raw ? [changeText(of, old, node)] : [];
  });
  const missing = [...was.keys()].filter((place) => !is.has(place)).length;
  if (changed.length + missing === 0) return [OUTCOME_WORDS.sameRegisters({ bdf })];
  return [
    OUTCOME_WORDS.changedRegisters({ count: changed.length + missing, bdf }),
    ...changed.slice(0, MAX_NAMED),
    ...(changed.length > MAX_NAMED ? [OUTCOME_WORDS.moreRegisters({ count: changed.length - MAX_NAMED })] : []),
  ];
}
