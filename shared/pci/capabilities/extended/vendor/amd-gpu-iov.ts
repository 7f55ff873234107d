import { type HelpTexts, withFieldHelp, withHelp } from "../../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  type GroupDef,
  hex,
  pick,
  register,
  uint,
} from "../../../layout.ts";
import { statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

const AMD = 0x1002;
/** S7150 and S7150 X2 (Tonga), whose registers lie otherwise (GIM 2017: gim_pci.h). */
const TONGA: readonly number[] = [0x6929, 0x692b];
const OFFSETS = 0x2c;

const switched = { access: "RW", reset: 0 } as const;
const told = { access: "RW1C", reset: 0 } as const;

/** What each engine reports. */
const EVENTS = [
  ["Done", "Command Complete", "has finished a command"],
  ["Recovered", "Hang Self-Recovered", "hung and recovered alone"],
  ["Flr", "Hang Needs FLR", "hangs and needs an FLR"],
  ["Busy", "VM Busy Transition", "changed its VM Busy"],
] as const;
const ENGINES = [
  ["gfx", 0, "GFX"],
  ["uvd", 8, "UVD"],
  ["vce", 16, "VCE"],
] as const;

function interrupts(extras: typeof switched | typeof told, verb: (event: string) => string): FieldDef[] {
  const ofEngines = ENGINES.flatMap(([engine, bit, name]) =>
    EVENTS.map(([event, words, help], index) =>
      flag(`${engine}${event}`, bit + index, `${name} ${words}`, { ...extras, help: verb(`${name} ${help}`) }),
    ),
  );
  return [
    ...ofEngines,
    flag("mailboxAck", 24, "Mailbox Transmit Acknowledged", { ...extras, help: verb("a VF took the PF's message") }),
    flag("mailboxValid", 25, "Mailbox Receive Valid", { ...extras, help: verb("a VF has a message for the PF") }),
  ];
}

const FB_HELP: HelpTexts = {
  size: "How much of the card's memory this VF has, in units that depend on the generation of GPU; 0: none.",
  offset: "Where in the card's memory the VF's part begins, in the same units.",
};

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "shadow.enable": "VF Enable of the SR-IOV capability, as the scheduler sees it.",
  "shadow.count": "NumVFs of the SR-IOV capability, as the scheduler sees it.",
  "reset.pf": "Set: reset the PF alone.",
  "mailbox0.vf": "Which VF the message is for; 0 is the first.",
  "mailbox0.send": "What the PF tells the VF.",
  "mailbox0.valid": "Set: the message is there to be read.",
  "mailbox0.received": "What the VF tells the PF.",
  "mailbox0.ack": "Set: the PF has read it.",
  "mailbox2.ack": "Set: the PF's own message was read.",
  "mailbox2.valid": "Set: there is a message for the PF itself.",
  "context.size": "How much memory the state of one VF takes while another has the engines.",
  "context.place": "Where that state is kept.",
  "context.offset": "Where it begins, in units of 1 KB.",
  "fb.available": "How much of the card's memory can be given to VFs, in units that depend on the generation of GPU.",
  "fb.consumed": "How much of it was given to VFs.",
  "offsets.uvd": "Where the registers of the video decoder's scheduler begin, from the capability's start.",
  "offsets.vce": "Where the registers of the video encoder's scheduler begin, from the capability's start.",
  "offsets.gfx": "Where the registers of the graphics scheduler begin, from the capability's start.",
  "offsets.uvd1": "Where those of a second video decoder begin; 0: there is none.",
};

/** A mailbox's flags of each of 16 VFs. */
function mailboxFields(): FieldDef[] {
  return Array.from({ length: 16 }, (_, vf) => [
    flag(`vf${vf}Ack`, 2 * vf, `VF${vf} Transmit Acknowledged`, {
      access: "RO",
      help: `VF ${vf} has read its message.`,
    }),
    flag(`vf${vf}Valid`, 2 * vf + 1, `VF${vf} Receive Valid`, {
      access: "RO",
      help: `VF ${vf} has a message for the PF.`,
    }),
  ]).flat();
}

/** Where the first scheduler's registers begin: that tells the two generations apart. */
function firstScheduler(c: CapabilityContext): number {
  const offsets = [0, 1, 2].map((byte) => c.space.u8(c.at + OFFSETS + byte)).filter((offset) => offset > 0);
  return offsets.length === 0 ? 0 : Math.min(...offsets);
}

