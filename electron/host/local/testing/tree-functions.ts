/** The functions of a made-up machine: root ports, network PFs and their VFs, as a kernel with CONFIG_PCI_IOV shows them. */
import { type Bdf, bdfParts } from "../../../../shared/pci/bdf.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import {
  accessControl,
  advancedErrors,
  ConfigBytes,
  express,
  header,
  msi,
  msix,
  powerManagement,
  sriov,
} from "./config-bytes.ts";
import type { TreeFunction } from "./sysfs-tree.ts";

const PORT = { vendor: 0x8086, device: 0x352a, classCode: 0x060400, revision: 0x04 };
const PF = { vendor: 0x15b3, device: 0x1021, classCode: 0x020000, revision: 0x00 };
const VF_DEVICE = 0x101e;
const SUBSYSTEM = { vendor: 0x15b3, device: 0x0041 };
const GEN4 = 4;
const GEN5 = 5;
const MEM64 = 0x14220cn;
const ROM = 0x046200n;
const WINDOW = 0x200n;
const WINDOW64 = 0x102201n;
const MEGABYTE = 0x100000n;
export const PF_BAR = 32n * MEGABYTE;
export const VF_BAR = MEGABYTE;

export interface PortPlan {
  readonly bdf: Bdf;
  readonly hostBridge: string;
  readonly secondary: number;
  readonly subordinate: number;
  /** 64-bit prefetchable window for everything below. */
  readonly window: bigint;
  readonly windowSize: bigint;
  /** 32-bit window. */
  readonly memory: bigint;
  readonly slot: string;
  readonly group: string;
  readonly numa: number;
}

export interface PfPlan {
  readonly bdf: Bdf;
  readonly port: PortPlan;
  readonly vfs: number;
  readonly offset: number;
  readonly bar: bigint;
  readonly vfWindow: bigint;
  readonly group: string;
  readonly driver: string | null;
  readonly net: string | null;
  /** Lanes that the link came up with; fewer than 16 = degraded. */
  readonly width: number;
}

export interface VfPlan {
  readonly bdf: Bdf;
  readonly pf: PfPlan;
  readonly index: number;
  readonly group: string;
  readonly driver: string | null;
}

function upper(value: number, digits: number): string {
  return hexDigits(value, digits).toUpperCase();
}
function hex64(value: bigint): string {
  return `0x${hexDigits(value, 16)}`;
}

type Range = readonly [start: bigint, size: bigint, flags: bigint] | null;

/** The kernel's `resource` text: 13 lines, 17 for a bridge. */
function resourceText(lines: number, ranges: Readonly<Record<number, Range>>): string {
  const out: string[] = [];
  for (let i = 0; i < lines; i++) {
    const range = ranges[i];
    out.push(range ? `${hex64(range[0])} ${hex64(range[0] + range[1] - 1n)} ${hex64(range[2])}` : EMPTY_RESOURCE);
  }
  return out.join("\n");
}
const EMPTY_RESOURCE = `${hex64(0n)} ${hex64(0n)} ${hex64(0n)}`;

interface Ids {
  readonly vendor: number;
  readonly device: number;
  readonly classCode: number;
  readonly revision: number;
}

function commonAttributes(ids: Ids, subsystem: { vendor: number; device: number }, numa: number) {
  const c = ids.classCode;
  return {
    vendor: `0x${hexDigits(ids.vendor, 4)}`,
    device: `0x${hexDigits(ids.device, 4)}`,
    subsystem_vendor: `0x${hexDigits(subsystem.vendor, 4)}`,
    subsystem_device: `0x${hexDigits(subsystem.device, 4)}`,
    class: `0x${hexDigits(c, 6)}`,
    revision: `0x${hexDigits(ids.revision, 2)}`,
    modalias:
      `pci:v${upper(ids.vendor, 8)}d${upper(ids.device, 8)}sv${upper(subsystem.vendor, 8)}sd${upper(subsystem.device, 8)}` +
      `bc${upper(c >> 16, 2)}sc${upper((c >> 8) & 0xff, 2)}i${upper(c & 0xff, 2)}`,
    numa_node: `${numa}`,
    power_state: "D0",
    d3cold_allowed: "1",
    driver_override: "(null)",
    enable: "1",
    "power/runtime_status": "active",
    "power/control": "on",
    msi_bus: "1",
    dma_mask_bits: "64",
    broken_parity_status: "0",
  };
}

function msiAttributes(first: number, count: number, kind: "msi" | "msix") {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`msi_irqs/${first + i}`, kind]));
}

