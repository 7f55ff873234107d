/** GPUs of Intel and AMD with the registers that a card of their kind has; numbers of this machine's own making. */

import type { ChildFacts } from "../../../../../shared/machine/facts.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import { ari, msi, pm, sriov } from "./capabilities.ts";
import { express, GEN5_X16, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { GiB, MiB, mem64, resourcesOf, type VfWindow, vfBarSizes, vfWindow } from "./regions.ts";

interface GpuOptions {
  readonly ids: readonly [vendor: number, device: number];
  readonly classCode: number;
  readonly driver: string;
  /** Start of 64 GiB of 64-bit addresses for this card alone. */
  readonly memory: bigint;
  /** TotalVFs and the device id of VFs; null = it has no SR-IOV. */
  readonly vfs: { readonly total: number; readonly device: number } | null;
  readonly children: readonly ChildFacts[];
}

export function gpu(place: Place, { ids, classCode, driver, memory, vfs, children }: GpuOptions): FunctionSpec {
  const [vendor, device] = ids;
  const common = { classCode, revision: 0, subsystem: [vendor, 0x1000] as const };
  const regions = [mem64(0, memory, 16n * MiB), mem64(2, memory + 8n * GiB, 8n * GiB)];
  const windows: VfWindow[] =
    vfs === null
      ? []
      : [vfWindow(0, memory + 1n * GiB, 16n * MiB, vfs.total), vfWindow(2, memory + 16n * GiB, 2n * GiB, vfs.total)];
  const standard = [
    pm(0x40, 0b01001),
    msi(0x48, 1),
    express(0x60, "endpoint", { max: GEN5_X16, now: GEN5_X16 }, { "devcap.flr": 1 }),
  ];
  const extended =
    vfs === null
      ? []
      : [
          ari(0x100),
          sriov(0x120, {
            total: vfs.total,
            dependency: 0,
            offset: 1,
            stride: 1,
            vfDevice: vfs.device,
            pageSizes: 0x553,
            windows,
          }),
        ];
  return functionSpec(
    place,
    buildSpace(4096, endpointHeader({ vendor, device, ...common, regions, pin: 1 }), [...standard, ...extended]),
    {
      resources: resourcesOf(regions, windows),
      driver,
      resetMethods: ["flr", "bus"],
      hints: { children },
      removable: true,
      pf:
        vfs === null
          ? null
          : {
              vfConfig: buildSpace(4096, vfHeader(common), [vfExpress(0x60, GEN5_X16, {}), ari(0x100)]),
              vfBars: vfBarSizes(windows),
              layout: null,
              sharesGroup: false,
            },
    },
  );
}