/** First VF's memory and how many VFs have some: nbio 6.1 and 7.0, then nbio 2.3 and later (Navi). */
function memoryPlace(c: CapabilityContext): { readonly start: number; readonly count: number } {
  switch (firstScheduler(c)) {
    case 0x70:
      return { start: 0x30, count: 16 };
    case 0xc0:
      return { start: 0x38, count: 31 };
    default:
      return { start: 0, count: 0 };
  }
}

const MEMORY: GroupDef = {
  id: "memory",
  name: (index) => `VF ${index}:`,
  count: (c) => {
    const { start, count } = memoryPlace(c);
    return Math.max(0, Math.min(count, Math.floor((statedLength(c) - start) / 4)));
  },
  limit: 31,
  offset: (index, c) => memoryPlace(c).start + 4 * index,
  registers: [
    register("fb", 0, 4, "Frame Buffer", [
      ...withFieldHelp(FB_HELP, [
        uint("size", 15, 0, "Size", { access: "RW", reset: 0 }),
        hex("offset", 31, 16, "Offset", { access: "RW", reset: 0 }),
      ]),
    ]),
  ],
};

/** How an AMD GPU is shared out to its VFs (kernel: amd/include/asic_reg/nbio, *_HDR_GPUIOV_*; GIM: navi32_gpuiov.h). */
export const AMD_GPU_IOV: CapabilityDef = {
  key: "vsec.amd-gpu-iov",
  space: "extended",
  id: 0x0b,
  short: "AMD GPU-IOV",
  title: "AMD GPU I/O Virtualization",
  section: "kernel: amd/include/asic_reg/nbio (HDR_GPUIOV); GIM: navi32_gpuiov.h",
  match: (c) => c.fn.vendor === AMD && vsecId(c) === 0x02 && !TONGA.includes(c.fn.device),
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength([
      ...withHelp(HELP, [
        register("shadow", 0x08, 4, "SR-IOV Shadow", [
          flag("enable", 0, "VF Enable", switched),
          uint("count", 31, 16, "NumVFs", switched),
        ]),
        register("reset", 0x14, 4, "Reset Control", [flag("pf", 0, "Soft PF FLR", switched)]),
        register("mailbox0", 0x18, 4, "Mailbox", [
          uint("vf", 7, 0, "VF Index", switched),
          hex("send", 11, 8, "Transmit Message", switched),
          flag("valid", 15, "Transmit Valid", switched),
          hex("received", 19, 16, "Received Message", { access: "RO" }),
          flag("ack", 24, "Receive Acknowledge", switched),
        ]),
        register("mailbox2", 0x20, 4, "Mailbox of the PF", [
          flag("ack", 0, "PF Transmit Acknowledged", { access: "RO" }),
          flag("valid", 1, "PF Receive Valid", { access: "RO" }),
        ]),
        register("context", 0x24, 4, "Context", [
          uint("size", 6, 0, "Context Size", switched),
          pick("place", 7, 7, "Location", { 0: "the card's memory", 1: "system memory" }, switched),
          hex("offset", 31, 10, "Context Offset", switched),
        ]),
        register("fb", 0x28, 4, "Total Frame Buffer", [
          uint("available", 15, 0, "Total Available", { access: "RO" }),
          uint("consumed", 31, 16, "Total Consumed", switched),
        ]),
        register("offsets", OFFSETS, 4, "Scheduler Offsets", [
          hex("uvd", 7, 0, "UVD Scheduler", { access: "RO" }),
          hex("vce", 15, 8, "VCE Scheduler", { access: "RO" }),
          hex("gfx", 23, 16, "GFX Scheduler", { access: "RO" }),
          hex("uvd1", 31, 24, "UVD 1 Scheduler", { access: "RO" }),
        ]),
      ]),
      register(
        "enable",
        0x0c,
        4,
        "Interrupt Enable",
        interrupts(switched, (event) => `Set: an interrupt when ${event}.`),
      ),
      register(
        "status",
        0x10,
        4,
        "Interrupt Status",
        interrupts(told, (event) => `Set since it happened: ${event}.`),
      ),
      register("mailbox1", 0x1c, 4, "Mailboxes of VFs", mailboxFields()),
    ]),
  ],
  groups: [MEMORY],
  text: VSEC_TEXT,
};
