import { withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, shown, uint } from "../../../layout.ts";
import { UNKNOWN_CONTENT, VENDOR_LENGTH } from "./generic.ts";
import { INTEL_HELP } from "./intel-help.ts";

const INTEL = 0x8086;
const CAPABILITIES = 0;
const FEATURE_DETECTION = 1;
/** The registers below are those of the second Core generation and later. */
const KNOWN_VERSION = 1;

const typeOf = (c: CapabilityContext): number => c.u8(3) >> 4;
const isKnown = (c: CapabilityContext): boolean => (c.u8(3) & 0xf) === KNOWN_VERSION;
const atLeast = (length: number) => (c: CapabilityContext) => isKnown(c) && c.u8(2) >= length;

const KIND = register("kind", 3, 1, "Type and Version", [
  uint("version", 3, 0, "Version", { access: "RO", help: "Layout of what follows. Only version 1 is decoded." }),
  pick(
    "type",
    7,
    4,
    "Type",
    { 0: "capabilities", 1: "feature detection" },
    { access: "RO", other: "unknown", help: "Determines what the rest of the capability is." },
  ),
]);

/** Gigabytes per channel: each step down is a quarter. */
function memoryLimit(raw: number | bigint): string {
  const code = Number(raw);
  return code === 0 ? "Unlimited" : `${(512 << ((3 - code) * 2)) / 1024}GB/chan`;
}

function ddr3Limit(raw: number | bigint): string {
  const code = Number(raw);
  if (code === 0) return "Disabled";
  return code === 7 ? "Unlimited" : `${(6 + code) * 200}MHz`;
}

const megahertz = (steps: number): string => `${Math.floor((steps * 2666) / 10)}MHz`;

/** lspci takes the frequency out of the lowest field, whichever field says that there is a limit. */
function limitText(code: number, c: CapabilityContext): string {
  return code === 0 ? "Unlimited" : megahertz(c.u32(12) & 0xf);
}
const ownLimit = (raw: number | bigint): string => (Number(raw) === 0 ? "Unlimited" : megahertz(Number(raw)));

const CAP_A = register(
  "capa",
  4,
  4,
  "CAPID0_A",
  [
    flag("ddr3l", 0, "DDR3L Enable"),
    flag("ddrwrtvref", 1, "DDR Write Vref Enable"),
    flag("ocen", 2, "Overclocking Enable"),
    flag("ddroccap", 3, "DDR Overclocking Capable"),
    uint("crid", 7, 4, "Compatibility Revision ID"),
    uint("cdid", 9, 8, "Compatibility Device ID"),
    flag("igdis", 11, "Internal Graphics Disable"),
    flag("pdcdis", 12, "Per-DIMM Channel Disable"),
    flag("x2apic", 13, "x2APIC Enable"),
    flag("ddpcdis", 14, "Dual DIMM per Channel Disable"),
    flag("cddis", 15, "Channel Disable"),
    flag("onendis", 17, "1N Mode Disable"),
    shown("ddrsize", 20, 19, "DRAM Maximum Size per Channel", memoryLimit),
    flag("pegg2dis", 21, "PEG Generation 2 Disable"),
    flag("dmig2dis", 22, "DMI Generation 2 Disable"),
    flag("vtddis", 23, "VT-d Disable"),
    flag("forceecc", 24, "Force ECC Enable"),
    flag("eccdis", 25, "ECC Disable"),
    pick("dmiwidth", 26, 26, "DMI Width", { 0: "x4", 1: "x2" }),
    flag("pelwudis", 27, "PCI Express Link Width Upconfigure Disable"),
    flag("peg10dis", 28, "PEG 1:0 Disable"),
    flag("peg11dis", 29, "PEG 1:1 Disable"),
    flag("peg12dis", 30, "PEG 1:2 Disable"),
    flag("peg60dis", 31, "PEG 6:0 Disable"),
  ],
  { access: "RO", when: atLeast(8) },
);

const CAP_B = register(
  "capb",
  8,
  4,
  "CAPID0_B",
  [
    flag("lpddr3", 2, "LPDDR3 Enable"),
    shown("ddr3max", 5, 4, "DDR3 Maximum Frequency", (raw) => megahertz(11 - Number(raw))),
    flag("gmmdis", 8, "Gaussian Mixture Model Disable"),
    flag("dmig3dis", 15, "DMI Generation 3 Disable"),
    flag("pegx16dis", 16, "PEG x16 Disable"),
    flag("addgfxcap", 17, "Additive Graphics Capable"),
    flag("addgfxen", 18, "Additive Graphics Enable"),
    flag("pkgtyp", 19, "Package Type"),
    flag("pegg3dis", 20, "PEG Generation 3 Disable"),
    shown("ddr3ref100", 23, 21, "DDR3 Maximum Frequency with 100 MHz Reference", ddr3Limit),
    flag("softbin", 24, "Soft Bin Capable"),
    hex("cachesize", 27, 25, "Cache Size Capability"),
    flag("smt", 28, "SMT Capable"),
    flag("ocsskuen", 29, "Overclocking by SSKU Enable"),
    flag("ocsskucap", 30, "Overclocking by SSKU Capable"),
    flag("imgudis", 31, "Imaging Unit Disable"),
  ],
  { access: "RO", when: atLeast(12) },
);

const BASE_CLOCK: Record<number, string> = { 0: "Disabled", 1: "115MHz", 2: "130MHz", 3: "Unlimited" };

