/** The registers that a kernel reads and writes while it binds drivers and enables VFs. */

import { MSI } from "../../../../shared/pci/capabilities/standard/msi.ts";
import { POWER_MANAGEMENT } from "../../../../shared/pci/capabilities/standard/power-management.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { functionContext } from "../../../../shared/pci/decode.ts";
import { walkExtended, walkStandard } from "../../../../shared/pci/walk.ts";
import { setField, setWord } from "../space/write.ts";
import type { Identity } from "./id-table.ts";
import type { SimFunction } from "./state.ts";

const COMMAND = 0x04;
const COMMAND_MEMORY = 0x0002;
const COMMAND_MASTER = 0x0004;
const COMMAND_INTX_OFF = 0x0400;

const PM = 0x01;
const MSI_ID = 0x05;
const EXPRESS = 0x10;
const MSIX = 0x11;

const MSIX_CONTROL = 2;
const MSIX_ENABLE = 0x8000;
const MSIX_SIZE = 0x07ff;

/** Offset of a capability of the standard list; null where there is none. */
export function findStandard(bytes: Uint8Array, id: number): number | null {
  const space = new ConfigSpace(bytes);
  return walkStandard(space, space.u8(0x0e) & 0x7f).found.find((item) => item.id === id)?.at ?? null;
}

/** Offset of an extended capability; null where there is none. */
export function findExtended(bytes: Uint8Array, id: number): number | null {
  return walkExtended(new ConfigSpace(bytes)).found.find((item) => item.id === id)?.at ?? null;
}

export function findExpress(bytes: Uint8Array): number | null {
  return findStandard(bytes, EXPRESS);
}

export function identityOf(fn: SimFunction): Identity {
  const { classCode } = functionContext(new ConfigSpace(fn.config));
  return { vendor: fn.vendor, device: fn.device, classCode };
}

/** Header Type without the multi-function bit. */
export function headerTypeOf(fn: SimFunction): number {
  return new ConfigSpace(fn.config).u8(0x0e) & 0x7f;
}

function command(bytes: Uint8Array, set: number, clear: number): void {
  const before = new ConfigSpace(bytes).u16(COMMAND);
  setWord(bytes, COMMAND, 2, (before & ~clear) | set);
}

/** What pci_enable_device() and pci_set_master() do; memory decoding of a VF is not its own to set. */
export function enableFunction(fn: SimFunction): void {
  command(fn.config, fn.vf === null ? COMMAND_MEMORY | COMMAND_MASTER : COMMAND_MASTER, 0);
}

export function disableFunction(fn: SimFunction): void {
  command(fn.config, 0, COMMAND_MASTER);
}

/** Turns on MSI-X, or MSI where there is no MSI-X, for up to `wanted` vectors. */
export function enableVectors(fn: SimFunction, wanted: number): SimFunction["msi"] {
  if (wanted === 0) return null;
  const msix = findStandard(fn.config, MSIX);
  if (msix !== null) {
    const control = new ConfigSpace(fn.config).u16(msix + MSIX_CONTROL);
    setWord(fn.config, msix + MSIX_CONTROL, 2, control | MSIX_ENABLE);
    command(fn.config, COMMAND_INTX_OFF, 0);
    return { kind: "msix", vectors: Math.min(wanted, (control & MSIX_SIZE) + 1) };
  }
  const msi = findStandard(fn.config, MSI_ID);
  if (msi === null) return null;
  setField(fn.config, MSI, msi, "ctl.enable", 1);
  // An interrupt-remapping address: the format bit, and a handle in bits 19:5.
  setField(fn.config, MSI, msi, "addr", 0xfee00018);
  command(fn.config, COMMAND_INTX_OFF, 0);
  return { kind: "msi", vectors: 1 };
}

export function disableVectors(fn: SimFunction): void {
  const msix = findStandard(fn.config, MSIX);
  const msi = findStandard(fn.config, MSI_ID);
  if (msix !== null) {
    const control = new ConfigSpace(fn.config).u16(msix + MSIX_CONTROL);
    setWord(fn.config, msix + MSIX_CONTROL, 2, control & ~MSIX_ENABLE);
  } else if (msi !== null) {
    setField(fn.config, MSI, msi, "ctl.enable", 0);
    setField(fn.config, MSI, msi, "addr", 0);
  }
  command(fn.config, 0, COMMAND_INTX_OFF);
}

/** Writes the PowerState field; false for a function without power management, which stays in D0. */
export function setPowerState(fn: SimFunction, state: 0 | 3): boolean {
  const at = findStandard(fn.config, PM);
  if (at === null) return false;
  setField(fn.config, POWER_MANAGEMENT, at, "ctl.state", state);
  return true;
}

const EXPRESS_CONTROL_2 = 0x28;
const ARI_FORWARDING = 0x0020;

/** Does the port above forward by ARI (Device Control 2, PCIe 6.2 §7.5.3.16). */
export function forwardsAri(port: SimFunction | undefined): boolean {
  if (port === undefined) return false;
  const at = findExpress(port.config);
  if (at === null) return false;
  return (new ConfigSpace(port.config).u16(at + EXPRESS_CONTROL_2) & ARI_FORWARDING) !== 0;
}

/** Bus numbers behind a bridge. */
export function busRange(bridge: SimFunction): { readonly secondary: number; readonly subordinate: number } {
  const space = new ConfigSpace(bridge.config);
  return { secondary: space.u8(0x19), subordinate: space.u8(0x1a) };
}
