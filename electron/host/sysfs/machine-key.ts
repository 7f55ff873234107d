/** The key of this machine, by the same bytes as the helper's greeting has it (assets/host-helper.sh, key). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { machineKey } from "../../../shared/machine/machine-key.ts";

/** The first digits of a hash, which tell machines apart and tell nothing else. */
export const KEY_DIGITS = 16;

/** machine-id(5); a system that has none yet says `uninitialized`. */
const MACHINE_ID = /^[0-9a-f]{32}\n?$/;
/** A serial number that is not set has the same digit throughout, 0 or f (SMBIOS 3.7 §7.2.1). */
const HAS_SERIAL = /[1-9a-e]/i;

export function hashed(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, KEY_DIGITS);
}

/** @param etc where machine-id is @param dmi /sys/class/dmi/id */
export function ownMachineKey(etc = "/etc", dmi = "/sys/class/dmi/id"): string | null {
  const id = bytesOf(`${etc}/machine-id`);
  const uuid = bytesOf(`${dmi}/product_uuid`);
  const serial = bytesOf(`${dmi}/board_serial`);
  return machineKey({
    ...(MACHINE_ID.test(id.toString("latin1")) ? { id: hashed(id) } : {}),
    ...(HAS_SERIAL.test(uuid.toString("latin1")) ? { dmi: hashed(Buffer.concat([uuid, serial])) } : {}),
  });
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
