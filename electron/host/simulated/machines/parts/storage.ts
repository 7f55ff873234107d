/** NVMe disks. */

import type { ChildHints, FunctionSpec, PfSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import {
  aer,
  ari,
  dataLinkFeature,
  msi,
  msix,
  physical16,
  pm,
  secondary,
  serialNumber,
  sriov,
} from "./capabilities.ts";
import { express, GEN4_X4, type LinkRate, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { KiB, mem64, resourcesOf, vfBarSizes, vfWindow } from "./regions.ts";

const SAMSUNG = 0x144d;
const NVME = 0x010802;

function disk(number: number): ChildHints {
  return {
    children: [
      { kind: "nvme", name: `nvme${number}`, state: null, address: null },
      { kind: "block", name: `nvme${number}n1`, state: null, address: null },
    ],
  };
}

/** PM9A3; `number` names its controller and its one namespace. */
export function nvmeDisk(place: Place, bar0: bigint, number: number, now: LinkRate = GEN4_X4): FunctionSpec {
  const regions = [mem64(0, bar0, 16n * KiB, false)];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: SAMSUNG,
      device: 0xa80a,
      classCode: NVME,
      revision: 0x00,
      subsystem: [SAMSUNG, 0xa813],
      regions,
      pin: 1,
    }),
    [
      pm(0x40),
      msi(0x50, 5, false),
      express(0x70, "endpoint", { max: GEN4_X4, now }, { "devcap.flr": 1, "devcap.l0s": 7, "devcap.l1": 7 }),
      msix(0xb0, 64, 0, 0x3000, 0x2000),
      aer(0x100),
      serialNumber(0x168, "00-00-5e-00-53-00-00-00"),
      secondary(0x178, 4),
      physical16(0x198),
      dataLinkFeature(0x1bc),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions),
    driver: "nvme",
    resetMethods: ["flr", "bus"],
    hints: disk(number),
    removable: true,
  });
}

export interface SharedDiskOptions {
  readonly bar0: bigint;
  readonly vfWindow: bigint;
  readonly totalVfs: number;
  /** Names its controller and its one namespace. */
  readonly number: number;
  /** What it shares out among the controllers of its VFs. */
  readonly flexible: NonNullable<PfSpec["nvme"]>;
}

/** PM173X: a controller with a secondary one for each VF. */
export function sharedNvmeDisk(place: Place, options: SharedDiskOptions): FunctionSpec {
  const { totalVfs, number } = options;
  const subsystem = [SAMSUNG, 0xa801] as const;
  const regions = [mem64(0, options.bar0, 32n * KiB, false)];
  const windows = [vfWindow(0, options.vfWindow, 32n * KiB, totalVfs)];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: SAMSUNG,
      device: 0xa824,
      classCode: NVME,
      revision: 0x00,
      subsystem,
      regions,
      pin: 1,
    }),
    [
      pm(0x40),
      express(0x70, "endpoint", { max: GEN4_X4, now: GEN4_X4 }, { "devcap.flr": 1 }),
      msix(0xb0, 64, 0, 0x4000, 0x3000),
      aer(0x100),
      serialNumber(0x148, "00-00-5e-00-53-00-00-01"),
      ari(0x178),
      secondary(0x188, 4),
      physical16(0x1a8),
      sriov(0x200, {
        total: totalVfs,
        dependency: 0,
        offset: 1,
        stride: 1,
        vfDevice: 0xa824,
        pageSizes: 0x553,
        windows,
      }),
      dataLinkFeature(0x3a0),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions, windows),
    driver: "nvme",
    resetMethods: ["flr", "bus"],
    hints: disk(number),
    removable: true,
    pf: {
      vfConfig: buildSpace(4096, vfHeader({ classCode: NVME, revision: 0x00, subsystem }), [
        vfExpress(0x70, GEN4_X4),
        msix(0xb0, 8, 0, 0x4000, 0x3000),
        aer(0x100),
        ari(0x178),
      ]),
      vfBars: vfBarSizes(windows),
      layout: null,
      sharesGroup: false,
      nvme: options.flexible,
    },
  });
}