const CAP_C = register(
  "capc",
  12,
  4,
  "CAPID0_C",
  [
    shown("gear1max", 3, 0, "Gear 1 Maximum Frequency", ownLimit),
    flag("pipe3dis", 5, "Display Pipe 3 Disable"),
    flag("idddis", 6, "Integrated Display Disable"),
    pick("bclkoc", 8, 7, "Base Clock Overclocking", BASE_CLOCK),
    flag("sgxdis", 9, "SGX Disable"),
    flag("qclkgvdis", 14, "QClk Frequency Change Disable"),
    flag("lpddr4", 16, "LPDDR4 Enable"),
    shown("lpddr4max", 20, 17, "LPDDR4 Maximum Frequency", ownLimit),
    flag("lpddr", 22, "LPDDR Enable"),
    shown("ddr4max", 26, 23, "DDR4 Maximum Frequency", ownLimit),
    flag("pegg4dis", 28, "PEG Generation 4 Disable"),
  ],
  { access: "RO", when: atLeast(16) },
);

export const INTEL_CAPABILITIES: CapabilityDef = {
  key: "vndr.intel",
  space: "standard",
  id: 0x09,
  short: "Intel capabilities",
  title: "Intel Capabilities (CAPID0)",
  section: "Intel Core processor datasheets, volume 2",
  match: (c) => c.fn.vendor === INTEL && typeOf(c) === CAPABILITIES,
  length: (c) => Math.max(4, c.u8(2)),
  registers: [VENDOR_LENGTH, KIND, ...withHelp(INTEL_HELP, [CAP_A, CAP_B, CAP_C])],
  text: [
    "Vendor Specific Information: Intel Capabilities v{kind.version}\n",
    {
      when: isKnown,
      text: [
        { need: (c) => [0, c.u8(2)], else: [UNKNOWN_CONTENT] },
        {
          when: atLeast(8),
          text: [
            "\t\tCapA: Peg60Dis{capa.peg60dis} Peg12Dis{capa.peg12dis} Peg11Dis{capa.peg11dis} Peg10Dis{capa.peg10dis} ",
            "PeLWUDis{capa.pelwudis} DmiWidth={capa.dmiwidth}\n",
            "\t\t      EccDis{capa.eccdis} ForceEccEn{capa.forceecc} VTdDis{capa.vtddis} DmiG2Dis{capa.dmig2dis} ",
            "PegG2Dis{capa.pegg2dis} DDRMaxSize={capa.ddrsize}\n",
            "\t\t      1NDis{capa.onendis} CDDis{capa.cddis} DDPCDis{capa.ddpcdis} X2APICEn{capa.x2apic} ",
            "PDCDis{capa.pdcdis} IGDis{capa.igdis} CDID={capa.cdid} CRID={capa.crid}\n",
            "\t\t      DDROCCAP{capa.ddroccap} OCEn{capa.ocen} DDRWrtVrefEn{capa.ddrwrtvref} DDR3LEn{capa.ddr3l}\n",
          ],
        },
        {
          when: atLeast(12),
          text: [
            "\t\tCapB: ImguDis{capb.imgudis} OCbySSKUCap{capb.ocsskucap} OCbySSKUEn{capb.ocsskuen} SMTCap{capb.smt} ",
            "CacheSzCap {capb.cachesize:#x}\n",
            "\t\t      SoftBinCap{capb.softbin} DDR3MaxFreqWithRef100={capb.ddr3ref100} PegG3Dis{capb.pegg3dis}\n",
            "\t\t      PkgTyp{capb.pkgtyp} AddGfxEn{capb.addgfxen} AddGfxCap{capb.addgfxcap} PegX16Dis{capb.pegx16dis} ",
            "DmiG3Dis{capb.dmig3dis} GmmDis{capb.gmmdis}\n",
            "\t\t      DDR3MaxFreq={capb.ddr3max} LPDDR3En{capb.lpddr3}\n",
          ],
        },
        {
          when: atLeast(16),
          text: [
            "\t\tCapC: PegG4Dis{capc.pegg4dis} ",
            (c) => `DDR4MaxFreq=${limitText(c.get("capc.ddr4max"), c)} `,
            "LPDDREn{capc.lpddr} ",
            (c) => `LPDDR4MaxFreq=${limitText(c.get("capc.lpddr4max"), c)} `,
            "LPDDR4En{capc.lpddr4}\n",
            "\t\t      QClkGvDis{capc.qclkgvdis} SgxDis{capc.sgxdis} BClkOC={capc.bclkoc} IddDis{capc.idddis} ",
            "Pipe3Dis{capc.pipe3dis} Gear1MaxFreq={capc.gear1max}\n",
          ],
        },
      ],
    },
  ],
};

/** Read through an index register, which a viewer must not write. */
export const INTEL_FEATURE_DETECTION: CapabilityDef = {
  key: "vndr.intel.features",
  space: "standard",
  id: 0x09,
  short: "Intel features",
  title: "Intel Feature Detection",
  section: "Intel chipset datasheets",
  match: (c) => c.fn.vendor === INTEL && typeOf(c) === FEATURE_DETECTION,
  length: (c) => Math.max(4, c.u8(2)),
  registers: [VENDOR_LENGTH, KIND],
  text: ["Vendor Specific Information: Intel Feature Detection\n"],
};

export const INTEL_OTHER: CapabilityDef = {
  key: "vndr.intel.other",
  space: "standard",
  id: 0x09,
  short: "Intel",
  title: "Intel vendor specific",
  section: "Intel datasheets",
  match: (c) => c.fn.vendor === INTEL,
  length: (c) => Math.max(4, c.u8(2)),
  registers: [VENDOR_LENGTH, KIND],
  text: ["Vendor Specific Information: Intel <unknown>\n"],
};
