/** Where the tables and the list differ, each with its reason; and what no public header has, to be held against a specification. */

const TRAINING = "undefined since PCI Express 1.1, where it was Training Error";
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
};

/**
 * Key of a table → fields that no source of the list has, with their register's offset (of a group's: within the group) and
 * bits; the table's `section` says where they are specified.
 */
export const SPECIFICATION_ONLY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  header2: {
    "iobase0.type": "2c [1:0]",
    "iolimit0.type": "30 [1:0]",
    "iobase1.type": "34 [1:0]",
    "iolimit1.type": "38 [1:0]",
  },
  "ht.pri": {
    "feature.sourceid": "10 [6:6]",
  },
  "ht.idc": {
    "command.index": "2 [7:0]",
  },
  "ht.ecsa": {
    "address.device": "4 [19:15]",
  },
  "vndr.virtio": {
    "data.byte.value": "0 [7:0]",
  },
  "vndr.mellanox": {
    "length.value": "2 [7:0]",
  },
  dbg: {
    "port.offset": "2 [12:0]",
  },
  hotplug: {
    "pending.serr": "3 [2:2]",
    "pending.interrupt": "3 [3:3]",
  },
  secure: {
    "cap.type": "2 [2:0]",
    "cap.revision": "2 [7:3]",
    "cap.httunnel": "2 [9:9]",
    "cap.ext": "2 [12:12]",
    "op.index": "4 [7:0]",
    "op.function": "4 [15:8]",
    "data.value": "8 [31:0]",
    "baselo.enable": "4 [0:0]",
    "baselo.address": "4 [31:14]",
    "basehi.value": "8 [31:0]",
    "range.unit": "c [4:0]",
    "range.valid": "c [7:7]",
    "misc0.gvasize": "10 [7:5]",
    "misc0.pasize": "10 [14:8]",
    "misc0.vasize": "10 [21:15]",
    "misc0.htats": "10 [22:22]",
    "misc0.msippr": "10 [31:27]",
  },
  "vsec.thunderbolt": {
    "command.index": "30 [12:0]",
    "data.dword.value": "0 [31:0]",
  },
  cac: {
    "correlation.value": "4 [31:0]",
  },
  acs: {
    "cap.enhanced": "4 [7:7]",
    "ctl.io": "6 [7:7]",
    "ctl.dsp": "6 [9:8]",
    "ctl.usp": "6 [11:10]",
    "ctl.unclaimed": "6 [12:12]",
  },
  ats: {
    "cap.relaxed": "4 [7:7]",
  },
  sriov: {
    "cap.tag14": "4 [3:3]",
    "ctl.tag14": "8 [6:6]",
  },
  dpa: {
    "indicator.value": "8 [31:0]",
    "substate.power.value": "0 [7:0]",
  },
  tph: {
    "st.entry.lower": "0 [7:0]",
    "st.entry.upper": "0 [15:8]",
  },
  pmux: {
    "entry.ids.protocol": "0 [15:0]",
    "entry.ids.authority": "0 [31:16]",
  },
  l1pm: {
    "cap.activation": "4 [5:5]",
    "ctl1.interrupt": "8 [4:4]",
    "ctl1.activation": "8 [5:5]",
    "sta.activation": "10 [0:0]",
  },
  mpcie: {
    "laneErr.lanes": "10 [31:0]",
  },
  "dvsec.cxl.device": {
    "ctl2.volatileHot": "10 [4:4]",
    "cap3.configurable": "38 [3:3]",
  },
  "dvsec.cxl.function-map": {
    "map0.value": "c [31:0]",
    "map1.value": "10 [31:0]",
    "map2.value": "14 [31:0]",
    "map3.value": "18 [31:0]",
    "map4.value": "1c [31:0]",
    "map5.value": "20 [31:0]",
    "map6.value": "24 [31:0]",
    "map7.value": "28 [31:0]",
  },
  "dvsec.cxl.port": {
    "sta.viral": "a [14:14]",
    "ctl.uioToHdm": "c [4:4]",
    "rcrb.enable": "20 [0:0]",
    "rcrb.address": "20 [31:13]",
    "rcrbHigh.value": "24 [31:0]",
  },
  "dvsec.cxl.test": {
    "data.dword.value": "0 [31:0]",
  },
  "dvsec.cxl": {
    "data.dword.value": "0 [31:0]",
  },
  "dvsec.intel-siov": {
    "fdl.value": "a [7:0]",
    "flags.homogeneous": "b [0:0]",
    "supps.value": "c [31:0]",
    "sysps.value": "10 [31:0]",
  },
  "dvsec.ccix": {
    "lane20.equalization.downstream": "0 [3:0]",
    "lane20.equalization.upstream": "0 [7:4]",
    "lane25.equalization.downstream": "0 [3:0]",
    "lane25.equalization.upstream": "0 [7:4]",
  },
  dvsec: {
    "data.dword.value": "0 [31:0]",
  },
  lmr: {
    "lane.ctl.receiver": "0 [2:0]",
    "lane.ctl.type": "0 [5:3]",
    "lane.ctl.model": "0 [6:6]",
    "lane.ctl.payload": "0 [15:8]",
    "lane.sta.receiver": "2 [2:0]",
    "lane.sta.type": "2 [5:3]",
    "lane.sta.model": "2 [6:6]",
    "lane.sta.payload": "2 [15:8]",
  },
  hierid: {
    "sta.requester": "4 [15:0]",
    "sta.writeable": "4 [29:29]",
    "data.authority": "8 [7:0]",
    "data.hierarchy": "8 [31:16]",
    "guid1.value": "c [31:0]",
    "guid2.value": "10 [31:0]",
    "guid3.value": "14 [31:0]",
    "guid4.value": "18 [31:0]",
    "guid5.value": "1c [31:0]",
  },
  npem: {
    "sta.enclosure": "c [31:24]",
  },
  altprot: {
    "cap.count": "4 [7:0]",
    "cap.selective": "4 [8:8]",
    "ctl.index": "8 [7:0]",
    "data1.usage": "c [2:0]",
    "data1.details": "c [15:5]",
    "data1.vendor": "c [31:16]",
    "data2.info": "10 [23:0]",
    "mask.bits.value": "0 [31:0]",
  },
  sfi: {
    "cap.outOfBand": "4 [0:0]",
    "ctl.presence": "6 [0:0]",
    "ctl.dataLink": "6 [1:1]",
    "camAddress.value": "c [31:0]",
    "camData.value": "10 [31:0]",
  },
  ide: {
    "link.ctl.xt": "0 [1:1]",
    "selective.ctl.xt": "4 [1:1]",
  },
  svc: {
    "cap1.evcc": "4 [2:0]",
    "cap2.value": "8 [31:0]",
    "ctl.enable": "c [0:0]",
    "sta.value": "10 [31:0]",
    "vc.cap.protocols": "0 [11:8]",
    "vc.cap.id": "0 [14:12]",
    "vc.ctl.map": "4 [7:0]",
    "vc.ctl.protocol": "4 [11:8]",
    "vc.ctl.limit": "4 [29:27]",
    "vc.ctl.limitEnable": "4 [30:30]",
    "vc.ctl.enable": "4 [31:31]",
    "vc.sta.negotiating": "8 [1:1]",
  },
};

/** Registers of which no bit is named, and that no source of the list has: `table register offset`. */
export const WITHOUT_FIELDS: readonly string[] = ["sfi sta 8", "pl128 ctl 8"];
