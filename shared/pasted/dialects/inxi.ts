/** inxi, which many forums ask for: `Device-1: Intel I350 … driver: igb … bus-ID: 01:00.0 chip-ID: 8086:1521 class-ID: 0200`. */
import { type Bdf, parseBdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";
import type { TextFacts } from "../text-facts.ts";
import { hexOf } from "./address-patterns.ts";

/** It breaks its lines to the terminal's width. */
const MOST_LINES = 8;
const LONGEST_LINE = 400;
const BEGINS = /(?:^|: )(?:Device-|Card-)\d{1,3}: /;
const PLACE = /\bbus-ID: ([0-9a-f]{2,4}:[0-9a-f:.]{4,10})/i;

export const INXI: Dialect = {
  name: "inxi -x",
  start: (sink) => {
    let said = "";
    let lines = 0;
    let bdf: Bdf | null = null;
    return (line) => {
      const { text } = line;
      if (text.length > LONGEST_LINE) return false;
      if (BEGINS.test(text)) {
        said = "";
        lines = 0;
        bdf = null;
      } else if (lines === 0 || lines > MOST_LINES || text === "") {
        lines = 0;
        return false;
      }
      lines += 1;
      said = said === "" ? text : `${said} ${text}`;
      bdf ??= parseBdf(PLACE.exec(said)?.[1] ?? "");
      if (bdf !== null) sink.mention(bdf, line).tell(factsOf(said));
      return bdf !== null;
    };
  },
};

function factsOf(said: string): Partial<TextFacts> {
  const [, vendor, device] = /\bchip-ID: ([0-9a-f]{4}):([0-9a-f]{4})\b/i.exec(said) ?? [];
  const code = /\bclass-ID: ([0-9a-f]{2})([0-9a-f]{2})\b/i.exec(said);
  const driver = /\bdriver: ([\w-]{1,40})/.exec(said)?.[1];
  const name = /\bIF: ([\w.-]{1,40})/.exec(said)?.[1];
  const known = driver === undefined || driver === "N" ? {} : { driver };
  return {
    ...known,
    ...(vendor === undefined || device === undefined ? {} : { vendor: hexOf(vendor), device: hexOf(device) }),
    ...(code === null ? {} : { class: hexOf(`${code[1]}${code[2]}`) }),
    ...(name === undefined ? {} : { interfaces: [name] }),
  };
}
