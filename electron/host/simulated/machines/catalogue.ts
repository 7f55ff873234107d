/** The demo machines: the four of the lab, each as its transcripts show it, a host on which much is in use, one of GPUs and one of networks. */

import type { Words } from "../../../../shared/words/message.ts";
import { DEMO_WORDS } from "../../../../shared/words/texts/demos.ts";
import { SimulatedHost, type SimulatedHostOptions, type SimulatedMachine } from "../simulated-host.ts";
import { gpuhost } from "./gpuhost-03.ts";
import { ivYe8tels } from "./iv-ye8tels3y8h9l3bnve4b.ts";
import { ivYe419 } from "./iv-ye419lfegw7fzxco08cz.ts";
import { nethost } from "./nethost-05.ts";
import { p22 } from "./p22-048-018.ts";
import { p194 } from "./p194-162-015.ts";
import { vmhost } from "./vmhost-07.ts";

interface DemoMachine {
  readonly name: string;
  /** One sentence. */
  readonly title: Words;
  /** Two sentences. */
  readonly about: Words;
  /** A fresh machine, in its first state, on which steps take the time that they take. */
  readonly create: () => SimulatedHostOptions;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function demo(name: string, title: Words, about: Words, build: () => SimulatedMachine): DemoMachine {
  return { name, title, about, create: () => ({ machine: build(), wait: pause }) };
}

export const DEMO_MACHINES: readonly DemoMachine[] = [
  demo("p22-048-018", DEMO_WORDS.p22, DEMO_WORDS.p22About, p22),
  demo("p194-162-015", DEMO_WORDS.p194, DEMO_WORDS.p194About, p194),
  demo("iv-ye419lfegw7fzxco08cz", DEMO_WORDS.ye419, DEMO_WORDS.ye419About, ivYe419),
  demo("iv-ye8tels3y8h9l3bnve4b", DEMO_WORDS.ye8tels, DEMO_WORDS.ye8telsAbout, ivYe8tels),
  demo("vmhost-07", DEMO_WORDS.vmhost, DEMO_WORDS.vmhostAbout, vmhost),
  demo("gpuhost-03", DEMO_WORDS.gpuhost, DEMO_WORDS.gpuhostAbout, gpuhost),
  demo("nethost-05", DEMO_WORDS.nethost, DEMO_WORDS.nethostAbout, nethost),
];

export function demoNames(): string[] {
  return DEMO_MACHINES.map((machine) => machine.name);
}

/** @param kernelRelease null = the machine's own */
export function createDemoHost(demo: DemoMachine, kernelRelease: string | null = null): SimulatedHost {
  const options = demo.create();
  if (kernelRelease === null) return new SimulatedHost(options);
  return new SimulatedHost({ ...options, machine: { ...options.machine, kernelRelease } });
}
