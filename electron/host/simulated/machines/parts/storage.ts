/** NVMe disks. */

import type { FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import { aer, dataLinkFeature, msi, msix, physical16, pm, secondary, serialNumber } from "./capabilities.ts";
import { express, GEN4_X4, type LinkRate } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader } from "./headers.ts";
import { KiB, mem64, resourcesOf } from "./regions.ts";

const SAMSUNG = 0x144d;

/** PM9A3; `number` names its controller and its one namespace. */
export function nvmeDisk(place: Place, bar0: bigint, number: number, now: LinkRate = GEN4_X4): FunctionSpec {
  const regions = [mem64(0, bar0, 16n * KiB, false)];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: SAMSUNG,
      device: 0xa80a,
      classCode: 0x010802,
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
    hints: {
      children: [
        { kind: "nvme", name: `nvme${number}`, state: null, address: null },
        { kind: "block", name: `nvme${number}n1`, state: null, address: null },
      ],
    },
    removable: true,
  });
}
