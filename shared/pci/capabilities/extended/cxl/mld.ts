import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { register, uint } from "../../../layout.ts";
import { cxlDvsec } from "./dvsec.ts";

/** More logical devices than this are reserved. */
const MOST = 16;

export const CXL_MLD = cxlDvsec({
  key: "mld",
  id: 9,
  title: "CXL: Multi-Logical Device",
  section: "CXL 3.1 §8.1.10",
  registers: [
    register("count", 0x0a, 2, "Number of LDs Supported", [
      uint("value", 15, 0, "Number of LDs Supported", {
        access: "HwInit",
        help: "Number of logical devices in the device, not counting the fabric manager's; each can be assigned to a different host.",
        problem: (raw) => (raw > MOST ? PCI_PROBLEM_WORDS.cxlTooManyDevices({ most: MOST }) : null),
      }),
    ]),
  ],
  text: [
    "\t\tMLD DVSEC\n",
    { when: (c) => c.u16(0x0a) > 0 && c.u16(0x0a) <= MOST, text: ["\t\tNumLogDevs: {count:d}\n"] },
  ],
});
