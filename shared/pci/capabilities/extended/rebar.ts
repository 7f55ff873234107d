import { type CapabilityContext, type CapabilityDef, type GroupDef, register, shown, uint } from "../../layout.ts";

const ENTRY_SIZE = 8;
const UNITS = ["MB", "GB", "TB", "PB", "EB"];

/** `2^n MB` as lspci writes it: ` 256MB`; above 2^63 bytes it does not know. */
function sizeText(exponent: number): string {
  if (exponent > 43) return " <unknown>";
  const unit = Math.floor(exponent / 10);
  return ` ${1 << (exponent - 10 * unit)}${UNITS[unit]}`;
}

/** Resizable BARs by the first entry, which alone has their number; outside of 1–6 the capability is broken. */
const barCount = (c: CapabilityContext): number => (c.space.u8(c.at + 8) >> 5) & 7;

/** One size for each bit of the Capability register (1 MB–128 TB), then of the Control register (256 TB–8 EB). */
function supported(capability: number, control: number): string {
  let out = "";
  for (let bit = 4; bit < 32; bit++) if ((capability >>> bit) & 1) out += sizeText(bit - 4);
  for (let bit = 16; bit < 32; bit++) if ((control >>> bit) & 1) out += sizeText(bit + 12);
  return out;
}

const sizes =
  (first: number) =>
  (raw: number | bigint): string => {
    let out = "";
    for (let bit = 0; bit < 28; bit++) if ((Number(raw) >>> bit) & 1) out += sizeText(first + bit);
    return out.trimStart() || "none";
  };

function entries(prefix: "" | "VF "): GroupDef {
  const kind = `${prefix}Resizable BAR`;
  return {
    id: "entry",
    name: (index) => `Entry ${index}:`,
    count: (c) => Math.min(6, Math.max(1, barCount(c))),
    limit: 6,
    offset: (index) => 4 + ENTRY_SIZE * index,
    registers: [
      register("cap", 0, 4, `${kind} Capability`, [
        shown("sizes", 31, 4, "Supported sizes", sizes(0), {
          access: "RO",
          help: "Sizes up to 128 TB that the BAR supports.",
        }),
      ]),
      register("ctl", 4, 4, `${kind} Control`, [
        uint("bar", 2, 0, "BAR Index", { access: "RO", help: `${prefix}BAR that this entry describes.` }),
        uint("count", 7, 5, "Number of Resizable BARs", { access: "RO", help: "Valid in the first entry only." }),
        shown("size", 13, 8, "BAR Size", (raw) => sizeText(Number(raw)).trimStart(), {
          access: "RW",
          help: prefix
            ? "Current size of the BAR in each VF; change it only while VF MSE is clear."
            : "Current size of the BAR; change it only while Memory Space Enable is clear.",
        }),
        shown("largeSizes", 31, 16, "Supported sizes above 128TB", sizes(28), {
          access: "RO",
          help: "Sizes above 128 TB that the BAR supports.",
        }),
      ]),
    ],
  };
}

function resizableBar(key: string, id: number, prefix: "" | "VF ", heading: string, section: string): CapabilityDef {
  return {
    key,
    space: "extended",
    id,
    short: `${prefix}ReBAR`,
    title: `${prefix}Resizable BAR`,
    section,
    length: (c) => 4 + ENTRY_SIZE * Math.min(6, Math.max(1, barCount(c))),
    registers: [],
    groups: [entries(prefix)],
    derived: [0, 1, 2, 3, 4, 5].map((index) => ({
      id: `size${index}`,
      name: `Entry ${index}`,
      of: [`entry[${index}].cap`, `entry[${index}].ctl`],
      show: (c: CapabilityContext) => {
        if (index >= barCount(c)) return null;
        const control = c.u32(8 + ENTRY_SIZE * index);
        const all = supported(c.u32(4 + ENTRY_SIZE * index), control).trimStart() || "no sizes";
        return `${prefix}BAR${control & 7}: ${sizeText((control >>> 8) & 0x3f).trimStart()} of ${all}`;
      },
    })),
    text: [
      `${heading} Resizable BAR\n`,
      { need: [4, ENTRY_SIZE], else: ["\t\t<unreadable>\n"] },
      {
        when: (c) => barCount(c) < 1 || barCount(c) > 6,
        text: [(c) => `\t\t<error in resizable BAR: num_bars=${barCount(c)} is out of specification>\n`],
        else: [
          {
            each: "entry",
            text: [
              { need: [0, ENTRY_SIZE], else: ["\t\t<unreadable>\n"] },
              "\t\tBAR {entry.ctl.bar}: current size:",
              (c) => sizeText(c.u8(5) & 0x3f),
              {
                when: (c) => c.u32(0) >>> 4 !== 0 || c.u16(6) !== 0,
                text: [", supported:", (c) => supported(c.u32(0), c.u32(4))],
              },
              "\n",
            ],
          },
        ],
      },
    ],
  };
}

export const RESIZABLE_BAR = resizableBar("rebar", 0x15, "", "Physical", "PCIe 6.2 §7.8.6");
export const VF_RESIZABLE_BAR = resizableBar("vfrebar", 0x24, "VF ", "Virtual", "PCIe 6.2 §7.8.7");
