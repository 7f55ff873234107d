/** What gives the BARs of VFs room, by what the kernel was told and where the card is. Pure. */
import { findStandard } from "../../machine/find-capability.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";

const EXPRESS = 0x10;
/** PCI Express Capabilities and Slot Capabilities (PCIe 6.2 §7.5.3.2, §7.5.3.9). */
const FLAGS = 0x02;
const SLOT = 0x14;
const SLOT_IMPLEMENTED = 0x100;
const HOT_PLUG = 0x40;

/** The kernel keeps memory free below such ports (drivers/pci/probe.c, set_pcie_hotplug_bridge). null = not read. */
function isHotPlugPort(port: ConfigSpace | null): boolean | null {
  const express = port === null ? null : findStandard(port, EXPRESS);
  const flags = express?.word(FLAGS) ?? null;
  const slot = express?.long(SLOT) ?? null;
  return flags === null || slot === null ? null : (flags & SLOT_IMPLEMENTED) !== 0 && (slot & HOT_PLUG) !== 0;
}

/** The last word on `realloc` among the options of `pci=` (drivers/pci/pci.c, pci_setup); null = there is none. */
function reallocWord(commandLine: string): string | null {
  const options = [...commandLine.matchAll(/(?:^|\s)pci=(\S+)/g)].flatMap(([, list = ""]) => list.split(","));
  return options.findLast((option) => option === "realloc" || option.startsWith("realloc=")) ?? null;
}

/** What a restart of the kernel can do; empty = that was done. */
function ofKernel(commandLine: string | null): string {
  const word = commandLine === null ? null : reallocWord(commandLine);
  if (word === null) return ", or start the kernel with pci=realloc";
  return word === "realloc=off" ? ", or start the kernel without pci=realloc=off" : "";
}

/**
 * Sentences.
 * @param commandLine null = not read
 * @param port registers of the port above; null = not read
 */
export function memoryRemedy(commandLine: string | null, port: ConfigSpace | null): string {
  const firmware = `Switch on SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS${ofKernel(commandLine)}.`;
  if (isHotPlugPort(port) === false) return firmware;
  return `${firmware} If the card was put in while the machine ran, start the machine with the card in its slot, or have the kernel keep more memory free for what is put in (pci=hpmmiosize=SIZE,hpmmioprefsize=SIZE).`;
}
