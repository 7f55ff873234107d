/** Loads a module, by modprobe. A loaded module touches no function, so nothing takes it back. */
import { z } from "zod";
import { VFIO_PCI } from "../../machine/role.ts";
import type { Stated } from "../../machine/schema-parts.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Kind } from "./expectation.ts";
import type { Draft, Verb } from "./verb.ts";

const schema = z.strictObject({ verb: z.literal("module.load"), module: z.literal(VFIO_PCI) });
export type ModuleLoad = Stated<typeof schema>;

const kindSchema = z.strictObject({ that: z.literal("module"), module: z.literal(VFIO_PCI) });
export type Loaded = Stated<typeof kindSchema>;

export const loaded: Kind<Loaded> = {
  schema: kindSchema,
  instead: (_, { host }) => (host.vfioPci === "loaded" ? null : "untold"),
  value: ({ module }) => module,
  untold: EXPECTATION_WORDS.notLoaded({ module: VFIO_PCI }),
  text: ({ module }) => EXPECTATION_WORDS.loaded({ module }),
  was: ({ module }) => EXPECTATION_WORDS.notLoaded({ module }),
};

export const moduleLoad: Verb<ModuleLoad> = {
  schema,
  write: ({ module }) => ({ where: "modprobe", wrote: module }),
  helper: ({ module }) => ["load", module],
  command: ({ module }) => `modprobe ${module}`,
  tool: "modprobe",
  about: "nobody",
};

export function loadVfioStep(): Draft<ModuleLoad, Loaded> {
  return {
    template: { verb: "module.load", module: VFIO_PCI },
    label: STEP_WORDS.loadModule({ module: VFIO_PCI }),
    expect: [{ that: "module", module: VFIO_PCI }],
    undo: [],
  };
}
