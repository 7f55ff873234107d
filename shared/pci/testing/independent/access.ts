/**
 * How bits may be written, and what they read after a reset, as programs that play hardware have it: Linux'
 * drivers/pci/pci-bridge-emul.c (of a root port of PCI Express) and QEMU's files that each row names. Figures only.
 *
 * Left out are what is reserved there, bits that the play does not have, and what contradicts the specification: Linux lets
 * RCB of a root port and bit 24 of its bus numbers be written, QEMU the duration and power of a device's GPF.
 */
export interface AccessFigure {
  readonly source: string;
  readonly table: string;
  readonly offset: number;
  readonly readOnly?: number;
  readonly writable?: number;
  readonly clearedByOne?: number;
  /** Bits that read 1 after a reset, of those in `resets`. */
  readonly reset?: number;
  /** Bits whose value after a reset is told. */
  readonly resets?: number;
}

const LINUX = "Linux pci-bridge-emul.c";
const QEMU_AER = "QEMU pcie_aer.c";
const QEMU_SRIOV = "QEMU pcie_sriov.c";
const QEMU_PCIE = "QEMU pcie.c";
const QEMU_DOE = "QEMU pcie_doe.c";
const QEMU_CXL = "QEMU cxl-component-utils.c";

export const ACCESS: readonly AccessFigure[] = [
  { source: LINUX, table: "header1", offset: 0x00, readOnly: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x04, writable: 0x0147, readOnly: 0x00100000, clearedByOne: 0xf9000000 },
  { source: LINUX, table: "header1", offset: 0x08, readOnly: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x18, writable: 0x00ffffff },
  { source: LINUX, table: "header1", offset: 0x1c, writable: 0xf0f0, readOnly: 0x0f0f, clearedByOne: 0xf9000000 },
  { source: LINUX, table: "header1", offset: 0x20, writable: 0xfff0fff0 },
  { source: LINUX, table: "header1", offset: 0x24, writable: 0xfff0fff0, readOnly: 0x000f000f },
  { source: LINUX, table: "header1", offset: 0x28, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x2c, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x30, writable: 0xffffffff },
  { source: LINUX, table: "header1", offset: 0x34, readOnly: 0xff },
  { source: LINUX, table: "header1", offset: 0x3c, writable: 0x004f00ff, readOnly: 0xff00 },
  { source: LINUX, table: "exp", offset: 0x00, readOnly: 0x3fff0000 },
  { source: LINUX, table: "exp", offset: 0x04, readOnly: 0x803f },
  { source: LINUX, table: "exp", offset: 0x08, writable: 0x7fff, clearedByOne: 0x000f0000, readOnly: 0x00300000 },
  { source: LINUX, table: "exp", offset: 0x0c, readOnly: 0xff7bffff },
  { source: LINUX, table: "exp", offset: 0x10, writable: 0xcef3, readOnly: 0x3fff0000, clearedByOne: 0xc0000000 },
  { source: LINUX, table: "exp", offset: 0x14, readOnly: 0xffffffff },
  { source: LINUX, table: "exp", offset: 0x18, writable: 0x7fff, clearedByOne: 0x011f0000, readOnly: 0x00e00000 },
  { source: LINUX, table: "exp", offset: 0x1c, writable: 0x001f, readOnly: 0x00010000 },
  { source: LINUX, table: "exp", offset: 0x20, readOnly: 0x0002ffff, clearedByOne: 0x00010000 },
  { source: LINUX, table: "exp", offset: 0x24, readOnly: 0x80ffffff },
  { source: LINUX, table: "exp", offset: 0x28, writable: 0xf7ff },
  { source: LINUX, table: "exp", offset: 0x2c, readOnly: 0x81fffffe },
  { source: LINUX, table: "exp", offset: 0x30, writable: 0xffbf, readOnly: 0x73df0000, clearedByOne: 0x80200000 },
  { source: QEMU_AER, table: "aer", offset: 0x04, clearedByOne: 0x03fff030, reset: 0, resets: 0x03fff030 },
  { source: QEMU_AER, table: "aer", offset: 0x08, writable: 0x03fff030 },
  { source: QEMU_AER, table: "aer", offset: 0x0c, writable: 0x03fff030, reset: 0x00462030, resets: 0x03fff030 },
  { source: QEMU_AER, table: "aer", offset: 0x10, clearedByOne: 0xf1c1, reset: 0, resets: 0xf1c1 },
  { source: QEMU_AER, table: "aer", offset: 0x14, writable: 0xf1c1, reset: 0xe000, resets: 0xf1c1 },
  { source: QEMU_AER, table: "aer", offset: 0x2c, writable: 0x7, reset: 0, resets: 0x7 },
  { source: QEMU_AER, table: "aer", offset: 0x30, clearedByOne: 0x7f, reset: 0, resets: 0x7f },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x08, writable: 0x19, reset: 0, resets: 0x19 },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x0c, readOnly: 0xffffffff },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x10, writable: 0xffff },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x12, readOnly: 0xff },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x14, readOnly: 0xffffffff },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x18, readOnly: 0xffff0000 },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x1c, readOnly: 0xffffffff },
  { source: QEMU_SRIOV, table: "sriov", offset: 0x20, writable: 0x553, reset: 0x1, resets: 0x553 },
  { source: QEMU_PCIE, table: "acs", offset: 0x04, readOnly: 0x5f, writable: 0x005f0000, reset: 0, resets: 0x005f0000 },
  { source: QEMU_PCIE, table: "ari", offset: 0x04, readOnly: 0xff00 },
  { source: QEMU_PCIE, table: "dsn", offset: 0x04, readOnly: 0xffffffff },
  { source: QEMU_PCIE, table: "ats", offset: 0x04, readOnly: 0x60, writable: 0x80000000, reset: 0, resets: 0x801f0000 },
  { source: QEMU_DOE, table: "doe", offset: 0x04, readOnly: 0xfff },
  { source: QEMU_DOE, table: "doe", offset: 0x08, writable: 0x80000003, reset: 0, resets: 0x80000003 },
  { source: QEMU_DOE, table: "doe", offset: 0x0c, readOnly: 0x80000005, clearedByOne: 0x2 },
  { source: QEMU_DOE, table: "doe", offset: 0x10, writable: 0xffffffff },
  { source: QEMU_DOE, table: "doe", offset: 0x14, writable: 0xffffffff },
  {
    source: QEMU_CXL,
    table: "dvsec.cxl.device",
    offset: 0x0c,
    readOnly: 0x2,
    writable: 0x4ffd,
    clearedByOne: 0x40000000,
  },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x10, writable: 0xf },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x14, writable: 0x1 },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x18, readOnly: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x1c, readOnly: 0xf000ffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x20, writable: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x24, writable: 0xf0000000 },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x28, readOnly: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x2c, readOnly: 0xf000ffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x30, writable: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.device", offset: 0x34, writable: 0xf0000000 },
  { source: QEMU_CXL, table: "dvsec.cxl.port", offset: 0x0c, writable: 0xffff400f },
  { source: QEMU_CXL, table: "dvsec.cxl.port", offset: 0x10, writable: 0xfff0fff0 },
  { source: QEMU_CXL, table: "dvsec.cxl.port", offset: 0x14, writable: 0xfff0fff0 },
  { source: QEMU_CXL, table: "dvsec.cxl.port", offset: 0x18, writable: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.port", offset: 0x1c, writable: 0xffffffff },
  { source: QEMU_CXL, table: "dvsec.cxl.gpf-port", offset: 0x0c, writable: 0x0f0f0f0f },
  { source: QEMU_CXL, table: "dvsec.cxl.flex-bus", offset: 0x0c, readOnly: 0x2, writable: 0xfd },
];