const NO_ERRORS = ["Undefined 0", "DLP 0", "SDES 0", "TLP 0", "CmpltTO 0", "UnsupReq 0"];

function errorCounters() {
  return {
    aer_dev_correctable: "RxErr 0\nBadTLP 0\nBadDLLP 0\nRollover 0\nTimeout 0\nNonFatalErr 0\nTOTAL_ERR_COR 0",
    aer_dev_fatal: [...NO_ERRORS, "TOTAL_ERR_FATAL 0"].join("\n"),
    aer_dev_nonfatal: [...NO_ERRORS, "TOTAL_ERR_NONFATAL 0"].join("\n"),
  };
}

export function portPath(port: PortPlan): string {
  return `devices/${port.hostBridge}/${port.bdf}`;
}

export function portFunction(port: PortPlan): TreeFunction {
  const config = new ConfigBytes();
  header(config, PORT, bdfParts(port.bdf).function === 0 ? 0x81 : 0x01, 0x0506);
  config.u8(0x18, bdfParts(port.bdf).bus).u8(0x19, port.secondary).u8(0x1a, port.subordinate);
  config.u8(0x1c, 0xf0).u8(0x1d, 0x00);
  const top = port.memory + 2n * MEGABYTE - 1n;
  config.u16(0x20, Number(port.memory >> 16n) & 0xfff0).u16(0x22, Number(top >> 16n) & 0xfff0);
  const last = port.window + port.windowSize - 1n;
  config.u16(0x24, (Number((port.window >> 16n) & 0xfff0n) | 1) & 0xffff);
  config.u16(0x26, (Number((last >> 16n) & 0xfff0n) | 1) & 0xffff);
  config.u32(0x28, Number(port.window >> 32n)).u32(0x2c, Number(last >> 32n));
  config.u8(0x3d, 1).u16(0x3e, 0x0003);
  express(config, 0x40, { portType: 4, maxSpeed: GEN5, speed: GEN4, maxWidth: 16, width: 16 });
  powerManagement(config, 0x80);
  config.standard(0x0d, 0x88).u16(0x8c, 0x8086).u16(0x8e, 0);
  msi(config, 0x90);
  advancedErrors(config, 0x100, true);
  accessControl(config, 0x150, 0x001f, 0x001d);
  config.extended(0x001d, 1, 0x160).u16(0x164, 0x1a0f).u16(0x166, 0x000a);
  config.extended(0x0019, 1, 0x180);
  config.extended(0x0025, 1, 0x1d0).u32(0x1d4, 0x80000001).u32(0x1d8, 0x80000001);
  config.extended(0x0026, 1, 0x1e0).u32(0x1ec, 0x1f);
  return {
    bdf: port.bdf,
    path: portPath(port),
    config: config.bytes,
    driver: "pcieport",
    iommuGroup: port.group,
    attributes: {
      ...commonAttributes(PORT, { vendor: 0x8086, device: 0 }, port.numa),
      irq: "26",
      resource: resourceText(17, {
        14: [port.memory, 2n * MEGABYTE, WINDOW],
        15: [port.window, port.windowSize, WINDOW64],
      }),
      secondary_bus_number: `${port.secondary}`,
      subordinate_bus_number: `${port.subordinate}`,
      current_link_speed: "16.0 GT/s PCIe",
      current_link_width: "16",
      max_link_speed: "32.0 GT/s PCIe",
      max_link_width: "16",
      ari_enabled: "0",
      reset_method: "pm",
      ...msiAttributes(26, 1, "msi"),
      ...errorCounters(),
    },
  };
}

