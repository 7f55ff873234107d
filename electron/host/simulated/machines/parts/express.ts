/** The PCI Express capability of ports and endpoints, as firmware and kernel leave it. */
import { EXPRESS } from "../../../../../shared/pci/capabilities/standard/express/express.ts";
import { type CapabilityPart, capability } from "../../space/build.ts";
import type { FieldValues } from "../../space/write.ts";

export type PortType = "endpoint" | "legacy" | "root" | "upstream" | "downstream" | "toPci" | "integrated";

/** Device/Port Type (PCIe 6.2 §7.5.3.2). */
const TYPES: Readonly<Record<PortType, number>> = {
  endpoint: 0,
  legacy: 1,
  root: 4,
  upstream: 5,
  downstream: 6,
  toPci: 7,
  integrated: 9,
};

/** GT/s */
export type Speed = 2.5 | 5 | 8 | 16 | 32;

const SPEED_CODES: Readonly<Record<Speed, number>> = { 2.5: 1, 5: 2, 8: 3, 16: 4, 32: 5 };

export interface LinkRate {
  readonly speed: Speed;
  readonly width: number;
}

export const GEN5_X16: LinkRate = { speed: 32, width: 16 };
export const GEN4_X16: LinkRate = { speed: 16, width: 16 };
export const GEN4_X4: LinkRate = { speed: 16, width: 4 };
export const GEN4_X2: LinkRate = { speed: 16, width: 2 };
export const GEN2_X4: LinkRate = { speed: 5, width: 4 };
export const GEN2_X1: LinkRate = { speed: 5, width: 1 };

export interface LinkState {
  readonly max: LinkRate;
  /** null = nothing at the other end. */
  readonly now: LinkRate | null;
  /** Port Number of Link Capabilities. */
  readonly port?: number;
}

function linkValues({ max, now, port }: LinkState, isPort: boolean): FieldValues {
  const top = SPEED_CODES[max.speed];
  const fast = now !== null && now.speed >= 8 ? 1 : 0;
  return {
    "lnkcap.speed": top,
    "lnkcap.width": max.width,
    "lnkcap.aoc": 1,
    "lnkcap.port": port ?? 0,
    "lnkcap.l0s": 7,
    "lnkcap.l1": 7,
    "lnkcap.active": isPort ? 1 : 0,
    "lnkcap.bwnot": isPort ? 1 : 0,
    "lnkctl.common": 1,
    "lnksta.speed": now === null ? 1 : SPEED_CODES[now.speed],
    "lnksta.width": now?.width ?? 0,
    "lnksta.slotclk": 1,
    "lnksta.active": isPort && now !== null ? 1 : 0,
    "lnkcap2.speeds": 2 ** top - 1,
    "lnkctl2.target": top,
    "lnksta2.eqcomplete": fast,
    "lnksta2.eqphase1": fast,
    "lnksta2.eqphase2": fast,
    "lnksta2.eqphase3": fast,
  };
}

/** 512 bytes of payload, extended tags, role based errors, 10-bit tags: a server's usual. */
const DEVICE: FieldValues = {
  "flags.version": 2,
  "devcap.mps": 2,
  "devcap.exttag": 1,
  "devcap.rbe": 1,
  "devctl.nonfatal": 1,
  "devctl.fatal": 1,
  "devctl.unsup": 1,
  "devctl.relaxed": 1,
  "devctl.exttag": 1,
  "devctl.mps": 1,
  "devctl.mrrs": 2,
  "devcap2.ranges": 15,
  "devcap2.timeoutdis": 1,
  "devcap2.tagcomp10": 1,
  "devcap2.tagreq10": 1,
};

/** A port or endpoint with a link; `more` goes last and so has its way. */
export function express(at: number, type: PortType, link: LinkState, more: FieldValues = {}): CapabilityPart {
  const isPort = type === "root" || type === "downstream";
  return capability(EXPRESS, at, { ...DEVICE, "flags.type": TYPES[type], ...linkValues(link, isPort), ...more });
}

/** A root complex integrated endpoint: no link. */
export function integratedExpress(at: number): CapabilityPart {
  return capability(EXPRESS, at, { ...DEVICE, "flags.type": TYPES.integrated, "devctl.mrrs": 0, "devctl.mps": 0 });
}

/** A VF has the device part; control and the link's state are its PF's (PCIe 6.2 §9.3.5). */
export function vfExpress(at: number, max: LinkRate, more: FieldValues = {}): CapabilityPart {
  return capability(EXPRESS, at, {
    "flags.version": 2,
    "devcap.mps": 2,
    "devcap.exttag": 1,
    "devcap.rbe": 1,
    "devcap.flr": 1,
    "lnkcap.speed": SPEED_CODES[max.speed],
    "lnkcap.width": max.width,
    "lnkcap.aoc": 1,
    "lnkcap.l0s": 7,
    "lnkcap.l1": 7,
    "devcap2.ranges": 15,
    "devcap2.timeoutdis": 1,
    "devcap2.tagcomp10": 1,
    "devcap2.tagreq10": 1,
    ...more,
  });
}

/** A slot that takes cards out and in under power. */
export function hotPlugSlot(number: number, occupied: boolean): FieldValues {
  return {
    "flags.slot": 1,
    "sltcap.attnbtn": 1,
    "sltcap.pwrctrl": 1,
    "sltcap.attnind": 1,
    "sltcap.pwrind": 1,
    "sltcap.surprise": 1,
    "sltcap.hotplug": 1,
    "sltcap.pwrval": 75,
    "sltcap.slot": number,
    "sltctl.presdet": 1,
    "sltctl.hpirq": 1,
    "sltctl.linkchg": 1,
    "sltctl.attnind": 3,
    "sltctl.pwrind": 1,
    "sltsta.presdet": occupied ? 1 : 0,
  };
}
