/** NVIDIA graphics and the switches between them. */

import type { ChildFacts } from "../../../../../shared/machine/facts.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import type { FieldValues } from "../../space/write.ts";
import {
  aer,
  ari,
  dataLinkFeature,
  laneMargining,
  ltr,
  msi,
  msix,
  physical16,
  physical32,
  pm,
  resizableBar,
  resizableVfBar,
  secondary,
  serialNumber,
  sriov,
  vendorExtended,
  vendorSpecific,
} from "./capabilities.ts";
import { express, GEN5_X16, type LinkRate, vfExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, vfHeader } from "./headers.ts";
import { GiB, io, KiB, MiB, mem32, mem64, resourcesOf, rom, type VfWindow, vfBarSizes, vfWindow } from "./regions.ts";

const NVIDIA = 0x10de;
const CONTROLLER_3D = 0x030200;

/** Message payload, latencies and control as the transcript of the RTX 5080 has them; the H20 differs in nothing here. */
const GPU_EXPRESS: FieldValues = {
  "devcap.mps": 1,
  "devcap.l0s": 0,
  "devcap.l1": 7,
  "devcap.exttag": 1,
  "devcap.rbe": 1,
  "devcap.flr": 1,
  "devctl.corr": 1,
  "devctl.nonfatal": 1,
  "devctl.fatal": 1,
  "devctl.unsup": 0,
  "devctl.relaxed": 1,
  "devctl.exttag": 1,
  "devctl.mps": 1,
  "devctl.mrrs": 5,
  "lnkcap.aspm": 2,
  "lnkcap.l1": 7,
  "lnkcap.clockpm": 1,
  "lnkctl.common": 0,
  "devcap2.ranges": 3,
  "devcap2.ltr": 1,
  "devcap2.obff": 1,
  "devcap2.atomic32": 1,
  "devcap2.atomic64": 1,
  "devctl2.tagreq10": 1,
};

interface H20Options {
  /** Start of 1 TiB of 64-bit addresses for this card alone. */
  readonly memory: bigint;
  readonly serial: string;
  readonly now: LinkRate;
  readonly driver: string;
  readonly driverOverride?: string;
  readonly children?: readonly ChildFacts[];
}

const H20_VFS = 16;

function h20VfConfig(): Uint8Array {
  const header = vfHeader({ classCode: CONTROLLER_3D, revision: 0xa1, subsystem: [NVIDIA, 0x198b] });
  return buildSpace(4096, header, [
    vfExpress(0x60, GEN5_X16, { "devcap.mps": 1 }),
    msix(0xb0, 3, 0, 0x10000, 0x20000),
    vendorExtended(0x100, 0x0001, 1, 0x014),
    ari(0x248),
  ]);
}

/** H20, device 2329, in an HGX board: 128 GiB of its memory in one BAR, and SR-IOV for vGPU software. */
export function h20(place: Place, options: H20Options): FunctionSpec {
  const { memory } = options;
  const regions = [
    mem64(0, memory + 0x4042000000n, 16n * MiB),
    mem64(2, memory + 0x2000000000n, 128n * GiB),
    mem64(4, memory + 0x4040000000n, 32n * MiB),
  ];
  const windows: VfWindow[] = [
    vfWindow(0, memory + 0x4043000000n, 256n * KiB, H20_VFS),
    vfWindow(2, memory + 0x6000000000n, 8n * GiB, H20_VFS),
    vfWindow(4, memory + 0x4050000000n, 32n * MiB, H20_VFS),
  ];
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: NVIDIA,
      device: 0x2329,
      classCode: CONTROLLER_3D,
      revision: 0xa1,
      subsystem: [NVIDIA, 0x198b],
      regions,
      pin: 1,
    }),
    [
      pm(0x40, 0b01001),
      msi(0x48, 4),
      express(0x60, "endpoint", { max: GEN5_X16, now: options.now }, GPU_EXPRESS),
      vendorSpecific(0x9c, 0x14),
      msix(0xb0, 9, 0, 0xb90000, 0xba0000),
      secondary(0x100, 16),
      ltr(0x12c),
      resizableBar(0x134, 2, [6, 17], 17),
      resizableVfBar(0x140, 2, [13], 13),
      dataLinkFeature(0x14c),
      physical16(0x158),
      physical32(0x188),
      aer(0x1b8),
      laneMargining(0x200),
      ari(0x248),
      sriov(0x250, {
        total: H20_VFS,
        dependency: 0,
        offset: 4,
        stride: 1,
        vfDevice: 0x2329,
        pageSizes: 0x573,
        windows,
        migration: true,
      }),
      vendorExtended(0x2a4, 0x0001, 1, 0x014),
      serialNumber(0x2f0, options.serial),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions, windows),
    driver: options.driver,
    driverOverride: options.driverOverride ?? null,
    resetMethods: ["flr", "bus"],
    hints: { children: options.children ?? [] },
    removable: true,
    pf: { vfConfig: h20VfConfig(), vfBars: vfBarSizes(windows), layout: null, sharesGroup: false },
  });
}