export type ByField<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/**
 * Key of a table → fields that read something else than 0 after a reset, as a program that plays or writes them has it:
 * cocotbext-pcie (core/caps/pcie.py and aer.py) for `exp` and `aer`, QEMU (pcie_sriov.c) for `sriov`, a table of PCIe 5.0 §7 in
 * a public script for `l1pm`, pci_lmt (lane_margining.py) for `lmr`, opencis-core (its Flex Bus DVSEC) for `dvsec.cxl.flex-bus`.
 */
export const NOT_ZERO: ByField<number> = {
  exp: { "devctl.relaxed": 1, "devctl.nosnoop": 1, "devctl.mrrs": 2 },
  aer: {
    "uemsk.internal": 1,
    "uemsk.poisonEgress": 1,
    "uesvrt.dlp": 1,
    "uesvrt.sdes": 1,
    "uesvrt.fcp": 1,
    "uesvrt.overflow": 1,
    "uesvrt.malformed": 1,
    "uesvrt.internal": 1,
    "cemsk.advisory": 1,
    "cemsk.internal": 1,
    "cemsk.logOverflow": 1,
  },
  sriov: { "sysps.value": 1 },
  l1pm: { "ctl2.powerOn": 5 },
  "dvsec.cxl.flex-bus": { "ctl.io": 1 },
  lmr: { "lane.ctl.type": 7, "lane.ctl.payload": 156 },
};

