/** The helper's answer to `locked`: attributes behind the locks of their devices, one of which may hang. */
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";

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
