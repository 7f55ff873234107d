import { type HelpTexts, withFieldHelp, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, type GroupDef, hex, pick, register, uint } from "../../../layout.ts";
import { DVSEC_HEADERS, DVSEC_TEXT, dvsecId, dvsecVendor, statedLength, withinLength } from "../vendor-header.ts";

/** Given out by the PCI-SIG for the consortium; no function has it as its vendor. */
const CCIX = 0x1e2c;
const LANES = 16;
const LENGTH = 0x44;

const RATES: Readonly<Record<number, string>> = {
  0: "none",
  1: "2.5 GT/s",
  2: "5 GT/s",
  3: "8 GT/s",
  6: "16 GT/s",
  10: "20 GT/s",
  15: "25 GT/s",
};
const REACH = { 0: "short", 1: "long", 2: "short or long" };
const CALIBRATION = { 0: "10 us", 1: "50 us", 2: "100 us", 3: "500 us", 4: "1 ms", 5: "5 ms", 6: "10 ms", 7: "50 ms" };
const QUICK = { 0: "none", 1: "8 ms", 2: "24 ms", 3: "50 ms", 4: "100 ms", 5: "200 ms" };
const EXTENDED = { 0: "24 ms", 1: "50 ms", 2: "100 ms", 3: "200 ms", 4: "400 ms", 5: "600 ms" };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.esm": "Set: the port supports rates beyond those of PCI Express (ESM).",
  "cap.reach": "Channel length that the transmitter is designed for.",
  "cap.recalibrate": "Set: calibration is required each time the rate changes.",
  "cap.calibration": "Maximum duration of a calibration.",
  "cap.quick": "Timeout of a phase of quick equalization.",
  "required.r2": "Set: the port supports 2.5 GT/s.",
  "required.r5": "Set: the port supports 5 GT/s.",
  "required.r8": "Set: the port supports 8 GT/s.",
  "required.r16": "Set: the port supports 16 GT/s.",
  "required.r20": "Set: the port supports 20 GT/s.",
  "required.r25": "Set: the port supports 25 GT/s.",
  "status.rate": "Rate at which the link runs while ESM is enabled.",
  "status.calibrated": "Set: calibration for the selected rate is complete.",
  "control.rate0": "Rate used in place of 8 GT/s.",
  "control.calibrate": "Set: the port calibrates for the selected rates.",
  "control.rate1": "Rate used in place of 16 GT/s.",
  "control.enable": "Set: the two selected rates are used in place of the PCI Express rates.",
  "control.phase2": "Timeout of equalization phase 2.",
  "control.compliance": "Set: compliance patterns are sent at these rates.",
  "control.phase3": "Timeout of equalization phase 3.",
  "control.reach": "Set: the channel has a long reach.",
  "control.retimer": "Set: a retimer is present on the link.",
  "control.quick": "Timeout of a phase of quick equalization.",
  "layerCap.optimized": "Set: the port can send optimized CCIX TLPs, which are shorter.",
  "layerCap.vc": "VC resource that carries CCIX traffic.",
  "layerCtl.optimized": "Set: the port sends optimized CCIX TLPs.",
  "layerCtl.compatible": "Set: CCIX TLPs have the format of PCI Express TLPs.",
};

const PRESET_HELP: HelpTexts = {
  downstream: "Initial transmitter preset of the downstream port.",
  upstream: "Initial transmitter preset that the upstream port is given.",
};

function presets(id: string, start: number, rate: string): GroupDef {
  return {
    id,
    name: (index) => `Lane ${index} at ${rate}:`,
    count: (c) => Math.max(0, Math.min(LANES, statedLength(c) - start)),
    limit: LANES,
    offset: (index) => start + index,
    registers: [
      register("equalization", 0, 1, `${rate} Lane Equalization Control`, [
        ...withFieldHelp(PRESET_HELP, [
          hex("downstream", 3, 0, "Downstream Port Transmitter Preset", { access: "HwInit" }),
          hex("upstream", 7, 4, "Upstream Port Transmitter Preset", { access: "HwInit" }),
        ]),
      ]),
    ],
  };
}

