/** A plain adapter with SR-IOV: whatever a test needs, described in a few values. */

import { bdfParts } from "../../../../../shared/pci/bdf.ts";
import type { FunctionSpec, PfSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import { aer, ari, msix, pm, sriov } from "./capabilities.ts";
import { express, type LinkRate, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { KiB, MiB, mem64, resourcesOf, vfBarSizes, vfWindow } from "./regions.ts";

const RATE: LinkRate = { speed: 8, width: 4 };

export interface AdapterDescription {
  readonly vendor: number;
  readonly device: number;
  readonly vfDevice: number;
  readonly classCode: number;
  readonly bar0: bigint;
  /** null = the firmware found no place for the VFs. */
  readonly vfMemory: bigint | null;
  /** VFs that the window has room for; `total` where it is not given. */
  readonly room?: number;
  readonly total: number;
  readonly initial?: number;
  readonly offset: number;
  readonly stride: number;
  readonly dependency?: number;
  readonly driver: string | null;
  readonly driverOverride?: string;
  readonly sharesGroup?: boolean;
  readonly layout?: PfSpec["layout"];
  readonly nvme?: PfSpec["nvme"];
  readonly hints?: FunctionSpec["hints"];
}

export function adapter(place: Place, it: AdapterDescription): FunctionSpec {
  const { device: slotDevice, function: fn } = bdfParts(place.bdf);
  const subsystem = [it.vendor, 0x0001] as const;
  const regions = [mem64(0, it.bar0, MiB)];
  const windows = [vfWindow(0, it.vfMemory, 64n * KiB, it.room ?? it.total)];
  const config = buildSpace(
    4096,
    endpointHeader({ ...it, revision: 0x01, subsystem, regions, pin: 1, multiFunction: true }),
    [
      pm(0x40),
      msix(0x70, 16, 0, 0x0000, 0x2000),
      express(0xa0, "endpoint", { max: RATE, now: RATE }, { "devcap.flr": 1 }),
      aer(0x100),
      ari(0x150),
      sriov(0x160, {
        total: it.total,
        initial: it.initial ?? it.total,
        dependency: it.dependency ?? slotDevice * 8 + fn,
        offset: it.offset,
        stride: it.stride,
        vfDevice: it.vfDevice,
        pageSizes: 0x553,
        windows,
      }),
    ],
  );
  const vfConfig = buildSpace(4096, vfHeader({ classCode: it.classCode, revision: 0x01, subsystem }), [
    msix(0x70, 3, 0, 0x0000, 0x2000),
    vfExpress(0xa0, RATE),
    aer(0x100),
    ari(0x150),
  ]);
  return functionSpec(place, config, {
    resources: resourcesOf(regions, windows),
    driver: it.driver,
    driverOverride: it.driverOverride ?? null,
    resetMethods: ["flr", "bus"],
    hints: it.hints ?? {},
    removable: true,
    pf: {
      vfConfig,
      vfBars: vfBarSizes(windows),
      layout: it.layout ?? null,
      sharesGroup: it.sharesGroup ?? false,
      ...(it.nvme && { nvme: it.nvme }),
    },
  });
}
