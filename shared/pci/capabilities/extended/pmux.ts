import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, register, shown, uint } from "../../layout.ts";

const ARRAY = 0x10;
const SPEEDS = ["2.5GT/s", "5GT/s", "8GT/s", "16GT/s"];
const CHANNELS = [0, 1, 2, 3];

const protocols = (c: CapabilityContext): number => c.space.u8(c.at + 4) & 0x3f;
const speeds = (raw: number | bigint): string =>
  SPEEDS.filter((_, bit) => (Number(raw) >> bit) & 1).join(", ") || "none";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.count": "Number of protocols besides PCI Express that can share the link.",
  "cap.speeds": "Link speeds at which other protocols can share the link.",
  "ctl.channel0": "Index in the protocol array of the protocol assigned to channel 0; 0 = none.",
  "ctl.channel1": "Index in the protocol array of the protocol assigned to channel 1; 0 = none.",
  "ctl.channel2": "Index in the protocol array of the protocol assigned to channel 2; 0 = none.",
  "ctl.channel3": "Index in the protocol array of the protocol assigned to channel 3; 0 = none.",
  "sta.speed0": "Set: channel 0 is disabled because its protocol does not support the current link speed.",
  "sta.speed1": "Set: channel 1 is disabled because its protocol does not support the current link speed.",
  "sta.speed2": "Set: channel 2 is disabled because its protocol does not support the current link speed.",
  "sta.speed3": "Set: channel 3 is disabled because its protocol does not support the current link speed.",
  "sta.width0": "Set: channel 0 is disabled because its protocol does not support the current link width.",
  "sta.width1": "Set: channel 1 is disabled because its protocol does not support the current link width.",
  "sta.width2": "Set: channel 2 is disabled because its protocol does not support the current link width.",
  "sta.width3": "Set: channel 3 is disabled because its protocol does not support the current link width.",
  "sta.protocol0": "Set: channel 0 is disabled for a protocol-specific reason.",
  "sta.protocol1": "Set: channel 1 is disabled for a protocol-specific reason.",
  "sta.protocol2": "Set: channel 2 is disabled for a protocol-specific reason.",
  "sta.protocol3": "Set: channel 3 is disabled for a protocol-specific reason.",
};

/** What an entry of the protocol list means. */
const ENTRY_HELP: HelpTexts = {
  "ids.protocol": "Protocol number assigned by the authority.",
  "ids.authority": "Organization that assigned the protocol number.",
};

export const PMUX: CapabilityDef = {
  key: "pmux",
  space: "extended",
  id: 0x1a,
  short: "PMUX",
  title: "Protocol Multiplexing",
  section: "PCIe 5.0 Appendix G",
  length: (c) => ARRAY + 4 * protocols(c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "PMUX Capability", [
      uint("count", 5, 0, "PMUX Protocol Array Size", { access: "RO" }),
      shown("speeds", 15, 8, "PMUX Supported Link Speeds", speeds, { access: "RO" }),
    ]),
    register(
      "ctl",
      0x08,
      4,
      "PMUX Control",
      CHANNELS.map((n) => uint(`channel${n}`, 8 * n + 5, 8 * n, `PMUX Channel ${n} Assignment`, { access: "RW" })),
    ),
    register(
      "sta",
      0x0c,
      4,
      "PMUX Status",
      CHANNELS.flatMap((n) => [
        flag(`speed${n}`, 8 * n, `PMUX Channel ${n} Disabled: Link Speed`, { access: "RO" }),
        flag(`width${n}`, 8 * n + 1, `PMUX Channel ${n} Disabled: Link Width`, { access: "RO" }),
        flag(`protocol${n}`, 8 * n + 2, `PMUX Channel ${n} Disabled: Protocol Specific`, { access: "RO" }),
      ]),
    ),
  ]),
  groups: [
    {
      id: "entry",
      name: (index) => `Protocol ${index + 1}:`,
      count: protocols,
      limit: 63,
      offset: (index) => ARRAY + 4 * index,
      registers: withHelp(ENTRY_HELP, [
        register("ids", 0, 4, "PMUX Protocol Array Entry", [
          hex("protocol", 15, 0, "Protocol ID", { access: "RO" }),
          hex("authority", 31, 16, "Authority ID", { access: "RO" }),
        ]),
      ]),
    },
  ],
  text: ["Protocol Multiplexing <?>\n"],
};