/** The switch between the GPUs of an HGX board. */
export function nvswitch(place: Place, bar0: bigint, driver: string | null): FunctionSpec {
  const regions = [mem64(0, bar0, 32n * MiB, false)];
  const rate: LinkRate = { speed: 16, width: 2 };
  const config = buildSpace(
    4096,
    endpointHeader({
      vendor: NVIDIA,
      device: 0x22a3,
      classCode: 0x068000,
      revision: 0xa1,
      subsystem: [NVIDIA, 0x1796],
      regions,
      pin: 1,
    }),
    [
      pm(0x40, 0b01001),
      msi(0x48, 4),
      express(0x60, "endpoint", { max: rate, now: rate }, { ...GPU_EXPRESS, "devcap2.ltr": 0 }),
      secondary(0x100, 2),
      dataLinkFeature(0x14c),
      physical16(0x158),
      aer(0x1b8),
      serialNumber(0x2f0, "48-b0-2d-00-00-00-00-01"),
    ],
  );
  return functionSpec(place, config, { resources: resourcesOf(regions), driver, resetMethods: ["flr", "bus"] });
}

/**
 * GeForce RTX 5080 as a guest sees it: 256 bytes of configuration space, so no extended capability and no SR-IOV.
 * Every value is that of the lab's transcript.
 */
export function rtx5080InGuest(place: Place, driver: string, children: readonly ChildFacts[]): FunctionSpec {
  const regions = [
    mem32(0, 0xc0000000n, 64n * MiB),
    mem64(1, 0x6fc00000000n, 16n * GiB),
    mem64(3, 0x70012000000n, 32n * MiB),
    io(5, 0x8080n, 128n),
    rom(0xbc100000n, 512n * KiB),
  ];
  const config = buildSpace(
    256,
    endpointHeader({
      vendor: NVIDIA,
      device: 0x2c02,
      classCode: 0x030000,
      revision: 0xa1,
      subsystem: [NVIDIA, 0x2c02],
      regions,
      pin: 1,
      command: 0x0001,
      line: 0x0a,
    }),
    [
      pm(0x40, 0b01001),
      msi(0x48, 4),
      express(
        0x60,
        "legacy",
        { max: GEN5_X16, now: { speed: 2.5, width: 16 } },
        {
          ...GPU_EXPRESS,
          "lnksta2.eqcomplete": 1,
          "lnksta2.eqphase1": 1,
          "lnksta2.eqphase2": 1,
          "lnksta2.eqphase3": 1,
        },
      ),
      vendorSpecific(0x9c, 0x14),
      msix(0xb0, 9, 0, 0xb90000, 0xba0000),
      vendorSpecific(0xc8, 0x08),
    ],
  );
  return functionSpec(place, config, {
    resources: resourcesOf(regions),
    irq: 10,
    driver,
    resetMethods: ["flr"],
    hints: { children },
    removable: true,
  });
}
