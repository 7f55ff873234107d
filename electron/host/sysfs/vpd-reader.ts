/**
 * Reads a `vpd` file (drivers/pci/vpd.c). The kernel waits for the device after every four bytes, up to 125 ms each
 * time and under a lock that other functions of the card share, and some firmware never answers. So another process
 * reads, and one that does not come to an end is left behind: the program never waits in the kernel itself.
 */
import type { ChildProcess } from "node:child_process";
import type { VpdReading } from "../../../shared/machine/facts.ts";
import { programPath } from "../places/programs.ts";
import { errnoIn } from "../strerror.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { startReading } from "./reading-program.ts";

/** Addresses have 15 bits. */
const MAX_BYTES = 0x8000;
/** 32 KiB at four bytes a millisecond take eight seconds. */
const TIMEOUT_MS = 15_000;

export class VpdReader {
  private readonly timeoutMs: number;
  /** By path: one that has not come back is not asked again. */
  private readonly running = new Map<string, ChildProcess>();

  constructor(timeoutMs = TIMEOUT_MS) {
    this.timeoutMs = timeoutMs;
  }

  /** Never rejects. */
  read(path: string, signal?: AbortSignal): Promise<VpdReading> {
    if (signal?.aborted) return Promise.resolve(vpdProblem("ECANCELED"));
    if (this.running.has(path)) return Promise.resolve(vpdProblem("ETIMEDOUT"));
    // A block of four bytes: what a device gave before it stopped answering has then been written already.
    const words = [`if=${path}`, "bs=4", `count=${MAX_BYTES / 4}`, "status=none"];
    const child = startReading(programPath("dd"), words);
    if (child === null) return Promise.resolve(vpdProblem("ENOSYS"));
    this.running.set(path, child);
    child.once("exit", () => {
      if (this.running.get(path) === child) this.running.delete(path);
    });
    return new Promise((resolve) => {
      const parts: Buffer[] = [];
      let complaint = "";
      const finish = (reading: VpdReading) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
        resolve(reading);
      };
      const leave = (code: string) => {
        // In the kernel it cannot be ended; it goes when the device answers.
        child.kill("SIGKILL");
        child.stdout.destroy();
        child.stderr.destroy();
        child.unref();
        finish(vpdProblem(code));
      };
      const cancel = () => leave("ECANCELED");
      const timer = setTimeout(() => leave("ETIMEDOUT"), this.timeoutMs);
      signal?.addEventListener("abort", cancel, { once: true });
      child.stdout.on("data", (part: Buffer) => parts.push(part));
      child.stderr.setEncoding("latin1").on("data", (text: string) => {
        complaint += text;
      });
      child.once("error", () => {
        this.running.delete(path);
        finish(vpdProblem("ENOSYS"));
      });
      child.once("close", () => finish(outcome(Buffer.concat(parts), complaint)));
    });
  }

  /** Ends what still runs, as far as the kernel lets it. */
  close(): void {
    for (const child of this.running.values()) child.kill("SIGKILL");
    this.running.clear();
  }
}

/** What came before an error is kept: firmware with a wrong length ends so. */
function outcome(bytes: Buffer, complaint: string): VpdReading {
  if (bytes.length > 0) return { state: "read", hex: bytes.toString("hex", 0, MAX_BYTES) };
  if (complaint === "") return vpdProblem("ENODATA");
  const code = errnoIn(complaint) ?? "EIO";
  // The function was there a moment ago: with its file it has left itself.
  return vpdProblem(code === "ENOENT" ? "ENODEV" : code);
}
