import { createInterface } from "node:readline";
import { errnoIn } from "../../../electron/host/strerror.ts";
import type { Holder } from "../../contract/world.ts";
import type { Ssh } from "../machine/ssh.ts";

/** Has a program in the guest open a function that is on vfio-pci. @throws Error with its words, and the errno's name, when it cannot */
export async function holdFunction(ssh: Ssh, bdf: string): Promise<Holder> {
  // vfio-pci says so in the kernel's log when it is asked for a function that is open.
  const asked = `dmesg | grep -c 'vfio-pci ${bdf}: .*blocked until released'`;
  const { stdout: before } = await ssh.execute(asked);
  const program = ssh.start(`perl /usr/lib/lab/hold-vfio.pl ${bdf}`);
  const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
  let complaint = "";
  program.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: program.stdout }).once("line", () => resolve());
    void ended.then(() => reject(new Error(`${bdf} cannot be held: ${complaint.trim()} ${errnoIn(complaint) ?? ""}`)));
  });
  return {
    isAwaited: async () => (await ssh.execute(asked)).stdout !== before,
    letGo: () => {
      program.stdin.end();
      return ended;
    },
  };
}
