/** Intel I350: the management network of a server, and the first adapter that many meet VFs on. */

import { bdfParts } from "../../../../../shared/pci/bdf.ts";
import type { ChildHints, FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import { acsEndpoint, aer, ari, msi, msix, pm, serialNumber, sriov } from "./capabilities.ts";
import { express, GEN2_X4, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { io, KiB, MiB, mem32, resourcesOf, rom, type VfWindow, vfBarSizes, vfWindow } from "./regions.ts";

const INTEL = 0x8086;
const VFS = 8;

interface I350Options {
  /** 32-bit memory: 4 MiB from here. */
  readonly memory: bigint;
  readonly io: bigint;
  /** 64-bit memory for the VFs: 256 KiB from here. */
  readonly vfMemory: bigint;
  readonly nextFunction: number;
  readonly hints: ChildHints;
}

function vfConfig(subsystem: readonly [number, number]): Uint8Array {
  return buildSpace(4096, vfHeader({ classCode: 0x020000, revision: 0x01, subsystem }), [
    msix(0x70, 3, 3, 0x0000, 0x2000),
    vfExpress(0xa0, GEN2_X4, { "devcap2.tagcomp10": 0, "devcap2.tagreq10": 0 }),
    aer(0x100, 1),
    ari(0x150),
  ]);
}

/** One port. VFs start at routing id +128, four apart; without ARI at +384, on the next bus number. */
export function i350(place: Place, options: I350Options): FunctionSpec {
  const { device, function: fn } = bdfParts(place.bdf);
  const subsystem = [INTEL, 0x00a2] as const;
  const regions = [
    mem32(0, options.memory, MiB),
    io(2, options.io, 32n),
    mem32(3, options.memory + MiB, 16n * KiB),
    rom(options.memory + 2n * MiB, 512n * KiB),
  ];
  const windows: VfWindow[] = [
    vfWindow(0, options.vfMemory, 16n * KiB, VFS, false),
    vfWindow(3, options.vfMemory + 128n * KiB, 16n * KiB, VFS, false),
  ];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: INTEL,
      device: 0x1521,
      classCode: 0x020000,
      revision: 0x01,
      subsystem,
      regions,
      pin: fn + 1,
      multiFunction: true,
      command: 0x0001,
    }),
    [
      pm(0x40, 0b11001),
      msi(0x50),
      msix(0x70, 10, 3, 0x0000, 0x2000),
      express(
        0xa0,
        "endpoint",
        { max: GEN2_X4, now: GEN2_X4 },
        { "devcap.flr": 1, "devcap2.tagcomp10": 0, "devcap2.tagreq10": 0 },
      ),
      aer(0x100, 1),
      serialNumber(0x140, "00-00-5e-ff-ff-00-53-30"),
      ari(0x150, options.nextFunction),
      sriov(0x160, {
        total: VFS,
        dependency: device * 8 + fn,
        offset: 128,
        stride: 4,
        vfDevice: 0x1520,
        pageSizes: 0x553,
        windows,
      }),
      acsEndpoint(0x1d0),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions, windows),
    driver: "igb",
    resetMethods: ["flr", "bus"],
    hints: options.hints,
    pf: {
      vfConfig: vfConfig(subsystem),
      vfBars: vfBarSizes(windows),
      layout: (_count, hasAri) => ({ offset: hasAri ? 128 : 384, stride: 4 }),
      sharesGroup: false,
    },
  });
}
