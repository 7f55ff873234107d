/** What is worth a look in a decoded space: fields whose values their tables call a problem, and damaged lists. Pure. */

import type { ByteRange } from "../../../../shared/pci/config-space.ts";
import type { CapabilityNode, DecodedSpace, FieldNode, RegisterNode } from "../../../../shared/pci/decode.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { offsetText } from "./numbers.ts";

export interface Finding {
  /** Its path, or where the bytes are. */
  readonly key: string;
  /** Path of the field, for a way to it; null for a damaged list. */
  readonly path: string | null;
  /** `PCI Express · Link Status`, `Bytes 102h–103h`. */
  readonly where: Words;
  /** `Current Link Speed: 2.5 GT/s`; empty for a damaged list. */
  readonly what: Words;
  /** Why it is worth a look, in a sentence. */
  readonly why: Words;
  /** The bytes of a damaged list; null for a field, whose path leads to its bytes. */
  readonly range: ByteRange | null;
}

function findingOf(node: CapabilityNode, register: RegisterNode, field: FieldNode): Finding {
  return {
    key: field.path,
    path: field.path,
    where: `${node.short} · ${register.name}`,
    what: field.isFlag ? field.name : COMMON.labelled({ label: field.name, text: field.shown }),
    why: field.problem ?? "",
    range: null,
  };
}

/** `Bytes 102h–103h` */
function rangeText({ start, end }: ByteRange): Words {
  return end - start === 1
    ? DETAIL_WORDS.byte({ at: offsetText(start) })
    : DETAIL_WORDS.bytes({ range: `${offsetText(start)}–${offsetText(end - 1)}` });
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
  decoded.diagnostics.forEach(({ severity, message, range }, index) => {
    if (severity === "note") return;
    found.push({ key: `diagnostic/${index}`, path: null, where: rangeText(range), what: "", why: message, range });
  });
  return found;
}
