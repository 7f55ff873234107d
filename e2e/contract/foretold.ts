/** What a plan says of the machine before anything is written to it: the case then shows that the kernel bears it out. */
import { buildMachine } from "../../shared/machine/machine.ts";
import { capabilityTotalVfs } from "../../shared/machine/vf-slices.ts";
import { planOperation } from "../../shared/operations/plan.ts";
import type { Wish } from "../../shared/operations/types.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import type { Bench } from "./world.ts";

const NAMES = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };

/** Level and id of every check of a plan that is made from this host's own facts: `blocker: has-driver`. */
export async function foretold({ host }: Bench, wish: Wish): Promise<readonly string[]> {
  const identity = await host.identity();
  const { functions, problems, host: facts } = await host.scan();
  const machine = buildMachine({
    identity,
    host: facts,
    functions: functions.map((fn) => ({ ...fn, names: NAMES })),
    problems,
    revision: 1,
  });
  const pf = "pf" in wish && machine.byBdf.has(wish.pf) ? wish.pf : null;
  const reading = pf === null ? null : await host.config(pf, { wake: false });
  const { vfSettings = null } = pf === null ? {} : await host.detail(pf);
  const space = reading?.state === "read" ? ConfigSpace.fromHex(reading.hex) : null;
  const knowledge = {
    config: () => space,
    capabilityTotalVfs: () => (space === null ? null : capabilityTotalVfs(space)),
    vfSettings: () => vfSettings,
  };
  const { checks } = planOperation({ machine, wish, newId: () => "plan", knowledge });
  return checks.map(({ id, level }) => `${level}: ${id}`);
}
