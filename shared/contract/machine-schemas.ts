/** What is read of a machine, as it crosses the wire: its facts, with every text in them made visible. */
import { z } from "zod";
import { ComparisonSchema } from "../compare/comparison.ts";
import { AccessStateSchema } from "../machine/access-state.ts";
import {
  ConfigReadingSchema,
  FunctionDetailSchema,
  HostIdentitySchema,
  MachinePatchSchema,
  MachineSnapshotSchema,
  VpdReadingSchema,
} from "../machine/facts.ts";
import { type Frozen, maybe } from "../machine/schema-parts.ts";
import { SSH_TARGET_SOURCE } from "../machine/ssh-target.ts";
import { visibleLine, visibleText } from "../pci/visible-text.ts";

/** Names a machine within one connection: `local`, `demo:p22-048-018`, `file:1`, `ssh:root@lab1`. */
export const HostId = z
  .string()
  .regex(new RegExp(`^(local|demo:[a-z0-9-]{1,64}|file:[0-9]{1,6}|ssh:${SSH_TARGET_SOURCE})$`), "not a machine's name");

/** Names of what has texts with lines: the bytes of a write, and what GPUs' drivers say of themselves. */
const WITH_LINES: ReadonlySet<string> = new Set(["wrote", "own"]);

/** Works on what the schema has just made of the value, which nobody else has: a copy of a large machine takes its time. */
function show(made: unknown, isLined = false): void {
  if (typeof made !== "object" || made === null) return;
  for (const key of Object.keys(made)) {
    const item: unknown = Reflect.get(made, key);
    const hasLines = isLined || WITH_LINES.has(key);
    if (typeof item === "string") Reflect.set(made, key, hasLines ? visibleText(item) : visibleLine(item));
    else show(item, hasLines);
  }
}

/** The same data for a window: each text in one line, in which everything is seen and nothing acts. */
export function onWire<T extends z.ZodType>(schema: T) {
  return schema.transform((made) => {
    show(made);
    return made as Frozen<z.infer<T>>;
  });
}

/** The key by which the program knows a machine again stays with the program. */
const Identity = HostIdentitySchema.omit({ machineKey: true }).strip();

export const Access = onWire(AccessStateSchema);
export const Snapshot = onWire(MachineSnapshotSchema.extend({ identity: Identity }));
export const Patch = onWire(MachinePatchSchema.extend({ identity: maybe(Identity) }));
export const Config = onWire(ConfigReadingSchema);
export const Vpd = onWire(VpdReadingSchema);
export const Detail = onWire(FunctionDetailSchema);
export const Compared = onWire(ComparisonSchema);
