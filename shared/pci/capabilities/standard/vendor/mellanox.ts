import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../../layout.ts";
import { UNKNOWN_CONTENT, VENDOR_LENGTH } from "./generic.ts";

const MELLANOX = 0x15b3;
/** Up to the end of the data register. */
const LENGTH = 0x18;

/** mstflint: mtcr_ul/mtcr_ul_com.c, address_space_t. */
const SPACES: Readonly<Record<number, string>> = {
  1: "extended commands",
  2: "CR space",
  3: "commands",
  4: "initialization segment",
  5: "expansion ROM",
  6: "CR space, not disturbing",
  7: "CR space for a dump",
  10: "semaphores",
  12: "recovery",
  15: "MAC",
};

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "type.value": "What the gateway accesses: the running device, or one whose firmware needs recovery.",
  "control.space": "Address space of the device that Address and Data access.",
  "control.sizeValid": "Set: Address holds the size of the space that was just selected.",
  "control.status": "0 = the selected space is not accessible. Any other value = accessible.",
  counter: "Changes with each read. Writing the value to the semaphore acquires the gateway.",
  semaphore: "0 = the gateway is free. Any other value is the number it was acquired with.",
  "address.address": "Address in the space of the next doubleword to read or write.",
  "address.syndrome": "Set: the device refused the access.",
  "address.flag":
    "For a write, set by software and cleared when the write is done. For a read, set when the data is ready.",
  data: "Last value moved through the gateway. Further reads would require writes, which this view does not do.",
};

/** The gateway to a ConnectX or BlueField's own registers (kernel: mlx5/core/lib/pci_vsc.c): its layout, as it stands. */
export const MELLANOX_GATEWAY: CapabilityDef = {
  key: "vndr.mellanox",
  space: "standard",
  id: 0x09,
  short: "NVIDIA gateway",
  title: "NVIDIA (Mellanox) device gateway",
  section: "kernel: drivers/net/ethernet/mellanox/mlx5/core/lib/pci_vsc.c; mstflint: mtcr_ul",
  match: (c) => c.fn.vendor === MELLANOX && c.u8(2) >= LENGTH,
  length: (c) => Math.max(LENGTH, c.u8(2)),
  registers: withHelp(HELP, [
    VENDOR_LENGTH,
    register("type", 3, 1, "Type", [
      pick("value", 7, 0, "Type", { 0: "functional", 2: "recovery" }, { access: "RO", other: "unknown" }),
    ]),
    register("control", 4, 4, "Control", [
      pick("space", 15, 0, "Space", SPACES, { access: "RW" }),
      flag("sizeValid", 28, "Size Valid", { access: "RO" }),
      uint("status", 31, 29, "Status", { access: "RO" }),
    ]),
    whole("counter", 8, 4, "Counter", { access: "RO" }),
    whole("semaphore", 0x0c, 4, "Semaphore", { access: "RW" }),
    register("address", 0x10, 4, "Address", [
      hex("address", 29, 0, "Address", { access: "RW" }),
      flag("syndrome", 30, "Syndrome", { access: "RO" }),
      flag("flag", 31, "Flag", { access: "RW" }),
    ]),
    whole("data", 0x14, 4, "Data", { access: "RW" }),
  ]),
  text: [`Vendor Specific Information: ${UNKNOWN_CONTENT}`],
};
