/** Starts QEMU so that it cannot outlive who started it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import type { LabParts } from "../parts/fetch.ts";
import { fromEmulator } from "../parts/foreign-program.ts";

/**
 * Its standard input is a pipe that we hold: when we are gone, however that came about, it ends, and QEMU with it.
 * Arguments: the program and its own.
 */
const WATCHED = `
exec 3<&0
"$@" </dev/null &
program=$!
{ read -r _ <&3; kill -9 $program 2>/dev/null; } &
watch=$!
wait $program
status=$?
kill $watch 2>/dev/null
exit $status
`;

/** A line of the guest's console that says it can be reached. */
const READY = /^lab: ready after [\d.]+ s/m;
/** Only against what never comes up: how long it takes says how much else runs. */
const BOOT_LIMIT_MS = 600_000;
const MAX_COMPLAINT = 8 * 1024;

/** QEMU's complaint when somebody else has taken the port meanwhile. */
const PORT_TAKEN = /Could not set up host forwarding rule/;

/** The port that was free a moment ago is so no more. */
export class PortTaken extends Error {}

export interface QemuOptions {
  readonly parts: LabParts;
  readonly initrd: string;
  readonly kernelCommandLine: string;
  readonly args: readonly string[];
  readonly qmpSocket: string;
  /** `console.log` and `qemu.log` go here. */
  readonly logs: string;
}

/** What every lab machine has. */
function commonArgs({ parts, initrd, kernelCommandLine, qmpSocket }: QemuOptions): readonly string[] {
  const data = ["usr/share/qemu", "usr/share/seabios"].flatMap((folder) => ["-L", join(parts.emulator, folder)]);
  return [
    ...data,
    ...["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"],
    // Not KVM: it may be there and yet not work, and who is in a container has none.
    // One processor: of two, one waits busily for what the other holds, which takes a third more of the host's.
    // Nor what copies strings fast: emulated it goes byte by byte, and a kernel without it goes by words.
    ...["-accel", "tcg", "-cpu", "max,erms=off,fsrm=off", "-smp", "1"],
    ...["-serial", "stdio", "-qmp", `unix:${qmpSocket},server=on,wait=off`],
    ...["-kernel", parts.kernelImage, "-initrd", initrd, "-append", kernelCommandLine],
  ];
}

export class Qemu {
  private readonly child: ChildProcess;
  /** Resolves when it has stopped. */
  readonly ended: Promise<void>;
  private console = "";
  private complaint = "";

  constructor(options: QemuOptions) {
    const { program, args } = fromEmulator(options.parts, "qemu-system-x86_64");
    const command = [program, ...args, ...commonArgs(options), ...options.args];
    this.child = spawn("/bin/sh", ["-c", WATCHED, "lab", ...command], {
      // A process group of its own, so that it can be ended as a whole.
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    // Not "exit": what it complained of last may still be on its way then.
    this.ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    const consoleLog = createWriteStream(join(options.logs, "console.log"));
    const qemuLog = createWriteStream(join(options.logs, "qemu.log"));
    qemuLog.write(`${command.map((word) => (/[\s"]/.test(word) ? `'${word}'` : word)).join(" ")}\n\n`);
    this.child.stdout?.on("data", (chunk: Buffer) => {
      consoleLog.write(chunk);
      this.console += chunk.toString("latin1");
    });
    this.child.stderr?.pipe(qemuLog);
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.complaint = (this.complaint + chunk.toString("latin1")).slice(-MAX_COMPLAINT);
    });
    this.child.stdin?.on("error", () => {});
  }

  /** @throws Error with the console's end when the guest stops before */
  async ready(): Promise<void> {
    let check: (() => void) | null = null;
    let timer: NodeJS.Timeout | null = null;
    const isReady = new Promise<"ready">((resolve) => {
      check = () => {
        if (READY.test(this.console)) resolve("ready");
      };
      this.child.stdout?.on("data", check);
      check();
    });
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), BOOT_LIMIT_MS);
    });
    const outcome = await Promise.race([isReady, late, this.ended]);
    if (timer) clearTimeout(timer);
    if (check) this.child.stdout?.off("data", check);
    if (outcome === "ready") return;
    const reason = outcome === "late" ? "did not come up in time" : "ended while it started";
    await this.end();
    const said = this.complaint.trim();
    if (PORT_TAKEN.test(said)) throw new PortTaken(said);
    const words = said === "" ? "" : `; QEMU said: ${said}`;
    throw new Error(`The lab machine ${reason}${words}; the end of its console:\n${this.console.slice(-2000)}`);
  }

  /** Ends it at once, with everything it started. */
  async end(): Promise<void> {
    const { pid } = this.child;
    if (pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It has just ended.
      }
    }
    await this.ended;
  }
}
