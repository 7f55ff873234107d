/**
 * The network interfaces of a function, told apart by what each stands for. A PF in switchdev mode has one interface of
 * its own and one, a representor, for the switch's end of each VF and subfunction (Documentation/networking/
 * representors.rst). Which is which stands in phys_port_name (net/devlink/port.c, __devlink_port_phys_port_name_get). The
 * helper's script has the same rule (`own_interface`); own-interface.test.ts holds the two together.
 */
import type { Words } from "../words/message.ts";
import { INTERFACE_WORDS } from "../words/texts/interfaces.ts";
import type { ChildFacts, FunctionFacts } from "./facts.ts";

/** A network interface below a function. */
export type NetFacts = Pick<ChildFacts, "name" | "state" | "portName" | "switchId" | "devPort" | "linkType">;

export type InterfaceRole =
  /** The function's own: `port` where its name says that it is a port of the card. */
  | { readonly is: "own"; readonly port: boolean }
  /** Stands for a VF (`pf0vf1`), a subfunction (`pf0sf2`) or a PF (`pf0`, which a DPU has for the host's). */
  | {
      readonly is: "represents";
      /** Of the PF, as the card counts; null = not said: the function's own (kernels before 5.1). */
      readonly pf: number | null;
      readonly vf: number | null;
      readonly sf: number | null;
      /** Number of another controller, as of the host that a DPU is in; null = this one. */
      readonly controller: number | null;
    }
  /** Nobody knows: its name could not be read, or is of no form that a driver of today gives. */
  | { readonly is: "unknown" };

/** `p0`, `p1s2` of a split port, `l1p3` on a line card; `n0` is nfp's for a PF (nfp_net_get_phys_port_name). */
const PORT = /^(?:l\d{1,5})?p\d{1,5}(?:s\d{1,5})?$/;
const OWN = /^n\d{1,5}$/;
/** ice said `pf0vfr1` before 6.10 (ice_repr.c), sfc says `p0pf0vf1`, and `p0if1pf0vf1` of a host elsewhere (ef100_rep.c). */
const REPRESENTOR =
  /^(?:c(\d{1,5}))?(?:p\d{1,5}(?:if(\d{1,5}))?)?pf(\d{1,5})(?:s\d{1,5})?(?:vfr?(\d{1,5})|sf(\d{1,10}))?$/;
/** mlx5 before 5.1 gave a representor the number of its VF and nothing else (en_rep.c). */
const OLD_VF = /^\d{1,5}$/;

const numberOf = (digits: string | undefined) => (digits === undefined ? null : Number(digits));

/** @param net left-out `portName` = it has none: most drivers give none (EOPNOTSUPP), and their interface is the function's */
export function interfaceRole({ portName }: Pick<NetFacts, "portName">): InterfaceRole {
  if (portName === undefined) return { is: "own", port: false };
  if (portName === null) return { is: "unknown" };
  if (PORT.test(portName)) return { is: "own", port: true };
  if (OWN.test(portName)) return { is: "own", port: false };
  if (OLD_VF.test(portName)) return { is: "represents", pf: null, vf: Number(portName), sf: null, controller: null };
  const [whole, controller, host, pf, vf, sf] = REPRESENTOR.exec(portName) ?? [];
  if (whole === undefined) return { is: "unknown" };
  return {
    is: "represents",
    pf: numberOf(pf),
    vf: numberOf(vf),
    sf: numberOf(sf),
    controller: numberOf(controller ?? host),
  };
}

/** What is known of the interfaces below one function. */
export interface Interfaces {
  /** The function's own, in the order of its ports. */
  readonly own: readonly NetFacts[];
  /** By which its VFs are set; null = there is none, or it cannot be told: `why` says which. */
  readonly settings: NetFacts | null;
  readonly why: "none" | "representors alone" | "several" | "unknown" | null;
}

const netsOf = ({ children }: Pick<FunctionFacts, "children">) => children.filter(({ kind }) => kind === "net");

/** Ports of a card by their number, then interfaces by dev_port (drivers/net/ethernet/mellanox/mlx4 has two on a function). */
function portNumber({ portName, devPort }: NetFacts): readonly [number, number] {
  const digits = /^(?:l\d+)?[pn](\d+)/.exec(portName ?? "")?.[1];
  return [digits === undefined ? 0 : Number(digits), devPort ?? 0];
}

function byPort(a: NetFacts, b: NetFacts): number {
  const [[portA, devA], [portB, devB]] = [portNumber(a), portNumber(b)];
  return portA - portB || devA - devB || (a.name < b.name ? -1 : 1);
}

/**
 * Which interface a function's VFs are set by: the first port of the card (`pN`); where none has such a name, the first of
 * those that stand for nothing else, unless two of them cannot be told apart. A representor takes the same requests and
 * means another function, so it is never one.
 */
