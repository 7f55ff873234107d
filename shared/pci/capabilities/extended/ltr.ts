import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type CapabilityContext, type CapabilityDef, pick, register, uint } from "../../layout.ts";

/** Nanoseconds for one unit of a latency value, by its scale; 6 and 7 are not permitted. */
const SCALES = { 0: "1 ns", 1: "32 ns", 2: "1024 ns", 3: "32768 ns", 4: "1048576 ns", 5: "33554432 ns" };

/** lspci shifts a 32-bit 1 by five bits for each step of the scale, whose count wraps at 32. */
function nanoseconds(value: number, scale: number): number {
  return value * ((1 << (5 * scale)) >>> 0);
}

function latencyRegister(id: string, offset: number, name: string) {
  return register(id, offset, 2, name, [
    uint("value", 9, 0, "Latency Value", {
      access: "RW",
      reset: 0,
      help: "Multiplied by the scale: the maximum latency that the function may report as tolerable.",
    }),
    pick("scale", 12, 10, "Latency Scale", SCALES, {
      access: "RW",
      reset: 0,
      help: "Unit of the latency value, from 1 ns to about 34 ms.",
      problem: (raw) => (raw > 5 ? PCI_PROBLEM_WORDS.reservedScale : null),
    }),
  ]);
}

const lspciTime =
  (id: string) =>
  (c: CapabilityContext): string =>
    String(nanoseconds(c.get(`${id}.value`), c.get(`${id}.scale`)));

function derivedTime(id: string, name: string) {
  return {
    id: `${id}Time`,
    name,
    of: [id],
    show: (c: CapabilityContext): string | null => {
      const scale = c.get(`${id}.scale`);
      return scale > 5 ? null : `${nanoseconds(c.get(`${id}.value`), scale)} ns`;
    },
  };
}

export const LTR: CapabilityDef = {
  key: "ltr",
  space: "extended",
  id: 0x18,
  short: "LTR",
  title: "Latency Tolerance Reporting",
  section: "PCIe 6.2 §7.8.2",
  length: 8,
  registers: [
    latencyRegister("snoop", 0x04, "Max Snoop Latency"),
    latencyRegister("noSnoop", 0x06, "Max No-Snoop Latency"),
  ],
  derived: [
    derivedTime("snoop", "Largest tolerance the function may ask for, snooped"),
    derivedTime("noSnoop", "Largest tolerance the function may ask for, not snooped"),
  ],
  text: [
    "Latency Tolerance Reporting\n",
    { need: [0x04, 4] },
    "\t\tMax snoop latency: ",
    lspciTime("snoop"),
    "ns\n\t\tMax no snoop latency: ",
    lspciTime("noSnoop"),
    "ns\n",
  ],
};
