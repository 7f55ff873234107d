/** What is worth a look in a decoded space: fields whose values their tables call a problem, and damaged lists. Pure. */
import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import type { CapabilityNode, DecodedSpace, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import { offsetText } from "./numbers.ts";

export interface Finding {
  /** Path of the field, for a way to it; null for a damaged list. */
  readonly path: string | null;
  /** `PCI Express · Link Status`, `Bytes 102h–103h`. */
  readonly where: string;
  /** `Current Link Speed: 2.5 GT/s`; empty for a damaged list. */
  readonly what: string;
  /** Why it is worth a look, in a sentence. */
  readonly why: string;
  /** The bytes of a damaged list; null for a field, whose path leads to its bytes. */
  readonly range: ByteRange | null;
}

function findingOf(node: CapabilityNode, register: RegisterNode, field: FieldNode): Finding {
  const value = field.isFlag ? "" : `: ${field.shown}`;
  return {
    path: field.path,
    where: `${node.short} · ${register.name}`,
    what: `${field.name}${value}`,
    why: field.problem ?? "",
    range: null,
  };
}

/** `Bytes 102h–103h` */
function rangeText({ start, end }: ByteRange): string {
  return end - start === 1 ? `Byte ${offsetText(start)}` : `Bytes ${offsetText(start)}–${offsetText(end - 1)}`;
}

/** Where and why something is odd, in the order of the structures. */
export function findingsOf(decoded: DecodedSpace): Finding[] {
  const found: Finding[] = [];
  const structures = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  for (const node of structures) {
    for (const register of node.registers) {
      for (const field of register.fields) if (field.problem !== null) found.push(findingOf(node, register, field));
    }
  }
  for (const { severity, message, range } of decoded.diagnostics) {
    if (severity !== "note") found.push({ path: null, where: rangeText(range), what: "", why: message, range });
  }
  return found;
}
