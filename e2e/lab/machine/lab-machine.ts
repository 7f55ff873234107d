/** A lab machine from its start to its end. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../electron/host/ssh/testing/free-port.ts";
import { baseImage } from "../image/build-image.ts";
import { type GuestEntry, writeCpio } from "../image/cpio.ts";
import { emulatorFiles } from "../image/guest-emulator.ts";
import { segmentRom } from "../image/made-segment.ts";
import { authorizedKeys } from "../image/users.ts";
import { fetchParts, type LabParts } from "../parts/fetch.ts";
import { fromEmulator } from "../parts/foreign-program.ts";
import type { LabKernel } from "../parts/recipe.ts";
import { output } from "../process.ts";
import { withTries } from "../tries.ts";
import { type LabWorld, managementNic } from "../worlds/world.ts";
import { PortTaken, Qemu } from "./qemu.ts";
import { Qmp } from "./qmp.ts";
import { Ssh, type SshPlace } from "./ssh.ts";

/** Where a lab machine is: enough for another program to reach it, and small enough for an environment variable. */
export interface LabPlace {
  readonly world: string;
  readonly ssh: SshPlace;
  readonly qmpSocket: string;
}

export interface LabMachine {
  readonly place: LabPlace;
  /** Resolves when it has stopped, by whatever hand. */
  readonly ended: Promise<void>;
  /** Ends it and leaves nothing behind but its logs. */
  close(): Promise<void>;
}

/** What any number of lab machines are started from. */
export interface LabKit {
  readonly parts: LabParts;
  /** The guest's file system. */
  readonly image: string;
}

/** Fetches and builds what changes only with its parts, so that {@link prepareLab} finds it. @throws NoLab where there can be none */
export async function prefetchLab(): Promise<void> {
  await baseImage(await fetchParts());
}

export interface KitOptions {
  /** Put into the guest's file system as they are now. */
  readonly files: readonly GuestEntry[];
  /** Kept until no machine is started any more. */
  readonly folder: string;
  readonly kernel?: LabKernel;
}

/** Fetches and builds what is not there yet. @throws NoLab where there can be none */
export async function prepareLab({ files, folder, kernel }: KitOptions): Promise<LabKit> {
  const parts = await fetchParts(kernel);
  const image = join(folder, "image");
  writeCpio(image, files, await baseImage(parts));
  return { parts, image };
}

export interface BootOptions {
  readonly kit: LabKit;
  readonly world: LabWorld;
  /** Folder for the console's and QEMU's logs, made where it is missing. */
  readonly logs: string;
}

/** Between the choice of a port and QEMU's taking it, somebody else may take it. */
const MAX_PORTS = 5;

/** Keys of this one machine: nobody else gets in, and nobody else can pretend to be it. */
async function makeKeys(parts: LabParts, folder: string): Promise<{ files: readonly GuestEntry[]; hostKey: string }> {
  await output("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", join(folder, "key")]);
  const dropbearkey = fromEmulator(parts, "dropbearkey");
  const host = join(folder, "host_key");
  const text = await output(dropbearkey.program, [...dropbearkey.args, "-t", "ed25519", "-f", host]);
  const hostKey = /^(ssh-ed25519 \S+)/m.exec(text)?.[1];
  if (hostKey === undefined) throw new Error("dropbearkey gave no key");
  return {
    hostKey,
    files: [
      { kind: "file", path: "etc/dropbear/host_key", from: host, mode: 0o600 },
      ...authorizedKeys(join(folder, "key.pub")),
    ],
  };
}

/** @param name of a file beside the image's others @returns QEMU's arguments for the ACPI table */
async function acpiTable(parts: LabParts, folder: string, name: "power" | "segment"): Promise<readonly string[]> {
  const iasl = fromEmulator(parts, "iasl");
  const source = join(import.meta.dirname, `../image/${name}.asl`);
  await output(iasl.program, [...iasl.args, "-p", join(folder, name), source]);
  return ["-acpitable", `file=${join(folder, name)}.aml`];
}

/** @returns QEMU's arguments for what a world has beside QEMU's devices */
async function firmware(parts: LabParts, folder: string, { powerSwitch, made }: LabWorld): Promise<readonly string[]> {
  const power = powerSwitch ? await acpiTable(parts, folder, "power") : [];
  if (made === undefined) return power;
  const rom = join(folder, "rom");
  writeFileSync(rom, segmentRom(parts, made));
  return [...power, ...(await acpiTable(parts, folder, "segment")), "-bios", rom];
}

/** Boots it and waits until it can be reached. @throws Error with the end of its console when it cannot */
export async function bootLab(options: BootOptions): Promise<LabMachine> {
  const isPassing = (error: unknown) => error instanceof PortTaken;
  return await withTries(`starting ${options.world.name}`, { most: MAX_PORTS, isPassing }, async () =>
    bootAt(options, await freePort()),
  );
}

async function bootAt({ kit: { parts, image }, world, logs }: BootOptions, port: number): Promise<LabMachine> {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  mkdirSync(logs, { recursive: true });
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const keys = await makeKeys(parts, folder);
    const initrd = join(folder, "initrd");
    writeCpio(initrd, [...keys.files, ...(world.guests ? await emulatorFiles(parts) : [])], image);
    const own = await firmware(parts, folder, world);
    const qmpSocket = join(folder, "qmp");
    const quiet = ["console=ttyS0", "loglevel=4", "panic=-1", `lab.name=lab-${world.name}`];
    // The kernel counts ticks against the processor's clock, which runs on while an emulator beside others waits for its
    // turn: it then takes the timer for broken and panics.
    const patient = ["no_timer_check"];
    const qemu = new Qemu({
      parts,
      initrd,
      kernelCommandLine: [
        ...quiet,
        ...patient,
        ...world.kernelCommandLine,
        `lab.modules=${world.modules.join(",")}`,
      ].join(" "),
      args: ["-m", String(world.memoryMb), ...own, ...world.qemu, ...managementNic(port)],
      qmpSocket,
      logs,
    });
    undo.push(() => qemu.end());
    await qemu.ready();
    // QEMU has read it, and it is large.
    rmSync(initrd);
    const knownHosts = join(folder, "known_hosts");
    writeFileSync(knownHosts, `[127.0.0.1]:${port} ${keys.hostKey}\n`);
    const place = { port, keyFile: join(folder, "key"), knownHosts };
    if (world.plugged !== undefined) {
      const qmp = await Qmp.open(qmpSocket);
      for (const device of world.plugged) await qmp.plug(device);
      qmp.close();
    }
    if (world.setup.length > 0) {
      const ssh = await Ssh.open(place);
      try {
        await ssh.run(["set -e", ...world.setup].join("\n"));
      } finally {
        ssh.close();
      }
    }
    return { place: { world: world.name, ssh: place, qmpSocket }, ended: qemu.ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}
