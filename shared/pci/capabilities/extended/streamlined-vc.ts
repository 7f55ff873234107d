import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../layout.ts";

const FIRST_RESOURCE = 0x14;
const RESOURCE_SIZE = 0x0c;
const PROTOCOLS = { 0: "not UIO, VC0", 1: "not UIO", 2: "UIO only", 3: "UIO, or restricted others" };

const resources = (c: CapabilityContext): number => (c.u8(4) & 7) + 1;

/** What the fields of a vc mean, one sentence each. */
const VC_HELP: HelpTexts = {
  "cap.protocols": "Traffic that the VC can carry; VC3 is used for UIO.",
  "cap.id": "Number by which both ends of the link identify the VC.",
  "ctl.map": "Bit n: traffic class n uses this VC.",
  "ctl.protocol": "Traffic that the VC carries; one of the supported kinds.",
  "ctl.limit": "How much of the shared flow control credits the VC may use.",
  "ctl.limitEnable": "Set: the limit is in effect; clear: the VC may use all free credits.",
  "ctl.enable": "Set: the VC is enabled; both ends of the link must set this bit.",
  "sta.negotiating": "Set: the VC is not ready for use yet.",
};

/** Virtual channels for unordered I/O (UIO); takes the place of Virtual Channel and MFVC. */
export const STREAMLINED_VC: CapabilityDef = {
  key: "svc",
  space: "extended",
  id: 0x35,
  short: "SVC",
  title: "Streamlined Virtual Channel",
  section: "PCIe 6.2 §7.9.29",
  length: (c) => FIRST_RESOURCE + RESOURCE_SIZE * resources(c),
  registers: [
    register("cap1", 0x04, 4, "SVC Port Capability 1", [
      uint("evcc", 2, 0, "Extended VC Count", { access: "RO", help: "Number of VCs besides VC0." }),
    ]),
    whole("cap2", 0x08, 4, "SVC Port Capability 2", {
      access: "RO",
      help: "The bits of this register are not decoded.",
    }),
    register("ctl", 0x0c, 4, "SVC Port Control", [
      flag("enable", 0, "SVC Enable", {
        access: "RW",
        reset: 0,
        help: "Set: this capability controls the VCs, in place of Virtual Channel or MFVC.",
      }),
    ]),
    whole("sta", 0x10, 4, "SVC Port Status", { access: "RO", help: "The bits of this register are not decoded." }),
  ],
  groups: [
    {
      id: "vc",
      name: (index) => `VC${index}`,
      count: resources,
      limit: 8,
      offset: (index) => FIRST_RESOURCE + RESOURCE_SIZE * index,
      registers: withHelp(VC_HELP, [
        register("cap", 0, 4, "SVC Resource Capability", [
          pick("protocols", 11, 8, "SVC Protocols Supported", PROTOCOLS, { access: "RO" }),
          uint("id", 14, 12, "VC ID", { access: "RO" }),
        ]),
        register("ctl", 4, 4, "SVC Resource Control", [
          hex("map", 7, 0, "TC/VC Map", { access: "RW" }),
          pick("protocol", 11, 8, "SVC Protocol Selected", PROTOCOLS, { access: "RW" }),
          uint("limit", 29, 27, "Shared Flow Control Usage Limit", { access: "RW" }),
          flag("limitEnable", 30, "Shared Flow Control Usage Limit Enable", { access: "RW", reset: 0 }),
          flag("enable", 31, "VC Enable", { access: "RW" }),
        ]),
        register("sta", 8, 4, "SVC Resource Status", [
          flag("negotiating", 1, "VC Negotiation Pending", { access: "RO" }),
        ]),
      ]),
    },
  ],
  text: ["Extended Capability ID 0x35\n"],
};
