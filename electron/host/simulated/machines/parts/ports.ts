/** Root ports, switches and the bridge to conventional PCI. */

import { bdfParts } from "../../../../../shared/pci/bdf.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import {
  acsPort,
  aer,
  dataLinkFeature,
  dpc,
  msi,
  physical16,
  physical32,
  pm,
  secondary,
  subsystem,
} from "./capabilities.ts";
import { express, hotPlugSlot, type LinkRate, type PortType } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { bridgeHeader } from "./headers.ts";

/** A model of port: who made it. */
export interface PortModel {
  readonly vendor: number;
  readonly device: number;
  readonly revision: number;
  readonly subsystem: readonly [vendor: number, device: number];
}

/** Sapphire Rapids root port. */
export const INTEL_ROOT_PORT: PortModel = {
  vendor: 0x8086,
  device: 0x352a,
  revision: 0x04,
  subsystem: [0x8086, 0x0000],
};
/** Emmitsburg chipset's root port. */
export const INTEL_PCH_PORT: PortModel = {
  vendor: 0x8086,
  device: 0x1bb8,
  revision: 0x11,
  subsystem: [0x8086, 0x7270],
};
export const AMD_ROOT_PORT: PortModel = { vendor: 0x1022, device: 0x14ab, revision: 0x01, subsystem: [0x1022, 0x1453] };
/** PEX89144 */
export const GEN5_SWITCH: PortModel = { vendor: 0x1000, device: 0xc030, revision: 0xb0, subsystem: [0x1000, 0x100b] };

interface PortOptions {
  readonly secondary: number;
  readonly subordinate: number;
  readonly max: LinkRate;
  readonly now: LinkRate | null;
  /** Number of the slot behind it. */
  readonly slot?: number;
  /** Forwards by ARI; ports of servers do when a device below has it. */
  readonly ari?: boolean;
  /** Isolates what is below (ACS); without it everything below is one IOMMU group. */
  readonly acs?: boolean;
  readonly multiFunction?: boolean;
}

/** What a port passes on to: one bus, by a link that runs as fast as it can unless `now` says otherwise. */
export function oneBus(bus: number, max: LinkRate, now: LinkRate = max) {
  return { secondary: bus, subordinate: bus, max, now };
}

function port(place: Place, model: PortModel, type: PortType, options: PortOptions): FunctionSpec {
  const { max, now, slot } = options;
  const ari = options.ari === true ? 1 : 0;
  const isDownstream = type !== "upstream";
  const config = buildSpace(
    4096,
    bridgeHeader({
      ...model,
      classCode: 0x060400,
      primary: bdfParts(place.bdf).bus,
      secondary: options.secondary,
      subordinate: options.subordinate,
      pin: 1,
      multiFunction: options.multiFunction === true,
    }),
    [
      pm(0x40, 0b11001),
      msi(0x48),
      express(
        0x68,
        type,
        { max, now, port: bdfParts(place.bdf).device },
        {
          "devcap2.ari": isDownstream ? 1 : 0,
          "devctl2.ari": isDownstream ? ari : 0,
          ...(slot === undefined ? {} : hotPlugSlot(slot, now !== null)),
        },
      ),
      subsystem(0xb0, ...model.subsystem),
      aer(0x100),
      ...(options.acs === false || !isDownstream ? [] : [acsPort(0x148)]),
      secondary(0x160, max.width),
      ...(isDownstream ? [dpc(0x1a0)] : []),
      dataLinkFeature(0x200),
      ...(max.speed >= 16 ? [physical16(0x210)] : []),
      ...(max.speed >= 32 ? [physical32(0x250)] : []),
    ],
  );
  return functionSpec(place, config, { driver: "pcieport", resetMethods: ["pm"] });
}

export function rootPort(place: Place, model: PortModel, options: PortOptions): FunctionSpec {
  return port(place, model, "root", options);
}
export function switchUpstream(place: Place, model: PortModel, options: PortOptions): FunctionSpec {
  return port(place, model, "upstream", options);
}
export function switchDownstream(place: Place, model: PortModel, options: PortOptions): FunctionSpec {
  return port(place, model, "downstream", options);
}

/** A PCI Express to PCI bridge: what is behind it cannot be told apart, so it is one group with the bridge. */
export function pciBridge(
  place: Place,
  model: PortModel,
  buses: Pick<PortOptions, "secondary" | "subordinate">,
): FunctionSpec {
  const rate: LinkRate = { speed: 5, width: 1 };
  const config = buildSpace(
    4096,
    bridgeHeader({ ...model, classCode: 0x060400, primary: bdfParts(place.bdf).bus, ...buses, pin: 1 }),
    [
      msi(0x50),
      pm(0x78, 0b11111),
      express(0x80, "toPci", { max: rate, now: rate }),
      subsystem(0xc0, ...model.subsystem),
      aer(0x100, 1),
    ],
  );
  return functionSpec(place, config, { resetMethods: ["pm"] });
}
