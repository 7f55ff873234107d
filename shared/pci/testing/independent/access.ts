/**
 * How bits may be written, and what they read after a reset, as programs that play hardware have it: Linux'
 * drivers/pci/pci-bridge-emul.c (of a root port; what is reserved there is left out) and QEMU's include/hw/pci/pcie_regs.h,
 * hw/pci/pcie.c, pcie_aer.c, pcie_sriov.c and pcie_doe.c, and hw/cxl/cxl-component-utils.c. Figures only, made without a look at the capability tables.
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
const QEMU = "QEMU";

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
  { source: QEMU, table: "aer", offset: 0x04, clearedByOne: 0x03fff030, reset: 0, resets: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x08, writable: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x0c, writable: 0x03fff030, reset: 0x00462030, resets: 0x03fff030 },
  { source: QEMU, table: "aer", offset: 0x10, clearedByOne: 0xf1c1, reset: 0, resets: 0xf1c1 },
  { source: QEMU, table: "aer", offset: 0x14, writable: 0xf1c1, reset: 0xe000, resets: 0xf1c1 },
  { source: QEMU, table: "aer", offset: 0x2c, writable: 0x7, reset: 0, resets: 0x7 },
  { source: QEMU, table: "aer", offset: 0x30, clearedByOne: 0x7f, reset: 0, resets: 0x7f },
  { source: QEMU, table: "sriov", offset: 0x08, writable: 0x19, reset: 0, resets: 0x19 },
  { source: QEMU, table: "sriov", offset: 0x0c, readOnly: 0xffffffff },
  { source: QEMU, table: "sriov", offset: 0x10, writable: 0xffff },
  { source: QEMU, table: "sriov", offset: 0x12, readOnly: 0xff },
  { source: QEMU, table: "sriov", offset: 0x14, readOnly: 0xffffffff },
  { source: QEMU, table: "sriov", offset: 0x18, readOnly: 0xffff0000 },
  { source: QEMU, table: "sriov", offset: 0x1c, readOnly: 0xffffffff },
  { source: QEMU, table: "sriov", offset: 0x20, writable: 0x553, reset: 0x1, resets: 0x553 },
  { source: QEMU, table: "acs", offset: 0x04, readOnly: 0x5f, writable: 0x005f0000, reset: 0, resets: 0x005f0000 },
  { source: QEMU, table: "ari", offset: 0x04, readOnly: 0xff00 },
  { source: QEMU, table: "dsn", offset: 0x04, readOnly: 0xffffffff },
  { source: QEMU, table: "ats", offset: 0x04, readOnly: 0x60, writable: 0x80000000, reset: 0, resets: 0x801f0000 },
  { source: QEMU, table: "doe", offset: 0x04, readOnly: 0xfff },
  { source: QEMU, table: "doe", offset: 0x08, writable: 0x80000003, reset: 0, resets: 0x80000003 },
  { source: QEMU, table: "doe", offset: 0x0c, readOnly: 0x80000005, clearedByOne: 0x2 },
  { source: QEMU, table: "doe", offset: 0x10, writable: 0xffffffff },
  { source: QEMU, table: "doe", offset: 0x14, writable: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x0c, readOnly: 0x2, writable: 0x4ffd, clearedByOne: 0x40000000 },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x10, writable: 0xf },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x14, writable: 0x1 },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x18, readOnly: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x1c, readOnly: 0xf000ffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x20, writable: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x24, writable: 0xf0000000 },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x28, readOnly: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x2c, readOnly: 0xf000ffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x30, writable: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.device", offset: 0x34, writable: 0xf0000000 },
  { source: QEMU, table: "dvsec.cxl.port", offset: 0x0c, writable: 0xffff400f },
  { source: QEMU, table: "dvsec.cxl.port", offset: 0x10, writable: 0xfff0fff0 },
  { source: QEMU, table: "dvsec.cxl.port", offset: 0x14, writable: 0xfff0fff0 },
  { source: QEMU, table: "dvsec.cxl.port", offset: 0x18, writable: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.port", offset: 0x1c, writable: 0xffffffff },
  { source: QEMU, table: "dvsec.cxl.gpf-port", offset: 0x0c, writable: 0x0f0f0f0f },
  { source: QEMU, table: "dvsec.cxl.flex-bus", offset: 0x0c, readOnly: 0x2, writable: 0xfd },
];

/**
 * Key of a table → fields that read something else than 0 after a reset: as QEMU and cocotbext-pcie (core/caps) have it, and
 * what neither plays as the table's `section` does. Every other value after a reset that a table gives is 0.
 */
export const NOT_ZERO: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  header2: {
    "control.reset": 1,
    "control.prefetch0": 1,
    "control.prefetch1": 1,
  },
  pcix: {
    "command.ero": 1,
  },
  exp: {
    "devctl.relaxed": 1,
    "devctl.nosnoop": 1,
    "devctl.mrrs": 2,
  },
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
  sriov: {
    "sysps.value": 1,
  },
  dpa: {
    "sta.enabled": 1,
  },
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
  l1pm: {
    "ctl2.powerOn": 5,
  },
  "dvsec.cxl.device": {
    "ctl.io": 1,
  },
  "dvsec.cxl.flex-bus": {
    "ctl.io": 1,
  },
  "dvsec.intel-siov": {
    "sysps.value": 1,
  },
  lmr: {
    "lane.ctl.type": 7,
    "lane.ctl.payload": 156,
  },
};

/**
 * Key of a table → fields that are not written as their register's name lets one expect: what is called Control is writable,
 * capabilities are read only, and what is called Status is read only or cleared by 1.
 */
export const UNLIKE_REGISTER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
