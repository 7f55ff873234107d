/** Turns polls and udev's word into few events: changes that come close together are told together. */

import { type Bdf, compareBdf } from "../../../shared/pci/bdf.ts";
import { READING_WORDS } from "../../../shared/words/texts/reading.ts";
import type { HostEvent } from "../access.ts";
import type { AttributeReader } from "../sysfs/attribute-reader.ts";
import { BusPoll } from "./poll.ts";
import { monitorUdev } from "./udev-monitor.ts";

interface WatchOptions {
  readonly root: string;
  readonly reader: AttributeReader;
  readonly pollMs: number;
  /** Changes within this time are told as one event. */
  readonly gatherMs: number;
  /** Listen to udev as well: only for the kernel's own sysfs. */
  readonly udev: boolean;
}

/** @returns ends it: no event comes afterwards and nothing is left running */
export function watchBus(options: WatchOptions, listener: (event: HostEvent) => void): () => void {
  const poll = new BusPoll(options.reader, options.root);
  const gathered = new Set<Bdf>();
  let pollTimer: NodeJS.Timeout | null = null;
  let gatherTimer: NodeJS.Timeout | null = null;
  let lost = false;
  let ended = false;

  const tell = () => {
    gatherTimer = null;
    const bdfs = [...gathered].sort(compareBdf);
    gathered.clear();
    if (!ended && !lost) listener({ kind: "changed", bdfs });
  };
  const gather = (bdfs: Iterable<Bdf>) => {
    for (const bdf of bdfs) gathered.add(bdf);
    if (gathered.size > 0 && gatherTimer === null) gatherTimer = setTimeout(tell, options.gatherMs);
  };
  const turn = async () => {
    const result = await poll.look();
    if (ended) return;
    if (result.state === "lost") {
      if (!lost)
        listener({
          kind: "lost",
          reason: READING_WORDS.pciListFailed({ folder: `${options.root}/bus/pci`, code: result.code }),
        });
      lost = true;
    } else {
      if (lost) {
        lost = false;
        listener({ kind: "back" });
      }
      gather(result.changed);
    }
    // A listener may have ended the watch.
    if (!ended) pollTimer = setTimeout(turn, options.pollMs);
  };
  const endMonitor = options.udev ? monitorUdev((bdf) => gather([bdf])) : () => {};
  void turn();
  return () => {
    ended = true;
    if (pollTimer) clearTimeout(pollTimer);
    if (gatherTimer) clearTimeout(gatherTimer);
    endMonitor();
  };
}
