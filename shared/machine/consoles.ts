/** Consoles and terminals that the kernel shows on no device, and the functions that may carry them. Pure. */
import type { FunctionInfo } from "./facts.ts";

type MayCarry = (fn: FunctionInfo) => boolean;

/** virtio-console, transitional and modern (virtio 1.2, §4.1.2.1 and §5.3). */
const VIRTIO_CONSOLES: readonly number[] = [0x1003, 0x1043];

const CARRIERS: readonly (readonly [name: RegExp, mayCarry: MayCarry])[] = [
  // Its terminals have no parent (drivers/tty/hvc/hvc_console.c); those of Xen and of firmware are on no function.
  [/^hvc\d+$/, ({ vendor, device }) => vendor === 0x1af4 && device !== null && VIRTIO_CONSOLES.includes(device)],
  // Drawn on every display that has a driver (drivers/gpu/drm/clients/drm_log.c).
  [/^drm_log-?\d*$/, ({ children }) => children.some(({ kind }) => kind === "drm")],
];

/**
 * Consoles on no function: virtual terminals, whose display is told as that; none (ttynull); the log that is kept for after
 * a crash, whose disk is told as that (pstore, which goes by the name of its backend); those of the firmware of POWER.
 */
const ON_NOTHING = /^(?:tty\d*|ttynull-?\d*|(?:pstore\w*|ramoops)-?\d*|hvsi\d+)$/;

/** Is it a console that one of several functions carries, without a word of the kernel on which. */
export function mayBeAnywhere(name: string): boolean {
  return CARRIERS.some(([pattern]) => pattern.test(name));
}

/** Is it on no function, as far as its name tells. */
export function isOnNothing(name: string): boolean {
  return ON_NOTHING.test(name);
}

export function mayCarry(name: string, functions: readonly FunctionInfo[]): readonly FunctionInfo[] {
  return functions.filter((fn) => CARRIERS.some(([pattern, carries]) => pattern.test(name) && carries(fn)));
}