/** Rates and packets of CCIX on a link (kernel: amd/include/asic_reg/nbio, BIFPLR0_PCIE_CCIX_*; pciutils patch of 2019). */
export const CCIX_TRANSPORT: CapabilityDef = {
  key: "dvsec.ccix",
  space: "extended",
  id: 0x23,
  short: "CCIX",
  title: "CCIX: Transport DVSEC",
  section: "kernel: amd/include/asic_reg/nbio (PCIE_CCIX_*); pciutils patch 2019: ls-ccix.c",
  match: (c) => dvsecVendor(c) === CCIX && dvsecId(c) === 0x01,
  length: (c) => Math.min(LENGTH, statedLength(c)),
  registers: [
    ...DVSEC_HEADERS,
    ...withinLength(
      withHelp(HELP, [
        register("cap", 0x0a, 2, "CCIX Transport Capabilities", [
          flag("esm", 0, "ESM Mode Supported", { access: "RO" }),
          pick("reach", 2, 1, "ESM PHY Reach Length", REACH, { access: "RO", other: "reserved" }),
          flag("recalibrate", 3, "ESM Recalibration Needed", { access: "RO" }),
          pick("calibration", 6, 4, "ESM Calibration Time", CALIBRATION, { access: "RO" }),
          pick("quick", 10, 8, "ESM Quick Equalization Timeout", QUICK, { access: "RO", other: "reserved" }),
        ]),
        register("required", 0x0c, 4, "ESM Mandatory Data Rates", [
          flag("r2", 0, "2.5 GT/s Supported", { access: "RO" }),
          flag("r5", 1, "5 GT/s Supported", { access: "RO" }),
          flag("r8", 2, "8 GT/s Supported", { access: "RO" }),
          flag("r16", 5, "16 GT/s Supported", { access: "RO" }),
          flag("r20", 9, "20 GT/s Supported", { access: "RO" }),
          flag("r25", 14, "25 GT/s Supported", { access: "RO" }),
        ]),
        register("status", 0x14, 4, "ESM Status", [
          pick("rate", 6, 0, "ESM Current Data Rate", RATES, { access: "RO", other: "reserved" }),
          flag("calibrated", 7, "ESM Calibration Complete", { access: "RO" }),
        ]),
        register("control", 0x18, 4, "ESM Control", [
          pick("rate0", 6, 0, "ESM Data Rate 0", RATES, { access: "RW", other: "reserved" }),
          flag("calibrate", 7, "ESM Perform Calibration", { access: "RW" }),
          pick("rate1", 14, 8, "ESM Data Rate 1", RATES, { access: "RW", other: "reserved" }),
          flag("enable", 15, "ESM Enable", { access: "RW", reset: 0 }),
          pick("phase2", 18, 16, "ESM Extended Equalization Phase 2 Timeout", EXTENDED, {
            access: "RW",
            other: "reserved",
          }),
          flag("compliance", 19, "ESM Compliance", { access: "RW", reset: 0 }),
          pick("phase3", 22, 20, "ESM Extended Equalization Phase 3 Timeout", EXTENDED, {
            access: "RW",
            other: "reserved",
          }),
          flag("reach", 24, "Link Reach Target", { access: "RW" }),
          flag("retimer", 25, "Retimer Present", { access: "RW" }),
          pick("quick", 28, 26, "Quick Equalization Timeout Select", QUICK, { access: "RW", other: "reserved" }),
        ]),
        register("layerCap", 0x3c, 4, "CCIX Transaction Layer Capabilities", [
          flag("optimized", 0, "Optimized TLP Format Supported", { access: "RO" }),
          uint("vc", 10, 8, "CCIX VC Resource Index", { access: "RO" }),
        ]),
        register("layerCtl", 0x40, 4, "CCIX Transaction Layer Control", [
          flag("optimized", 0, "Optimized TLP Format Enable", { access: "RW", reset: 0 }),
          flag("compatible", 1, "PCIe Compatible TLP Enable", { access: "RW" }),
        ]),
      ]),
    ),
  ],
  groups: [presets("lane20", 0x1c, "20 GT/s"), presets("lane25", 0x2c, "25 GT/s")],
  text: DVSEC_TEXT,
};
