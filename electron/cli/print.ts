/** Standard output. */
import { writeSync } from "node:fs";

/** Everything, also where standard output is a pipe whose reader is slow. */
export function print(bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader has seen enough (`| head`); Windows says it in the second way.
      if (code === "EPIPE" || code === "EOF") return;
      if (code !== "EAGAIN") throw error;
    }
  }
}