export function interfacesOf(fn: Pick<FunctionFacts, "children">): Interfaces {
  const nets = netsOf(fn);
  const roles = nets.map((net) => ({ net, role: interfaceRole(net) }));
  const ports = roles.filter(({ role }) => role.is === "own" && role.port).map(({ net }) => net);
  const others = roles.filter(({ role }) => role.is === "own" && !role.port).map(({ net }) => net);
  const isUnknown = roles.some(({ role }) => role.is === "unknown");
  // nfp's vNIC (`n0`) stands beside the ports of its card, and an interface without a name beside named ones is another's.
  const own = (ports.length > 0 ? ports : others).toSorted(byPort);
  const [first, second] = own;
  const none = (why: NonNullable<Interfaces["why"]>): Interfaces => ({ own, settings: null, why });
  if (nets.length === 0) return none("none");
  if (isUnknown && ports.length === 0) return none("unknown");
  if (first === undefined) return none("representors alone");
  if (second !== undefined && isSamePort(first, second)) return none("several");
  return { own, settings: first, why: null };
}

function isSamePort(a: NetFacts, b: NetFacts): boolean {
  const [[portA, devA], [portB, devB]] = [portNumber(a), portNumber(b)];
  return portA === portB && devA === devB;
}

/** Is it the representor of something: then it is not the function's own, and what is set on it means another. */
export function isRepresentor(net: NetFacts): boolean {
  return interfaceRole(net).is === "represents";
}

/** The PF's interface that stands for a VF; null = there is none, or it cannot be told. */
export function representorOf(pf: Pick<FunctionFacts, "children" | "bdf">, vf: number): NetFacts | null {
  const found = netsOf(pf).flatMap((net) => {
    const role = interfaceRole(net);
    return role.is === "represents" && role.vf === vf && role.controller === null ? [{ net, pf: role.pf }] : [];
  });
  // A card's PFs are counted as their functions are; names of several PFs below one function are told apart by it.
  const self = Number(pf.bdf.at(-1));
  const [only] = found.length > 1 ? found.filter((each) => each.pf === self) : found;
  return only?.net ?? null;
}

/** What an interface is, for a column beside its name; null = the function's own and nothing more to say. */
export function roleText(net: NetFacts): Words | null {
  const role = interfaceRole(net);
  switch (role.is) {
    case "unknown":
      return net.portName == null ? INTERFACE_WORDS.nameUnread : INTERFACE_WORDS.unknownName({ name: net.portName });
    case "own":
      if (role.port) return INTERFACE_WORDS.port({ port: net.portName ?? "" });
      return (net.devPort ?? 0) > 0 ? INTERFACE_WORDS.portOfFunction({ port: `${net.devPort}` }) : null;
    case "represents": {
      const what = representedText(role);
      return INTERFACE_WORDS.representor({
        what:
          role.controller === null ? what : INTERFACE_WORDS.onController({ what, controller: `${role.controller}` }),
      });
    }
  }
}

function representedText({ pf, vf, sf }: Extract<InterfaceRole, { is: "represents" }>): Words {
  const own =
    sf !== null
      ? INTERFACE_WORDS.subfunction({ number: `${sf}` })
      : vf !== null
        ? INTERFACE_WORDS.vf({ number: `${vf}` })
        : null;
  if (own === null) return INTERFACE_WORDS.pf({ number: `${pf}` });
  return pf === null ? own : INTERFACE_WORDS.ofPf({ what: own, pf: `${pf}` });
}

/** InfiniBand, class 02h, subclass 07h (PCI Code and ID Assignment 1.16 §1.2). */
const INFINIBAND_CLASS = 0x0207;

/** What a function's VFs are set as; null = not known. */
export function linkTypeOf(fn: Pick<FunctionFacts, "children" | "classCode">): "ether" | "infiniband" | null {
  const told = interfacesOf(fn).own[0]?.linkType;
  if (told !== undefined) return told;
  return fn.classCode !== null && fn.classCode >> 8 === INFINIBAND_CLASS ? "infiniband" : null;
}

/** Network controllers, and the InfiniBand class of before (0c06h). */
const NETWORK = 0x02;
const OLD_INFINIBAND = 0x0c06;

/** May the function's VFs have settings of a network card? Those of a GPU or a disk have none. */
export function mayHaveNetwork({ children, classCode }: Pick<FunctionFacts, "children" | "classCode">): boolean {
  if (classCode === null || children.some(({ kind }) => kind === "net")) return true;
  return classCode >> 16 === NETWORK || classCode >> 8 === OLD_INFINIBAND;
}

/** Is there anything that could be set of the VFs of this PF: as a network card's, or their MSI-X vectors? */
export function hasVfSettings(pf: Pick<FunctionFacts, "children" | "classCode" | "sriov">): boolean {
  return mayHaveNetwork(pf) || (pf.sriov?.vfTotalMsix ?? 0) > 0;
}

/** What is set on VFs of such a PF through its interface, named for a sentence; null = it is no network card, and has none. */
export function vfSettingNames(pf: Pick<FunctionFacts, "children" | "classCode">): Words | null {
  if (linkTypeOf(pf) === "infiniband") return INTERFACE_WORDS.infinibandSettings;
  return mayHaveNetwork(pf) ? INTERFACE_WORDS.networkSettings : null;
}
