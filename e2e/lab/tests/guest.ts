/** A guest of the lab machine: QEMU with the text that the product gives, and its firmware, which finds the functions. */
import { Duplex } from "node:stream";
import { Qmp } from "../machine/qmp.ts";
import type { Ssh } from "../machine/ssh.ts";

const MACHINE = "-machine q35 -accel tcg -m 192 -nodefaults -display none -no-reboot -qmp stdio";

export interface Guest {
  readonly qmp: Qmp;
  /** What QEMU has complained of. */
  readonly complaint: () => string;
  /** Done when QEMU is gone; it may have ended already. */
  readonly end: () => Promise<void>;
}

/**
 * @param text options of QEMU, as for a shell
 * @throws Error with QEMU's words when it starts no guest
 */
export async function startGuest(ssh: Ssh, text: string): Promise<Guest> {
  const program = ssh.start(`exec qemu-system-x86_64 ${MACHINE} ${text}`);
  const stream = Duplex.from({ readable: program.stdout, writable: program.stdin });
  let complaint = "";
  program.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => {
    program.once("close", () => {
      stream.destroy();
      resolve();
    });
  });
  try {
    const qmp = await Qmp.over(stream);
    return {
      qmp,
      complaint: () => complaint,
      end: async () => {
        await qmp.run("quit").catch(() => undefined);
        await ended;
      },
    };
  } catch {
    await ended;
    throw new Error(`no guest: ${complaint.trim()}`);
  }
}