/** As above, where the table's `section` is the only source. Every other value after a reset that a table gives is 0. */
export const NOT_ZERO_BY_SPECIFICATION: ByField<number> = {
  header2: { "control.reset": 1, "control.prefetch0": 1, "control.prefetch1": 1 },
  pcix: { "command.ero": 1 },
  aer: {
    "secmsk.masterAbort": 1,
    "secmsk.unexpectedSplit": 1,
    "secmsk.data": 1,
    "secmsk.attribute": 1,
    "secmsk.address": 1,
    "secmsk.discard": 1,
    "secmsk.serr": 1,
    "secsvrt.splitMessage": 1,
    "secsvrt.attribute": 1,
    "secsvrt.address": 1,
    "secsvrt.serr": 1,
  },
  dpa: { "sta.enabled": 1 },
  dpc: {
    "pioMsk.bit0": 1,
    "pioMsk.bit1": 1,
    "pioMsk.bit2": 1,
    "pioMsk.bit8": 1,
    "pioMsk.bit9": 1,
    "pioMsk.bit10": 1,
    "pioMsk.bit16": 1,
    "pioMsk.bit17": 1,
    "pioMsk.bit18": 1,
  },
  "dvsec.cxl.device": { "ctl.io": 1 },
  "dvsec.intel-siov": { "sysps.value": 1 },
};

/**
 * Key of a table → fields that are not written as their register's name lets one expect: what is called Control is writable,
 * capabilities are read only, and what is called Status is read only or cleared by 1. No second source: written down from the
 * tables, so that a change of one is seen.
 */
export const UNLIKE_REGISTER: ByField<string> = {
  header1: {
    "control.mabort": "RO",
    "control.fastb2b": "RO",
    "control.pridisc": "RO",
    "control.secdisc": "RO",
    "control.discstatus": "RW1C RO",
    "control.discserr": "RO",
  },
  msi: {
    "ctl.capable": "RO",
    "ctl.is64": "RO",
    "ctl.maskable": "RO",
    "ctl.extcap": "RO",
  },
  "pcix.bridge": {
    "upstream.capacity": "RO",
    "downstream.capacity": "RO",
  },
  "ht.pri": {
    "lctr0.lkfail": "RW1C",
    "lctr0.init": "RO",
    "lctr0.crcerr": "RW1C",
    "lctr1.lkfail": "RW1C",
    "lctr1.init": "RO",
    "lctr1.crcerr": "RW1C",
    "feature.uidrd": "RW",
  },
  "ht.sec": {
    "lctr.lkfail": "RW1C",
    "lctr.init": "RO",
    "lctr.crcerr": "RW1C",
  },
  "vndr.mellanox": {
    "control.sizeValid": "RO",
    "control.status": "RO",
  },
  hotplug: {
    "pending.serr": "RO",
    "pending.interrupt": "RO",
  },
  exp: {
    "lnkctl.rcb": "RO",
    "lnksta.slotclk": "HwInit",
    "devsta2.value": "RsvdZ",
    "lnkctl2.deemphasis": "HwInit",
    "sltctl2.value": "RsvdP",
    "sltsta2.value": "RsvdZ",
  },
  msix: {
    "ctl.size": "RO",
  },
  af: {
    "ctl.flr": "WO",
  },
  aer: {
    "cap.first": "ROS",
    "cap.genCap": "RO",
    "cap.checkCap": "RO",
    "cap.multiCap": "RO",
    "cap.prefix": "ROS",
    "cap.timeoutLog": "RO",
    "cap.flit": "ROS",
    "cap.logSize": "ROS",
    "secap.first": "ROS",
  },
  "vsec.dwc-ras-des": {
    "counter.running": "RO",
    "lane.lane": "RW",
  },
  rebar: {
    "entry.ctl.bar": "RO",
    "entry.ctl.count": "RO",
    "entry.ctl.largeSizes": "RO",
  },
  secpci: {
    "lane.equalization.downstreamPreset": "HwInit",
    "lane.equalization.downstreamHint": "HwInit",
    "lane.equalization.upstreamPreset": "HwInit",
    "lane.equalization.upstreamHint": "HwInit",
  },
  mpcie: {
    "phyData.error": "RO",
    "phyData.abort": "RO",
    "phyData.pending": "RO",
  },
  "dvsec.cxl.device": {
    "ctl.io": "RO",
  },
  "dvsec.cxl.flex-bus": {
    "ctl.io": "RO",
  },
  "dvsec.ccix": {
    "lane20.equalization.downstream": "HwInit",
    "lane20.equalization.upstream": "HwInit",
    "lane25.equalization.downstream": "HwInit",
    "lane25.equalization.upstream": "HwInit",
  },
  vfrebar: {
    "entry.ctl.bar": "RO",
    "entry.ctl.count": "RO",
    "entry.ctl.largeSizes": "RO",
  },
  pl16: {
    "lane.equalization.downstream": "HwInit",
    "lane.equalization.upstream": "HwInit",
  },
  pl32: {
    "lane.equalization.downstream": "HwInit",
    "lane.equalization.upstream": "HwInit",
  },
  pl64: {
    "lane.equalization.downstream": "HwInit",
    "lane.equalization.upstream": "HwInit",
  },
  pl128: {
    "lane.equalization.downstream": "HwInit",
    "lane.equalization.upstream": "HwInit",
  },
};
