/** QEMU as files of a lab machine, which starts guests of its own with what it gives away. */
import { basename, join } from "node:path";
import type { LabParts } from "../parts/fetch.ts";
import { emulatorLister } from "../parts/foreign-program.ts";
import { output } from "../process.ts";
import type { GuestEntry } from "./cpio.ts";

const QEMU = "qemu-system-x86_64";
const LIBRARIES = "opt/emulator/lib";
const LOADER = "ld-linux-x86-64.so.2";
/** What QEMU reads at the start of such a guest. */
const FIRMWARE = ["seabios/bios-256k.bin", "qemu/kvmvapic.bin", "qemu/linuxboot_dma.bin"] as const;
/** The machine's own kernel, for guests that have one. */
export const GUEST_KERNEL = "/opt/emulator/kernel";

/** The machine's own libraries are of another release: QEMU has its own beside it. */
const START = `#!/bin/sh
exec /${LIBRARIES}/${LOADER} --library-path /${LIBRARIES} /opt/emulator/${QEMU} -L /opt/emulator/firmware "$@"
`;

export async function emulatorFiles(parts: LabParts): Promise<readonly GuestEntry[]> {
  const { emulator } = parts;
  const libraries = new Set([join(emulator, "usr/lib/x86_64-linux-gnu", LOADER)]);
  const { program, args } = emulatorLister(parts, QEMU);
  for (const [, path = ""] of (await output(program, args)).matchAll(/=> (\/\S+)/g)) libraries.add(path);
  const file = (path: string, from: string, mode?: number): GuestEntry => ({
    kind: "file",
    path,
    from,
    ...(mode !== undefined && { mode }),
  });
  return [
    ...[...libraries].map((from) => file(`${LIBRARIES}/${basename(from)}`, from, 0o755)),
    ...FIRMWARE.map((path) => file(`opt/emulator/firmware/${basename(path)}`, join(emulator, "usr/share", path))),
    file(GUEST_KERNEL.slice(1), parts.kernelImage),
    file(`opt/emulator/${QEMU}`, join(emulator, "usr/bin", QEMU), 0o755),
    { kind: "text", path: `usr/bin/${QEMU}`, text: START, mode: 0o755 },
  ];
}
