/** Root Control, Capabilities and Status (PCIe 6.2 §7.5.3.12–14). */
import { flag, hex, type RegisterDef, register, registersWhen, type TextPiece } from "../../../layout.ts";
import { hasRoot } from "./words.ts";

const switched = { access: "RW", reset: 0 } as const;

export const ROOT_REGISTERS: readonly RegisterDef[] = registersWhen(hasRoot, [
  register("rtctl", 0x1c, 2, "Root Control", [
    flag("corr", 0, "System Error on Correctable Error Enable", switched),
    flag("nonfatal", 1, "System Error on Non-Fatal Error Enable", switched),
    flag("fatal", 2, "System Error on Fatal Error Enable", switched),
    flag("pme", 3, "PME Interrupt Enable", switched),
    flag("rrs", 4, "Configuration RRS Software Visibility Enable", switched),
    flag("nonfm", 5, "No NFM Subtree Below This Root Port", { access: "RW", reset: 0 }),
  ]),
  register("rtcap", 0x1e, 2, "Root Capabilities", [
    flag("rrs", 0, "Configuration RRS Software Visibility", { access: "RO" }),
  ]),
  register("rtsta", 0x20, 4, "Root Status", [
    hex("requester", 15, 0, "PME Requester ID", { access: "RO" }),
    flag("pme", 16, "PME Status", { access: "RW1C" }),
    flag("pending", 17, "PME Pending", { access: "RO" }),
  ]),
]);

export const ROOT_TEXT: readonly TextPiece[] = [
  "\t\tRootCap: CRSVisible{rtcap.rrs}\n",
  "\t\tRootCtl: ErrCorrectable{rtctl.corr} ErrNon-Fatal{rtctl.nonfatal} ErrFatal{rtctl.fatal} PMEIntEna{rtctl.pme} ",
  "CRSVisible{rtctl.rrs}\n",
  "\t\tRootSta: PME ReqID {rtsta.requester}, PMEStatus{rtsta.pme} PMEPending{rtsta.pending}\n",
];
