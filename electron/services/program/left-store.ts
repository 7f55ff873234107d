/** Which functions the user leaves unread, among the settings: by machine, with the card that was meant. */
import { z } from "zod";
import { BdfSchema } from "../../../shared/machine/schema-parts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { LEFT_KEY } from "../../host/left-unread.ts";
import type { LeftStore } from "../machines/host-catalogue.ts";
import type { Settings } from "./settings.ts";

const Stored = z.record(z.string(), z.array(z.strictObject({ bdf: BdfSchema, card: z.string().nullable() })));

/** Some functions are left unread, and which ones cannot be read from these settings. */
export function isLeftUnknown(settings: Settings): boolean {
  return !Stored.safeParse(settings.get()[LEFT_KEY] ?? {}).success;
}

/** @param skip addresses that the command line names, on whatever machine, for this run alone */
export function leftStore(settings: Settings, skip: readonly Bdf[]): LeftStore {
  const read = () => {
    const parsed = Stored.safeParse(settings.get()[LEFT_KEY] ?? {});
    return parsed.success ? parsed.data : {};
  };
  return {
    of: (host) => [...(read()[host] ?? []), ...skip.map((bdf) => ({ bdf, card: null }))],
    keep(host, rules) {
      // Who is named without a card was named on the command line.
      const kept = rules.filter(({ card }) => card !== null).map(({ bdf, card }) => ({ bdf, card }));
      const { [host]: _, ...others } = read();
      settings.set({ [LEFT_KEY]: kept.length === 0 ? others : { ...others, [host]: kept } });
    },
  };
}
