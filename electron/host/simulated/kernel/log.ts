import type { Bdf } from "../../../../shared/pci/bdf.ts";

/** The kernel's message buffer, without time stamps. */
export class KernelLog {
  private lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
  }

  /** A line as `pci_info()` and its sisters write it: the bound driver's name, or the bus's, then the function. */
  about(fn: { readonly bdf: Bdf; readonly driver: string | null }, text: string): void {
    this.add(`${fn.driver ?? "pci"} ${fn.bdf}: ${text}`);
  }

  /** A place in the buffer to read from later. */
  position(): number {
    return this.lines.length;
  }

  /** Drops what was written so far: nobody asks for what happened before boot was over. */
  clear(): void {
    this.lines = [];
  }

  since(position: number): readonly string[] {
    return this.lines.slice(position);
  }
}
