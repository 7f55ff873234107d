import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  hex,
  register,
  registersWhen,
  shown,
  uint,
} from "../../layout.ts";
import { formatSize } from "../../sriov.ts";

const ENDPOINT = 0;
const ROOT_PORT = 4;
const UPSTREAM = 5;
const DOWNSTREAM = 6;
const INTEGRATED_ENDPOINT = 9;

const isEndpoint = ({ fn }: CapabilityContext): boolean =>
  fn.portType === ENDPOINT || fn.portType === INTEGRATED_ENDPOINT;
const isPort = ({ fn }: CapabilityContext): boolean =>
  fn.portType === ROOT_PORT || fn.portType === UPSTREAM || fn.portType === DOWNSTREAM;
const notEndpoint = (c: CapabilityContext): boolean => !isEndpoint(c);

const plusOne = (raw: number | bigint): string => String(Number(raw) + 1);
const hex16 = (value: bigint): string => hexDigits(value, 16);
/** lspci shifts a 32-bit 1: the count wraps at 32 and bit 31 makes the number negative. */
const shiftedOne = (bits: number): number => 1 << bits;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.groups": "Maximum number of multicast groups supported.",
  "cap.window": "Value n: the function requests a window of 2^n bytes per group.",
  "cap.ecrc": "Set: the port can regenerate ECRC when it changes the address of a multicast TLP.",
  "ctl.groups": "Number of multicast groups in use.",
  "ctl.enable": "Set: TLPs addressed to the multicast window are delivered to all receivers of their group.",
  "bar.position": "Position of the lowest address bit of the group number.",
  "bar.address": "Base address of the multicast window.",
  "receive.value": "Bit n set: TLPs of group n are accepted.",
  "block.value": "Bit n set: TLPs to group n are blocked.",
  "untranslated.value": "Bit n set: TLPs to group n with untranslated addresses are blocked.",
  "overlay.size": "Value n of 6 or more: the overlay covers 2^n bytes. Below 6: the overlay is disabled.",
  "overlay.address": "Base address substituted in multicast TLPs that leave through this port.",
};

export const MULTICAST: CapabilityDef = {
  key: "mcast",
  space: "extended",
  id: 0x12,
  short: "Multicast",
  title: "Multicast",
  section: "PCIe 6.2 §7.9.11",
  length: (c) => (isEndpoint(c) ? 0x28 : 0x30),
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "Multicast Capability", [
      shown("groups", 5, 0, "MC_Max_Group", plusOne, { access: "RO" }),
      uint("window", 13, 8, "MC_Window_Size_Requested", { access: "RO" }),
      flag("ecrc", 15, "MC_ECRC_Regeneration_Supported", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "Multicast Control", [
      shown("groups", 5, 0, "MC_Num_Group", plusOne, { access: "RW", reset: 0 }),
      flag("enable", 15, "MC_Enable", { access: "RW", reset: 0 }),
    ]),
    register("bar", 0x08, 8, "MC_Base_Address", [
      uint("position", 5, 0, "MC_Index_Position", { access: "RW", reset: 0 }),
      hex("address", 63, 12, "MC_Base_Address", { access: "RW", reset: 0 }),
    ]),
    register("receive", 0x10, 8, "MC_Receive", [hex("value", 63, 0, "MC_Receive", { access: "RW", reset: 0 })]),
    register("block", 0x18, 8, "MC_Block_All", [hex("value", 63, 0, "MC_Block_All", { access: "RW", reset: 0 })]),
    register("untranslated", 0x20, 8, "MC_Block_Untranslated", [
      hex("value", 63, 0, "MC_Block_Untranslated", { access: "RW", reset: 0 }),
    ]),
    ...registersWhen(notEndpoint, [
      register("overlay", 0x28, 8, "MC_Overlay_BAR", [
        uint("size", 5, 0, "MC_Overlay_Size", { access: "RW", reset: 0 }),
        hex("address", 63, 6, "MC_Overlay_BAR", { access: "RW", reset: 0 }),
      ]),
    ]),
  ]),
  derived: [
    {
      id: "window",
      name: "Window asked for",
      of: ["cap.window"],
      show: (c) => (isEndpoint(c) ? `${formatSize(1n << BigInt(c.get("cap.window")))} bytes per group` : null),
    },
  ],
  text: [
    "Multicast\n",
    { need: [0x04, 0x30] },
    "\t\tMcastCap: MaxGroups {cap.groups}",
    {
      when: isEndpoint,
      text: [", WindowSz {cap.window} (", (c) => String(shiftedOne(c.get("cap.window"))), " bytes)"],
    },
    // Only ports get the end of this line.
    { when: isPort, text: [", ECRCRegen{cap.ecrc}\n"] },
    "\t\tMcastCtl: NumGroups {ctl.groups}, Enable{ctl.enable}\n",
    "\t\tMcastBAR: IndexPos {bar.position}, BaseAddr ",
    (c) => hex16(c.u64(0x08) & ~0xfffn),
    "\n\t\tMcastReceiveVec:      {receive}\n",
    "\t\tMcastBlockAllVec:     {block}\n",
    "\t\tMcastBlockUntransVec: {untranslated}\n",
    {
      when: notEndpoint,
      text: [
        "\t\tMcastOverlayBAR: OverlaySize {overlay.size} ",
        (c) => {
          const size = c.get("overlay.size");
          return size >= 6 ? `(${shiftedOne(size)} bytes)` : "(disabled)";
        },
        (c) => `, BaseAddr ${hex16(c.u64(0x28) & ~0x3fn)}\n`,
      ],
    },
  ],
};
