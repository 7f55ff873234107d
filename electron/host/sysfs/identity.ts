/** Who this machine is, and whether we may change it. */
import { accessSync, constants, existsSync } from "node:fs";
import { hostname, release } from "node:os";
import { basename } from "node:path";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { THIS_MACHINE } from "../../../shared/machine/file-name.ts";
import type { AttributeReader } from "./attribute-reader.ts";
import { hashed, ownMachineKey } from "./machine-key.ts";

/** @param isReal the kernel's own sysfs, not a tree of files that looks like it */
export function readIdentity(reader: AttributeReader, root: string, isReal: boolean): HostIdentity {
  if (!isReal) {
    return {
      name: basename(root),
      kernel: null,
      bootId: null,
      machineKey: `tree:${hashed(root)}`,
      privileged: writable(root),
      connection: `sysfs tree ${root}`,
      kind: "local",
    };
  }
  return {
    name: hostname(),
    kernel: reader.text("/proc/sys/kernel/osrelease") ?? release(),
    bootId: reader.text("/proc/sys/kernel/random/boot_id"),
    machineKey: ownMachineKey(),
    privileged: process.geteuid?.() === 0 && writable(root),
    connection: THIS_MACHINE,
    kind: "local",
  };
}

/** Would a write be let through? Root in a container may find sysfs mounted read-only. */
function writable(root: string): boolean {
  const probe = `${root}/bus/pci/drivers_probe`;
  try {
    accessSync(existsSync(probe) ? probe : `${root}/bus/pci/devices`, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
