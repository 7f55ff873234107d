import { type CapabilityContext, type CapabilityDef, hex, register, registersWhen, whole } from "../../layout.ts";

const hasBusNumbers = (c: CapabilityContext): boolean => ((c.u32(0) >>> 16) & 0xf) >= 2;

/** The devices of a bitmap as lspci lists them: a run has its end written only where a clear bit follows it. */
function devices(bitmap: number): string {
  let out = "";
  let run = 0;
  for (let device = 0; device < 32; device++) {
    if ((bitmap >>> device) & 1) {
      if (run === 0) out += `${out === "" ? "" : ","} ${device}`;
      run++;
      continue;
    }
    if (run > 1) out += `-${device - 1}`;
    run = 0;
  }
  return out;
}

export const RCEC: CapabilityDef = {
  key: "rcec",
  space: "extended",
  id: 0x07,
  short: "RCEC",
  title: "Root Complex Event Collector Endpoint Association",
  section: "PCIe 6.2 §7.9.10",
  length: (c) => (hasBusNumbers(c) ? 12 : 8),
  registers: [
    whole("bitmap", 0x04, 4, "Association Bitmap for RCiEPs", {
      access: "HwInit",
      help: "Bit n set: the integrated endpoints with device number n on this bus report to this event collector.",
    }),
    ...registersWhen(hasBusNumbers, [
      register("bus", 0x08, 4, "RCEC Associated Bus Numbers", [
        hex("next", 15, 8, "RCEC Next Bus", {
          access: "HwInit",
          help: "Lowest additional bus number with associated integrated endpoints.",
        }),
        hex("last", 23, 16, "RCEC Last Bus", {
          access: "HwInit",
          help: "Highest additional bus number with associated integrated endpoints; ff–00 together = this bus only.",
        }),
      ]),
    ]),
  ],
  text: [
    "Root Complex Event Collector Endpoint Association\n",
    { need: [0, 12] },
    "\t\tRCiEPBitmap: ",
    { when: "bitmap", text: ["RCiEP at Device(s):", (c) => devices(c.u32(4))], else: ["00000000 [none]"] },
    "\n",
    {
      when: hasBusNumbers,
      text: [
        {
          when: (c) => c.u8(10) === 0x00 && c.u8(9) === 0xff,
          text: ["\t\tAssociatedBusNumbers: ff-00 [none]\n"],
          else: ["\t\tAssociatedBusNumbers: {bus.next}-{bus.last}\n"],
        },
      ],
    },
  ],
};
