/** The helper's answer to `locked`: attributes behind the locks of their devices, one of which may hang. */
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { LockedAnswer } from "../sysfs/locked-reads.ts";
import { complaint } from "../usage/sections.ts";

export interface LockedText {
  /** Texts by `0000:01:00.0/driver_override`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Something hung, so that what would have come after it was not read. */
  readonly late: boolean;
  /** The function whose lock is held by something that does not end, where the answer shows it. */
  readonly stuck: Bdf | null;
}

export function parseLocked(text: string): LockedText {
  const late = /(\n?)=late$/.exec(text);
  const lines = (late ? text.slice(0, late.index) : text).split("\n");
  const texts = new Map<string, string>();
  let last: { readonly bdf: Bdf; readonly key: string } | null = null;
  for (const line of lines) {
    const [, bdf = "", name = "", value = ""] = /^(\S+)\/(driver_override|sriov_vf_total_msix):(.*)$/.exec(line) ?? [];
    if (!isBdf(bdf)) continue;
    last = { bdf, key: `${bdf}/${name}` };
    texts.set(last.key, value.trim());
  }
  // The name is written before the value is read: it is the one that hangs when its line has no end.
  if (late?.[1] !== "" || !last) return { texts, late: late !== null, stuck: null };
  texts.delete(last.key);
  return { texts, late: true, stuck: last.bdf };
}

/** The helper's answer to `ports`: lines of grep, by `0000:01:00.0/net/eth0/phys_port_name`. */
export function parsePorts(text: string): {
  readonly answers: ReadonlyMap<string, LockedAnswer>;
  readonly late: boolean;
} {
  const answers = new Map<string, LockedAnswer>();
  let late = false;
  for (const line of text.split("\n")) {
    if (line === "=late") late = true;
    else if (line.startsWith("grep: ")) {
      const said = complaint(line);
      if (said) answers.set(said.file, { code: said.code });
    } else {
      const [, file, value] = PORT_LINE.exec(line) ?? [];
      if (file !== undefined && value !== undefined) answers.set(file, { text: value.trim() });
    }
  }
  return { answers, late };
}

const PORT_LINE = /^([0-9a-f:.]+\/net\/.+\/phys_(?:port_name|switch_id)):(.*)$/;
