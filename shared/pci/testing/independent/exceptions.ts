/** Where the tables and the list differ, each with its reason; and what no public header has, to be held against a specification. */

import type { ByField } from "./access.ts";

const TRAINING = "undefined since PCI Express 1.1, where it was Training Error";
const RATES = "the rates are [8:3] by PCIe 6.2 §7.8.13.3";
const RESERVED_KINDS = "reserved kinds of arbitration";

/** `source table offset name [msb:lsb]` of a mask that no field has, with the reason. */
export const NOT_TAKEN: Readonly<Record<string, string>> = {
  "Linux aer 4 ERR_UNCOR_STATUS [0:0]": TRAINING,
  "Linux aer 8 ERR_UNCOR_MASK [0:0]": TRAINING,
  "Linux aer c ERR_UNCOR_SEVER [0:0]": TRAINING,
  "Linux sriov 24 SRIOV_BAR_0 [31:2]": "the mask of an I/O BAR, which VFs do not have",
  "pciutils aer 4 ERR_UNCOR_STATUS [0:0]": TRAINING,
  "pciutils aer 8 ERR_UNCOR_MASK [0:0]": TRAINING,
  "pciutils aer c ERR_UNCOR_SEVER [0:0]": TRAINING,
  "pciutils secpci 4 SEC_LNKCTL3 [14:8]":
    "the vector is [15:9] by PCIe 6.2 §7.7.3.2 and pcics; the macro is a bit off and used nowhere",
  "pciutils flitei 8 FLIT_EI_CTL1 [9:9]": RATES,
  "pciutils flitei 8 FLIT_EI_CTL1 [10:10]": RATES,
  "pciutils flitei 8 FLIT_EI_CTL1 [11:11]": RATES,
  "pciutils flitei 8 FLIT_EI_CTL1 [30:29]": "the type is [31:29] by PCIe 6.2 §7.8.13.3",
  "EDK2 exp 2c LINK_CAPABILITY2 [25:25]": "reserved in PCIe 6.2 §7.5.3.18; named by no other source",
  "EDK2 pl32 4 PHYSICAL_LAYER_32_0_CAPABILITIES [15:11]": "usage modes that are reserved",
  "EDK2 ats 4 ATS_CAPABILITY [14:14]": "GlobalInvalidateSupported is bit 6 by PCIe 6.2 §10.5.1.2, as in pcics",
  "pcics agp 4 accelerated_graphics_port::Status [17:17]": "named reserved by the source",
  "pcics aer 4 advanced_error_reporting::UncorrectableError [0:0]": TRAINING,
  "pcics aer 8 advanced_error_reporting::UncorrectableError [0:0]": TRAINING,
  "pcics aer c advanced_error_reporting::UncorrectableError [0:0]": TRAINING,
  "pcics mfvc 8 virtual_channel::PortVcCapability2 [7:4]": RESERVED_KINDS,
  "pcics mfvc 10 multifunction_virtual_channel::VcResourceCapability [7:6]": RESERVED_KINDS,
  "pcics vc 8 virtual_channel::PortVcCapability2 [7:4]": RESERVED_KINDS,
  "pcics vc 10 virtual_channel::VcResourceCapability [7:6]": RESERVED_KINDS,
  "pcics vc9 8 virtual_channel::PortVcCapability2 [7:4]": RESERVED_KINDS,
  "pcics vc9 10 virtual_channel::VcResourceCapability [7:6]": RESERVED_KINDS,
  "pcics rclink 4 root_complex_link_declaration::ElementSelfDescription [7:4]": "named reserved by the source",
  "programs hierid 4 pcitool_0028_hid [28:28]": "Hierarchy ID Valid in pcitool; no other source has it",
};

/**
 * Key of a table → fields that no source of the list has, with their register's offset (of a group's: within the group) and
 * bits; the table's `section` says where they are specified.
 */
export const SPECIFICATION_ONLY: ByField<string> = {
  "ht.pri": { "feature.sourceid": "10 [6:6]" },
  // Between function and bus, which the list has; pciutils' mask for it (f1000) has a gap and cannot be right.
  "ht.ecsa": { "address.device": "4 [19:15]" },
  // Where pciutils has other bits for them.
  flitei: { "ctl1.rate2": "8 [3:3]", "ctl1.rate5": "8 [4:4]", "ctl1.rate8": "8 [5:5]", "ctl1.type": "8 [31:29]" },
  cac: { "correlation.value": "4 [31:0]" },
  "dvsec.intel-siov": {
    "fdl.value": "a [7:0]",
    "flags.homogeneous": "b [0:0]",
    "supps.value": "c [31:0]",
    "sysps.value": "10 [31:0]",
  },
  // The places of both registers are in the list, their parts are not.
  altprot: {
    "data1.usage": "c [2:0]",
    "data1.details": "c [15:5]",
    "data1.vendor": "c [31:16]",
    "data2.info": "10 [23:0]",
  },
};

/** As above: bytes that are shown as they are, of which nothing is said that could be wrong. */
export const AS_THEY_ARE: ByField<string> = {
  "vndr.virtio": { "data.byte.value": "0 [7:0]" },
  "vsec.thunderbolt": { "data.dword.value": "0 [31:0]" },
  "dvsec.cxl.test": { "data.dword.value": "0 [31:0]" },
  "dvsec.cxl": { "data.dword.value": "0 [31:0]" },
  dvsec: { "data.dword.value": "0 [31:0]" },
};

/** Registers of which no bit is named, and that no source of the list has: `table register offset`. */
export const WITHOUT_FIELDS: readonly string[] = ["pl128 ctl 8"];
