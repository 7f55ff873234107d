/** What a plan says of the machine before anything is written to it: the case then shows that the kernel bears it out. */
import { NO_NAMES } from "../../shared/machine/blank.ts";
import { buildMachine } from "../../shared/machine/machine.ts";
import { capabilityTotalVfs } from "../../shared/machine/vf-slices.ts";
import { planOperation } from "../../shared/operations/plan/plan.ts";
import { configsNeeded, type OperationRequest } from "../../shared/operations/request/request.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import type { Bench } from "./world.ts";

export interface Asked {
  /** Who uses what, and the switches of kernel and firmware, are asked as well; else nothing is known of them. */
  readonly usage?: true;
}

/** Level and id of every check of a plan that is made from this host's own facts: `blocker: has-driver`. */
export async function foretold(
  { host }: Bench,
  request: OperationRequest,
  asked: Asked = {},
): Promise<readonly string[]> {
  const identity = await host.identity();
  const { functions, problems, host: facts } = await host.scan();
  const machine = buildMachine({
    identity,
    host: facts,
    functions: functions.map((fn) => ({ ...fn, names: NO_NAMES })),
    problems,
    revision: 1,
  });
  const pf = "pf" in request && machine.byBdf.has(request.pf) ? request.pf : null;
  const read = request.kind === "assign" ? configsNeeded(machine, request) : pf === null ? [] : [pf];
  const spaces = new Map<Bdf, ConfigSpace>();
  for (const bdf of read) {
    const reading = await host.config(bdf, { wake: false });
    if (reading.state === "read") spaces.set(bdf, ConfigSpace.fromHex(reading.hex));
  }
  const { vfSettings = null, nvmeVfs = null } = pf === null ? {} : await host.detail(pf);
  const config = (bdf: Bdf) => spaces.get(bdf) ?? null;
  const knowledge = {
    config,
    capabilityTotalVfs: (bdf: Bdf) => {
      const space = config(bdf);
      return space === null ? null : capabilityTotalVfs(space);
    },
    vfSettings: () => vfSettings,
    nvmeVfs: () => nvmeVfs,
    ...(asked.usage && { usage: await host.usage() }),
  };
  const { checks } = planOperation({ machine, request, newId: () => "plan", knowledge });
  return checks.map(({ id, level }) => `${level}: ${id}`);
}
