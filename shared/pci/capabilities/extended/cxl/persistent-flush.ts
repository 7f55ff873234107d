import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type Access, type CapabilityContext, pick, type RegisterDef, register, uint } from "../../../layout.ts";
import { cxlDvsec } from "./dvsec.ts";

const SCALES = ["1us", "10us", "100us", "1ms", "10ms", "100ms", "1s", "10s"];
const SCALE_VALUES: Readonly<Record<number, string>> = Object.fromEntries(SCALES.map((name, i) => [i, name]));

/** @param help which time it is */
function timeRegister(
  id: string,
  offset: number,
  name: string,
  what: string,
  access: Access,
  help: string,
): RegisterDef {
  return register(id, offset, 2, name, [
    uint("base", 3, 0, `${what} Base`, { access, help: `${help}, in units of the scale.` }),
    pick("scale", 11, 8, `${what} Scale`, SCALE_VALUES, {
      access,
      help: "Unit of the base value.",
      problem: (raw) => (raw > 7 ? PCI_PROBLEM_WORDS.reservedScale : null),
    }),
  ]);
}

/** Base times scale as lspci writes it; a reserved scale gets a line of its own first. */
function timeLine(label: string, offset: number) {
  return (c: CapabilityContext): string => {
    const base = c.u8(offset) & 0xf;
    const scale = c.u8(offset + 1) & 0xf;
    const reserved = scale > 7 ? `\t\tReserved time scale encoding ${scale.toString(16)}\n` : "";
    const factor = scale > 7 ? 1 : ([1, 10, 100][scale % 3] ?? 1);
    const unit = ["us", "ms", "s"][Math.floor(scale / 3)];
    return `${reserved}\t\t${label}: ${base * factor}${scale > 7 ? "<?>" : unit}\n`;
  };
}

export const CXL_GPF_PORT = cxlDvsec({
  key: "gpf-port",
  id: 4,
  title: "CXL: GPF DVSEC for Ports",
  section: "CXL 3.1 §8.1.6",
  registers: [
    timeRegister(
      "phase1",
      0x0c,
      "GPF Phase 1 Control",
      "Port GPF Phase 1 Timeout",
      "RW",
      "How long the port waits for all devices below to quiesce",
    ),
    timeRegister(
      "phase2",
      0x0e,
      "GPF Phase 2 Control",
      "Port GPF Phase 2 Timeout",
      "RW",
      "How long the port waits for all devices below to save their data",
    ),
  ],
  text: ["\t\tGPF DVSEC for CXL Ports\n", timeLine("GPF Phase 1 Timeout", 0x0c), timeLine("GPF Phase 2 Timeout", 0x0e)],
});

export const CXL_GPF_DEVICE = cxlDvsec({
  key: "gpf-device",
  id: 5,
  title: "CXL: GPF DVSEC for Devices",
  section: "CXL 3.1 §8.1.7",
  registers: [
    timeRegister(
      "duration",
      0x0a,
      "GPF Phase 2 Duration",
      "Device GPF Phase 2 Time",
      "RO",
      "How long the device needs to save its memory",
    ),
    register("power", 0x0c, 4, "GPF Phase 2 Power", [
      uint("value", 31, 0, "GPF Phase 2 Power", {
        access: "RO",
        unit: "mW",
        help: "Power that the device draws while it saves its memory.",
      }),
    ]),
  ],
  text: [
    "\t\tGPF DVSEC for CXL Devices\n",
    timeLine("GPF Phase 2 Duration", 0x0a),
    "\t\tGPF Phase 2 Power: {power:d}mW\n",
  ],
});
