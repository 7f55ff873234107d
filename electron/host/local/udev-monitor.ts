/** The kernel's own word of changes on the PCI bus, by `udevadm monitor`: sooner than any poll. */
import { spawn } from "node:child_process";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { programPath } from "../places/programs.ts";

/** The function that a line `KERNEL[1234.5] bind     /devices/pci0000:00/0000:00:01.0 (pci)` is about. */
export function eventFunction(line: string): Bdf | null {
  const match = /^KERNEL\[[\d.]+\]\s+\w+\s+(\S+) \(pci\)$/.exec(line.trim());
  const name = match?.[1]?.split("/").at(-1) ?? "";
  return isBdf(name) ? name : null;
}

/**
 * Follows the bus until the returned function is called. Where udevadm is missing or ends, nothing comes: the poll
 * goes on beside it anyway.
 */
export function monitorUdev(onChange: (bdf: Bdf) => void): () => void {
  let rest = "";
  const child = spawn(programPath("udevadm"), ["monitor", "--kernel", "--subsystem-match=pci"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  child.on("error", () => {});
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const bdf = eventFunction(line);
      if (bdf !== null) onChange(bdf);
    }
  });
  return () => {
    child.stdout?.destroy();
    child.kill("SIGTERM");
  };
}
