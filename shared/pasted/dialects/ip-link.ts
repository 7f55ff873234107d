/** `ip link`: of whom an interface is, where `-d` has it said, and how many VFs it lists. */
import type { Dialect } from "../dialect.ts";
import { bdfOf, WHOLE_ADDRESS } from "./address-patterns.ts";

const INTERFACE = /^\s*\d{1,9}: ([^\s:@]{1,40})(?:@[^\s:]{1,40})?: </;
const PARENT = new RegExp(`\\sparentbus pci parentdev (${WHOLE_ADDRESS})(?:\\s|$)`, "i");
const VF = /^\s*vf (\d{1,5}) /;
const DETAIL = /^\s*(?:link\/|inet6? |altname |alias |valid_lft |[RT]X\b|vf \d|[\d ]{1,200}$)/;

export const IP_LINK: Dialect = {
  name: "ip link",
  start: (sink) => {
    let name: string | null = null;
    return (line) => {
      const { text } = line;
      const found = text.includes(": <") ? INTERFACE.exec(text)?.[1] : undefined;
      if (found !== undefined) {
        sink.close();
        name = found;
        return true;
      }
      if (name === null) return false;
      const parent = text.includes(" parentdev ") ? PARENT.exec(text)?.[1] : undefined;
      if (parent !== undefined) {
        sink.mention(bdfOf(parent), line).tell({ interfaces: [name] });
        return true;
      }
      const vf = VF.exec(text)?.[1];
      // It lists those that are on, from 0 to the last.
      if (vf !== undefined) sink.current?.tell({ sriov: { numVfs: Number(vf) + 1 } });
      if (vf !== undefined || DETAIL.test(text)) return true;
      name = null;
      return false;
    };
  },
};
