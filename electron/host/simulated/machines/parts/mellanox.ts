/** ConnectX-7 and BlueField-3 adapters. */

import { bdfParts } from "../../../../../shared/pci/bdf.ts";
import type { ChildHints, FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import {
  acsEndpoint,
  aer,
  ari,
  dataLinkFeature,
  laneMargining,
  msix,
  physical16,
  physical32,
  pm,
  secondary,
  sriov,
  vendorExtended,
  vendorSpecific,
  vpd,
} from "./capabilities.ts";
import { express, GEN5_X16, type LinkRate, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { MiB, mem32, mem64, resourcesOf, rom, type VfWindow, vfBarSizes, vfWindow } from "./regions.ts";

const MELLANOX = 0x15b3;
const ETHERNET = 0x020000;
const INFINIBAND = 0x020700;
const DMA_CONTROLLER = 0x080100;

/** Every VF of an mlx5 adapter: the device part of PCI Express, MSI-X, ARI; no SR-IOV. */
function vfConfig({ classCode, revision, subsystem }: Pick<Model, "classCode" | "revision" | "subsystem">): Uint8Array {
  return buildSpace(4096, vfHeader({ classCode, revision, subsystem }), [
    vfExpress(0x60, GEN5_X16),
    msix(0x9c, 12, 0, 0x2000, 0x3000),
    vendorExtended(0x100, 0x0000, 0, 0x00c),
    ari(0x150),
  ]);
}

interface AdapterOptions {
  readonly bar0: bigint;
  readonly rom: bigint;
  readonly vfWindow: bigint;
  readonly totalVfs: number;
  readonly vfOffset: number;
  readonly vfStride: number;
  readonly hints: ChildHints;
  /** ARI's next function of the card. */
  readonly nextFunction: number;
  readonly now: LinkRate;
}

interface Model {
  readonly device: number;
  readonly classCode: number;
  readonly revision: number;
  readonly subsystem: readonly [number, number];
  readonly vfDevice: number;
}

function adapter(place: Place, model: Model, options: AdapterOptions): FunctionSpec {
  const { device: slotDevice, function: fn } = bdfParts(place.bdf);
  const windows: VfWindow[] = [vfWindow(0, options.vfWindow, 2n * MiB, options.totalVfs)];
  const regions = [mem64(0, options.bar0, 32n * MiB), rom(options.rom, MiB)];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: MELLANOX,
      ...model,
      regions,
      pin: fn + 1,
      multiFunction: fn !== 0 || options.nextFunction !== 0,
      line: 0x0b,
    }),
    [
      express(
        0x60,
        "endpoint",
        { max: GEN5_X16, now: options.now },
        { "devcap.flr": 1, "devcap.pwrval": 75, "devcap.l0s": 7, "devcap.l1": 7, "devctl.corr": 1, "devctl.unsup": 0 },
      ),
      vpd(0x48),
      msix(0x9c, 64, 0, 0x2000, 0x3000),
      vendorSpecific(0xc0, 0x18),
      pm(0x40, 0b10000),
      aer(0x100),
      ari(0x150, options.nextFunction),
      sriov(0x180, {
        total: options.totalVfs,
        dependency: slotDevice * 8 + fn,
        offset: options.vfOffset,
        stride: options.vfStride,
        vfDevice: model.vfDevice,
        pageSizes: 0x7ff,
        windows,
      }),
      // Only the first function of a device has the link's registers.
      ...(fn === 0 ? [secondary(0x1c0, 16)] : []),
      acsEndpoint(0x230),
      ...(fn === 0 ? [laneMargining(0x320), physical16(0x370), physical32(0x3b0)] : []),
      dataLinkFeature(0x420),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions, windows),
    driver: "mlx5_core",
    resetMethods: ["flr", "bus"],
    hints: options.hints,
    removable: true,
    pf: {
      vfConfig: vfConfig(model),
      vfBars: vfBarSizes(windows),
      layout: null,
      sharesGroup: false,
    },
  });
}

const CONNECTX7: Model = {
  device: 0x1021,
  classCode: ETHERNET,
  revision: 0x00,
  subsystem: [MELLANOX, 0x0058],
  vfDevice: 0x101e,
};

/** MT2910: a function of a ConnectX-7 card; what its ports are is a setting of its firmware. */
export function connectx7(place: Place, options: AdapterOptions): FunctionSpec {
  const isInfiniband = options.hints.net?.port?.linkType === "infiniband";
  return adapter(place, { ...CONNECTX7, classCode: isInfiniband ? INFINIBAND : ETHERNET }, options);
}

/** MT43244: the network function of a BlueField-3 card. */
export function bluefield3(place: Place, options: AdapterOptions): FunctionSpec {
  const model = { device: 0xa2dc, revision: 0x01, subsystem: [MELLANOX, 0x0009], vfDevice: 0x101e } as const;
  return adapter(place, { ...model, classCode: ETHERNET }, options);
}

/** MT43244: the card's management function, through which its own system is reached. */
export function bluefield3Management(place: Place, bar0: bigint, now: LinkRate): FunctionSpec {
  const regions = [mem32(0, bar0, 16n * MiB)];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: MELLANOX,
      device: 0xc2d5,
      classCode: DMA_CONTROLLER,
      revision: 0x01,
      subsystem: [MELLANOX, 0x0009],
      regions,
      pin: 2,
      multiFunction: true,
    }),
    [
      express(0x60, "endpoint", { max: GEN5_X16, now }, { "devcap.flr": 1 }),
      vpd(0x48),
      msix(0x9c, 64, 0, 0x2000, 0x3000),
      vendorSpecific(0xc0, 0x18),
      pm(0x40),
      aer(0x100),
      ari(0x150),
      acsEndpoint(0x230),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions),
    resetMethods: ["flr", "bus"],
    removable: true,
  });
}
