/** A guest of the lab machine: QEMU with the text that the product gives, and its firmware, which finds the functions. */
import { Duplex } from "node:stream";
import { GUEST_KERNEL } from "../image/guest-emulator.ts";
import { Qmp } from "../machine/qmp.ts";
import type { Ssh } from "../machine/ssh.ts";

const MACHINE = "-machine q35 -accel tcg -m 192 -nodefaults -display none -no-reboot -qmp stdio";

const FILES = "/tmp/guest";
const CONSOLE = "/tmp/guest-console";
/** `no_timer_check`: see lab-machine.ts. */
const KERNEL = `-kernel ${GUEST_KERNEL} -initrd ${FILES}.cpio -append "console=ttyS0 no_timer_check panic=-1" -serial file:${CONSOLE}`;

/** Makes the file system of {@link startLinux} out of the machine's own; its first program is guest-init.sh. */
const MAKE_FILES = `
set -e
mkdir -p ${FILES}/bin ${FILES}/proc ${FILES}/sys
cp /usr/bin/busybox ${FILES}/bin/
cp "$(modinfo -n igbvf)" ${FILES}/igbvf.ko
install -m 755 /usr/lib/lab/guest-init.sh ${FILES}/init
cd ${FILES}
find . | cpio -o -H newc > ${FILES}.cpio
`;

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

export interface LinuxGuest extends Guest {
  /** How many functions its own driver has, as its console told last; null before it has. */
  readonly driven: () => Promise<number | null>;
}

/** {@link startGuest} with a kernel, that of the machine, which drives VFs of igb. */
export async function startLinux(ssh: Ssh, text: string): Promise<LinuxGuest> {
  await ssh.run(MAKE_FILES);
  const guest = await startGuest(ssh, `${KERNEL} ${text}`);
  return {
    ...guest,
    driven: async () => {
      const told = [...(await ssh.run(`cat ${CONSOLE}`)).matchAll(/guest: igbvf has (\d+) functions/g)].at(-1);
      return told === undefined ? null : Number(told[1]);
    },
  };
}
