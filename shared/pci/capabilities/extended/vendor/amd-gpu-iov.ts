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

/** What each engine reports: as something that can happen, and as something that has happened. */
const EVENTS = [
  ["Done", "Command Complete", "completes a command", "completed a command"],
  ["Recovered", "Hang Self-Recovered", "recovers from a hang", "recovered from a hang"],
  ["Flr", "Hang Needs FLR", "hangs and needs an FLR", "hung and needs an FLR"],
  ["Busy", "VM Busy Transition", "changes its VM Busy state", "changed its VM Busy state"],
] as const;
const ENGINES = [
  ["gfx", 0, "GFX"],
  ["uvd", 8, "UVD"],
  ["vce", 16, "VCE"],
] as const;

function interrupts(
  extras: typeof switched | typeof told,
  said: (who: string, happens: string, happened: string) => string,
): FieldDef[] {
  const ofEngines = ENGINES.flatMap(([engine, bit, name]) =>
    EVENTS.map(([event, words, happens, happened], index) =>
      flag(`${engine}${event}`, bit + index, `${name} ${words}`, { ...extras, help: said(name, happens, happened) }),
    ),
  );
  return [
    ...ofEngines,
    flag("mailboxAck", 24, "Mailbox Transmit Acknowledged", {
      ...extras,
      help: said("a VF", "acknowledges the PF's message", "acknowledged the PF's message"),
    }),
    flag("mailboxValid", 25, "Mailbox Receive Valid", {
      ...extras,
      help: said("a VF", "sends a message to the PF", "sent a message to the PF"),
    }),
  ];
}

const FB_HELP: HelpTexts = {
  size: "GPU memory of this VF; the unit depends on the GPU generation. 0 = none.",
  offset: "Start of this VF's part of GPU memory, in the same unit.",
};

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "shadow.enable": "VF Enable of the SR-IOV capability, as seen by the GPU's scheduler.",
  "shadow.count": "NumVFs of the SR-IOV capability, as seen by the GPU's scheduler.",
  "reset.pf": "Set: resets the PF only.",
  "mailbox0.vf": "Index of the VF that the message is for; 0 = the first VF.",
  "mailbox0.send": "Message from the PF to the VF.",
  "mailbox0.valid": "Set: the message is ready to be read.",
  "mailbox0.received": "Message from the VF to the PF.",
  "mailbox0.ack": "Set: the PF has read the message.",
  "mailbox2.ack": "Set: the message that the PF sent has been read.",
  "mailbox2.valid": "Set: a message for the PF itself is waiting.",
  "context.size": "Memory that holds the state of one VF while another VF uses the engines.",
  "context.place": "Memory in which that state is saved.",
  "context.offset": "Start of the saved state, in units of 1 KB.",
  "fb.available": "GPU memory that can be assigned to VFs; the unit depends on the GPU generation.",
  "fb.consumed": "GPU memory already assigned to VFs, in the same unit.",
  "offsets.uvd": "Offset of the video decoder scheduler's registers from the start of the capability.",
  "offsets.vce": "Offset of the video encoder scheduler's registers from the start of the capability.",
  "offsets.gfx": "Offset of the graphics scheduler's registers from the start of the capability.",
  "offsets.uvd1": "Offset of the second video decoder scheduler's registers; 0 = no second decoder.",
};

/** A mailbox's flags of each of 16 VFs. */
function mailboxFields(): FieldDef[] {
  return Array.from({ length: 16 }, (_, vf) => [
    flag(`vf${vf}Ack`, 2 * vf, `VF${vf} Transmit Acknowledged`, {
      access: "RO",
      help: `Set: VF ${vf} has read the message sent to it.`,
    }),
    flag(`vf${vf}Valid`, 2 * vf + 1, `VF${vf} Receive Valid`, {
      access: "RO",
      help: `Set: VF ${vf} has a message for the PF.`,
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
        interrupts(switched, (who, happens) => `Set: an interrupt is raised when ${who} ${happens}.`),
      ),
      register(
        "status",
        0x10,
        4,
        "Interrupt Status",
        interrupts(told, (who, _, happened) => `Set: ${who} ${happened}.`),
      ),
      register("mailbox1", 0x1c, 4, "Mailboxes of VFs", mailboxFields()),
    ]),
  ],
  groups: [MEMORY],
  text: VSEC_TEXT,
};
