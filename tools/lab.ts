/** `npm run lab`: boots a virtual machine with real SR-IOV and says how to get to it. Ctrl+C ends it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { productFiles } from "../e2e/lab/image/product.ts";
import { bootLab, type LabMachine, prepareLab } from "../e2e/lab/machine/lab-machine.ts";
import { sshArgs, writeSshConfig } from "../e2e/lab/machine/ssh.ts";
import { NoLab } from "../e2e/lab/parts/fetch.ts";
import { PRODUCT } from "../e2e/lab/places.ts";
import { LAB_WORLDS, labWorld } from "../e2e/lab/worlds/catalogue.ts";
import type { LabWorld } from "../e2e/lab/worlds/world.ts";
import { freePort } from "../electron/host/ssh/testing/free-port.ts";
import { errorText } from "../shared/error-text.ts";
import { ensureBuilt } from "./build.ts";
import { findProgram } from "./run.ts";

const WORLDS = LAB_WORLDS.map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join("\n");
const HELP = `npm run lab [-- --world NAME]
Boots a virtual machine whose kernel has real PCIe and SR-IOV devices. Nothing is installed. Ctrl+C ends it.
Worlds:
${WORLDS}
`;

function chosenWorld(): LabWorld | null {
  const { values } = parseArgs({
    options: { world: { type: "string", default: "nic-nvme" }, help: { type: "boolean", short: "h", default: false } },
  });
  return values.help ? null : labWorld(values.world);
}

/** The ways in, as commands to copy. */
async function waysIn({ place }: LabMachine, folder: string): Promise<string> {
  const config = writeSshConfig(folder, place.ssh);
  const port = await freePort();
  const ssh = `ssh ${sshArgs(place.ssh).join(" ")}`;
  const start = `node ${PRODUCT}/dist/app/web.js --allow-changes --port ${port}`;
  return [
    "",
    "A shell in it:",
    `  ${ssh} root@127.0.0.1`,
    "The app on this machine, looking at it through ssh:",
    `  npm start -- --host ssh:root@lab --ssh-config ${config}`,
    "The app, running in it as root; open the link that it prints:",
    `  ${ssh} -t -L ${port}:127.0.0.1:${port} root@127.0.0.1 ${start}`,
    "QEMU's monitor (QMP), to plug and unplug devices:",
    `  ${place.qmpSocket}`,
    "",
    "Ctrl+C ends it.",
  ].join("\n");
}

/** Resolves with the first signal that says so. */
function endAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

async function lab(world: LabWorld): Promise<void> {
  const asked = endAsked();
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "lab-run-"));
  try {
    const kit = await prepareLab(productFiles(), folder);
    console.log(`${kit.parts.about}\nStarting ${world.name}: ${world.about} …`);
    const starting = bootLab({ kit, world, logs: join(folder, "logs") });
    const machine = await Promise.race([starting, asked]);
    if (machine) {
      console.log(await waysIn(machine, folder));
      // Wakes up when it is asked to end: nothing else keeps this program.
      const alive = setInterval(() => {}, 3_600_000);
      await Promise.race([asked, machine.ended]);
      clearInterval(alive);
    }
    await (await starting).close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const world = chosenWorld();
  if (world === null) console.log(HELP);
  else if (findProgram("ssh-keygen") === null) throw new NoLab("The lab needs an ssh client (package openssh-client).");
  else await lab(world);
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
