/**
 * `npm run lab`: boots a virtual machine with real SR-IOV and says how to get to it; Ctrl+C ends it.
 * `npm run lab -- kernels`: the contract suite and lspci's text on other kernels than that of `npm test`.
 * `npm run lab -- worlds`: what a person tries on more kinds of machines than `npm test` boots.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { agentFiles, productFiles } from "../e2e/lab/image/product.ts";
import { bootLab, type LabMachine, prepareLab } from "../e2e/lab/machine/lab-machine.ts";
import { sshArgs, writeSshConfig } from "../e2e/lab/machine/ssh.ts";
import { NoLab } from "../e2e/lab/parts/fetch.ts";
import { LAB_KERNELS, type LabKernel, USUAL_KERNEL } from "../e2e/lab/parts/recipe.ts";
import { PRODUCT } from "../e2e/lab/places.ts";
import { LabRun } from "../e2e/lab/stage.ts";
import { KERNEL_WORLDS, LAB_WORLDS, labWorld, MORE_WORLDS, TRIED_WORLDS } from "../e2e/lab/worlds/catalogue.ts";
import { nicNvme } from "../e2e/lab/worlds/nic-nvme.ts";
import type { LabWorld } from "../e2e/lab/worlds/world.ts";
import { freePort } from "../electron/host/ssh/testing/free-port.ts";
import { errorText } from "../shared/error-text.ts";
import { ensureBuilt } from "./build.ts";
import { findProgram } from "./run.ts";

const WORLDS = [...LAB_WORLDS, ...MORE_WORLDS].map(({ name, about }) => `  ${name.padEnd(14)}${about}`).join("\n");
const KERNELS = LAB_KERNELS.map(({ name, suite }) => `  ${name.padEnd(14)}of ${suite}`).join("\n");
const HELP = `npm run lab [-- --world NAME] [--kernel NAME]
Boots a virtual machine whose kernel has real PCIe and SR-IOV devices. Nothing is installed. Ctrl+C ends it.

npm run lab -- kernels [--kernel NAME …] [--world NAME …] [--write]
Runs the contract suite and the comparison with lspci on every kernel, or on those that are named, in the worlds ${KERNEL_WORLDS.map(({ name }) => name).join(" and ")}.
--write puts what passes into tools/docs/real-kernel-cases.json; npm run docs:checks shows it.

npm run lab -- worlds [--world NAME …] [--kernel NAME …]
Plans and runs what a person tries in the worlds ${TRIED_WORLDS.map(({ name }) => name).join(", ")}, or in those that are named, and compares with what the kernel does.

Worlds:
${WORLDS}
Kernels:
${KERNELS}
`;

type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "machine"; readonly world: LabWorld; readonly kernel: LabKernel }
  | {
      readonly kind: "kernels";
      readonly kernels: readonly LabKernel[];
      readonly worlds: readonly LabWorld[];
      readonly write: boolean;
    }
  | { readonly kind: "worlds"; readonly kernels: readonly LabKernel[]; readonly worlds: readonly LabWorld[] };

/** @throws Error with the names that there are */
function labKernel(name: string): LabKernel {
  const kernel = LAB_KERNELS.find((item) => item.name === name);
  if (!kernel)
    throw new Error(`there is no kernel ${name}; there are ${LAB_KERNELS.map((item) => item.name).join(", ")}`);
  return kernel;
}

function wished(): Wish {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      world: { type: "string", multiple: true },
      kernel: { type: "string", multiple: true },
      write: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, ...more] = positionals;
  if (values.help) return { kind: "help" };
  if (more.length > 0 || (command !== undefined && command !== "kernels" && command !== "worlds")) {
    throw new Error(`${positionals.join(" ")} is no command of the lab; there are kernels and worlds`);
  }
  const worlds = values.world?.map(labWorld);
  const kernels = values.kernel?.map(labKernel);
  if (command === undefined) {
    return { kind: "machine", world: worlds?.[0] ?? nicNvme, kernel: kernels?.[0] ?? USUAL_KERNEL };
  }
  if (command === "worlds") {
    return { kind: "worlds", kernels: kernels ?? [USUAL_KERNEL], worlds: worlds ?? TRIED_WORLDS };
  }
  return { kind: "kernels", kernels: kernels ?? LAB_KERNELS, worlds: worlds ?? KERNEL_WORLDS, write: values.write };
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
    "Its tests, from this machine:",
    `  LAB_MACHINE='${JSON.stringify(place)}' npx vitest run --config e2e/lab/vitest.config.ts contract.lab`,
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

async function lab(world: LabWorld, kernel: LabKernel): Promise<void> {
  const asked = endAsked();
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "lab-run-"));
  try {
    const files = [...productFiles(), ...(await agentFiles(folder))];
    const kit = await prepareLab({ files, folder, kernel });
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

async function runAll(wish: Extract<Wish, { kind: "kernels" | "worlds" }>): Promise<void> {
  await ensureBuilt();
  const run = new LabRun();
  void endAsked().then(() => run.end().finally(() => process.exit(130)));
  const { kernels, worlds } = wish;
  const outcome = await (wish.kind === "worlds"
    ? run.worlds(kernels, worlds)
    : run.kernels(kernels, worlds, wish.write));
  if (outcome.state === "skipped") throw new NoLab(outcome.reason);
  if (outcome.state === "failed") {
    for (const { name, lines } of outcome.runs) console.error([`FAILED ${name}`, ...lines].join("\n  "));
    process.exitCode = 1;
  }
}

try {
  const wish = wished();
  if (wish.kind === "help") console.log(HELP);
  else if (findProgram("ssh-keygen") === null) throw new NoLab("The lab needs an ssh client (package openssh-client).");
  else if (wish.kind === "machine") await lab(wish.world, wish.kernel);
  else await runAll(wish);
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