export function pfFunction(pf: PfPlan, many: boolean): TreeFunction {
  const { port } = pf;
  const self = bdfParts(pf.bdf).function;
  const config = new ConfigBytes();
  header(config, PF, many && self === 0 ? 0x80 : 0, 0x0406);
  config.u32(0x10, Number(pf.bar & 0xfffffff0n) | 0xc).u32(0x14, Number(pf.bar >> 32n));
  config
    .u16(0x2c, SUBSYSTEM.vendor)
    .u16(0x2e, SUBSYSTEM.device)
    .u8(0x3d, 1 + (self & 3))
    .u8(0x3c, 0xff);
  if (self === 0) config.u32(0x30, Number(port.memory & 0xfffff800n));
  express(config, 0x60, { portType: 0, maxSpeed: GEN4, speed: GEN4, maxWidth: 16, width: pf.width });
  msix(config, 0x9c, 64, pf.driver !== null);
  powerManagement(config, 0x40);
  advancedErrors(config, 0x100, false);
  config.extended(0x000e, 1, 0x150).u16(0x154, 0x0100);
  sriov(config, 0x180, {
    total: pf.vfs,
    num: pf.vfs,
    offset: pf.offset,
    stride: 1,
    device: VF_DEVICE,
    self,
    window: pf.vfWindow,
  });
  config.extended(0x0019, 1, 0x1c0);
  accessControl(config, 0x230, 0x0000, 0x0000);
  config
    .extended(0x0003, 1, 0x240)
    .u32(0x244, 0x03f0aabb)
    .u32(0x248, 0x0c42a100 + (port.secondary & 0xff));
  config.extended(0x000f, 1, 0x250).u16(0x254, 0x0020).u16(0x256, 0x8000);
  config.extended(0x0018, 1, 0x260);
  config.extended(0x0026, 1, 0x370).u32(0x37c, 0x1f);
  config.extended(0x0025, 1, 0x420).u32(0x424, 0x80000001).u32(0x428, 0x80000001);
  const window: Range = pf.vfs > 0 ? [pf.vfWindow, VF_BAR * BigInt(pf.vfs), MEM64] : null;
  return {
    bdf: pf.bdf,
    path: `${portPath(port)}/${pf.bdf}`,
    config: config.bytes,
    driver: pf.driver,
    iommuGroup: pf.group,
    attributes: {
      ...commonAttributes(PF, SUBSYSTEM, port.numa),
      irq: "0",
      resource: resourceText(13, {
        0: [pf.bar, PF_BAR, MEM64],
        6: self === 0 ? [port.memory, MEGABYTE, ROM] : null,
        7: window,
      }),
      current_link_speed: "16.0 GT/s PCIe",
      current_link_width: `${pf.width}`,
      max_link_speed: "16.0 GT/s PCIe",
      max_link_width: "16",
      ari_enabled: "1",
      reset_method: "flr bus",
      sriov_totalvfs: `${pf.vfs}`,
      sriov_numvfs: `${pf.vfs}`,
      sriov_offset: `${pf.offset}`,
      sriov_stride: "1",
      sriov_vf_device: hexDigits(VF_DEVICE, 4),
      sriov_vf_total_msix: "2048",
      sriov_drivers_autoprobe: "1",
      ...msiAttributes(64 + 32 * self, 16, "msix"),
      ...errorCounters(),
      ...(pf.net === null ? {} : netAttributes(pf.net, port.secondary, self)),
    },
  };
}

function netAttributes(name: string, bus: number, index: number): Record<string, string> {
  const address = `02:42:${hexDigits(bus & 0xff, 2)}:00:${hexDigits(index >> 8, 2)}:${hexDigits(index & 0xff, 2)}`;
  return { [`net/${name}/operstate`]: "up", [`net/${name}/address`]: address };
}

export function vfFunction(vf: VfPlan): TreeFunction {
  const { pf } = vf;
  const config = new ConfigBytes();
  header(config, { ...PF, vendor: 0xffff, device: 0xffff }, 0, 0x0004);
  config.u8(0x0c, 0).u16(0x2c, SUBSYSTEM.vendor).u16(0x2e, SUBSYSTEM.device);
  express(config, 0x60, { portType: 0, maxSpeed: 0, speed: 0, maxWidth: 0, width: 0 });
  msix(config, 0x9c, 12, vf.driver !== null);
  config.extended(0x000e, 1, 0x100);
  config.extended(0x000f, 1, 0x110).u16(0x114, 0x0020);
  const children: Record<string, string> =
    vf.driver === "vfio-pci"
      ? { [`vfio-dev/vfio${vf.group}/dev`]: "511:0" }
      : vf.driver === null
        ? {}
        : netAttributes(`${pf.net ?? "eth0"}v${vf.index}`, pf.port.secondary, 256 + vf.index);
  return {
    bdf: vf.bdf,
    path: `${portPath(pf.port)}/${vf.bdf}`,
    config: config.bytes,
    driver: vf.driver,
    iommuGroup: vf.group,
    attributes: {
      ...commonAttributes({ ...PF, device: VF_DEVICE }, SUBSYSTEM, pf.port.numa),
      irq: "0",
      resource: resourceText(13, { 0: [pf.vfWindow + VF_BAR * BigInt(vf.index), VF_BAR, MEM64] }),
      current_link_speed: "Unknown",
      current_link_width: "0",
      max_link_speed: "Unknown",
      max_link_width: "0",
      ari_enabled: "1",
      reset_method: "flr",
      ...(vf.driver === null ? {} : msiAttributes(200, 4, "msix")),
      ...children,
    },
  };
}
