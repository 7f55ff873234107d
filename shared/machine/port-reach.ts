/** What the port above a function forwards: device 0 of its bus only, unless ARI forwarding is enabled. Pure. */
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import type { Message } from "../words/message.ts";
import { EVIDENCE_WORDS } from "../words/texts/evidence.ts";
import { PORT_REACH_WORDS } from "../words/texts/port-reach.ts";
import type { FunctionFacts } from "./facts.ts";
import { findStandard } from "./find-capability.ts";
import { isGivingDriver, subclass } from "./role.ts";

const EXPRESS = 0x10;
/** PCI Express Capabilities, Device Capabilities 2 and Device Control 2 (PCIe 6.2 §7.5.3.2, §7.5.3.15, §7.5.3.16). */
const TYPE = 0x02;
const CAPABILITIES_2 = 0x24;
const CONTROL_2 = 0x28;
const ARI_FORWARDING = 0x20;
/** Root port and downstream port of a switch: what has one link below it. */
const PORTS: readonly number[] = [4, 6];

/** Of a port above a function. */
export interface PortAbove {
  readonly bdf: Bdf;
  /** Does it pass on devices other than 0 of its secondary bus (PCIe 6.2 §6.13)? null = not read. */
  readonly forwardsAri: boolean | null;
  /** Could it? null = not read. */
  readonly supportsAri: boolean | null;
  readonly evidence: Message;
}

/**
 * The port whose link the function is on; null where there is none, as in a root complex.
 * @param port left out = not read
 * @param space the port's registers; null = not read
 */
export function portAbove(
  fn: Pick<FunctionFacts, "bdf" | "parent" | "ariEnabled">,
  port: FunctionFacts | undefined,
  space: ConfigSpace | null = null,
): PortAbove | null {
  const { parent: bdf, ariEnabled } = fn;
  if (bdf === null) return null;
  // The parent of a whole domain (VMD) is no port.
  if (port !== undefined && port.bridge === null && subclass(port) !== 0x0604) return null;
  const express = space === null ? null : findStandard(space, EXPRESS);
  const type = express?.word(TYPE) ?? null;
  const control = express?.word(CONTROL_2) ?? null;
  if (type === null || control === null) {
    const of = { attribute: "ari_enabled", bdf: fn.bdf };
    const evidence =
      ariEnabled === null ? EVIDENCE_WORDS.unread(of) : EVIDENCE_WORDS.is({ ...of, value: ariEnabled ? 1 : 0 });
    return { bdf, forwardsAri: ariEnabled, supportsAri: null, evidence };
  }
  if (!PORTS.includes((type >> 4) & 0xf)) return null;
  const forwardsAri = (control & ARI_FORWARDING) !== 0;
  const abilities = express?.long(CAPABILITIES_2) ?? null;
  return {
    bdf,
    forwardsAri,
    supportsAri: abilities === null ? null : (abilities & ARI_FORWARDING) !== 0,
    evidence: PORT_REACH_WORDS.control({ port: bdf, value: forwardsAri ? 1 : 0 }),
  };
}

type Around = { readonly byBdf: ReadonlyMap<Bdf, FunctionFacts> } | null;

/** The first VF that is on the PF's bus and not device 0 there, which a port without ARI does not pass on. */
export interface CutVf {
  readonly index: number;
  readonly bdf: Bdf;
  readonly device: number;
}

/** null = there is none, or where VFs are is not known. */
export function firstCutVf(pf: FunctionFacts): CutVf | null {
  const { offset = null, stride = null } = pf.sriov ?? {};
  if (offset === null || stride === null || offset === 0) return null;
  const { bus, domain } = bdfParts(pf.bdf);
  const first = routingId(pf.bdf) + offset;
  const cutFrom = bus * 256 + 8;
  const index = first >= cutFrom ? 0 : stride === 0 ? null : Math.ceil((cutFrom - first) / stride);
  if (index === null) return null;
  const id = first + stride * index;
  const bdf = id > bus * 256 + 255 ? null : bdfAtRoutingId(domain, id);
  return bdf === null ? null : { index, bdf, device: bdfParts(bdf).device };
}

/**
 * Has a VF of the PF been reached that a port without ARI would not pass on? Then this one does. Of the first VF the kernel
 * reads a header, or there is none; later ones it lists unread (drivers/pci/iov.c, pci_read_vf_config_common), and only a
 * driver of the host shows that they are there.
 */
function passesSome(around: Around, { bdf: pf, virtfns }: FunctionFacts): boolean {
  const { bus } = bdfParts(pf);
  return virtfns.some(({ index, bdf }) => {
    const driver = around?.byBdf.get(bdf)?.driver ?? null;
    const isReached = index === 0 || (driver !== null && !isGivingDriver(driver));
    return isReached && bdfParts(bdf).bus === bus && bdfParts(bdf).device !== 0;
  });
}

/**
 * The VFs that a port without ARI keeps from being reached, and the port; null = none.
 * @param space the port's registers; null = not read
 * @returns with `forwardsAri` null where that is not known
 */
export function cutByPort(
  around: Around,
  pf: FunctionFacts,
  space: ConfigSpace | null = null,
): { readonly port: PortAbove; readonly from: CutVf } | null {
  const port = portAbove(pf, pf.parent === null ? undefined : around?.byBdf.get(pf.parent), space);
  const from = firstCutVf(pf);
  return port === null || from === null || port.forwardsAri === true || passesSome(around, pf) ? null : { port, from };
}

/** What makes the port forward more; a sentence. */
export function ariRemedy({ supportsAri }: Pick<PortAbove, "supportsAri">): Message {
  return supportsAri === true ? PORT_REACH_WORDS.unusedAri : PORT_REACH_WORDS.noAri;
}
