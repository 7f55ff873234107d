/** The demo machines: the four of the lab, each as its transcripts show it, a host on which much is in use, one of GPUs and one of networks. */
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
  readonly title: string;
  /** Two sentences. */
  readonly about: string;
  /** A fresh machine, in its first state, on which steps take the time that they take. */
  readonly create: () => SimulatedHostOptions;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function demo(name: string, title: string, about: string, build: () => SimulatedMachine): DemoMachine {
  return { name, title, about, create: () => ({ machine: build(), wait: pause }) };
}

export const DEMO_MACHINES: readonly DemoMachine[] = [
  demo(
    "p22-048-018",
    "Network node with 16 VFs on a ConnectX-7 port.",
    "Both ports of the ConnectX-7 can have 16 VFs; those of 01:00.0 are on and belong to the host's mlx5_core. " +
      "Four BlueField-3 cards and an I350 for management are beside it.",
    p22,
  ),
  demo(
    "p194-162-015",
    "GPU node for passthrough, its GPUs on vfio-pci.",
    "Eight H20 GPUs are bound to vfio-pci, ready to be given to guests. " +
      "The four NVSwitch bridges of the board have no driver here.",
    p194,
  ),
  demo(
    "iv-ye419lfegw7fzxco08cz",
    "The same GPU hardware without passthrough.",
    "The host's nvidia driver has all eight H20 GPUs and the four NVSwitch bridges. " +
      "Assigning a GPU unbinds it there first.",
    ivYe419,
  ),
  demo(
    "iv-ye8tels3y8h9l3bnve4b",
    "A guest that was given a whole RTX 5080.",
    "The card shows no SR-IOV capability in here, and the guest has no IOMMU to hand anything on. " +
      "Its link runs at 2.5 GT/s while it is idle.",
    ivYe8tels,
  ),
  demo(
    "vmhost-07",
    "Virtualisation host with VFs inside running guests.",
    "Two guests hold VFs of 41:00.0, the ssh session and the default route go over a bond of the I350. " +
      "What must not be touched here is named, and asks for the address to be typed.",
    vmhost,
  ),
  demo(
    "gpuhost-03",
    "GPUs that their drivers share out in ways of their own.",
    "The VFs of an H20 are vGPUs of NVIDIA's driver, and xe keeps a share of an Intel GPU for each VF. " +
      "An older Intel GPU hands out mdevs, AMD's gim makes VFs when it is loaded, and an NVMe disk has controllers for its VFs.",
    gpuhost,
  ),
  demo(
    "nethost-05",
    "A ConnectX-7 in switchdev mode, and one of InfiniBand.",
    "Each VF of the first card has a representor, and a bond of its two ports makes one switch of both (VF LAG). " +
      "VFs of the InfiniBand card have GUIDs, but for one, whose port stays down.",
    nethost,
  ),
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
