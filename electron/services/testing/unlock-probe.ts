/** Runs as an ordinary user of a machine made for the test: unlocks it as the product does, and prints what came of it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessState } from "../../../shared/machine/access-state.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { LocalHost } from "../../host/local/local-host.ts";
import { UnlockableHost } from "../../host/local/unlockable-host.ts";
import { unlockWays } from "../machines/unlock-ways.ts";
import { startDismissingAgent } from "./dismissing-agent.ts";
import { startAgent } from "./polkit-agent.ts";

export interface Probed {
  readonly before: AccessState;
  readonly unlocked: AccessState;
  readonly privileged: boolean | null;
  /** The errno of a change that only root may make; null when it went through. */
  readonly change: string | null;
  readonly locked: AccessState;
  /** After it was locked, where sudo alone is tried: nobody is there to be asked. */
  readonly again: AccessState | null;
  /** What the polkit agent has shown. */
  readonly shown: string;
}

// The product is kept running by its window or its server; nothing that a host waits for does that.
const running = setInterval(() => undefined, 1_000);
const [pf = "", names = "", does = "", password] = process.argv.slice(2);
if (password !== undefined) {
  const { status, stderr } = spawnSync("sudo", ["-S", "-v"], { input: `${password}\n`, encoding: "utf8" });
  if (status !== 0) throw new Error(`sudo does not take the password: ${stderr}`);
}
const agent =
  does === "right" || does === "wrong"
    ? await startAgent(does)
    : does === "cancel"
      ? await startDismissingAgent()
      : null;
const script = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");
const wanted = names.split(",");
const ways = () => unlockWays({ script }).filter(({ name }) => wanted.includes(name));
const host = new UnlockableHost(new LocalHost({ script }), { ways });
const before = host.access;
const unlocked = await host.unlock();
const { privileged } = await host.identity();
if (!isBdf(pf)) throw new Error(`${pf} is no address`);
const result = await host.perform({ verb: "sriov.numvfs", bdf: pf, value: 2 });
const locked = await host.lock();
const again = names === "sudo" ? await host.unlock() : null;
const change = result.ok ? null : result.failure.code;
await agent?.close();
const shown = agent?.shown() ?? "";
const probed: Probed = { before, unlocked, privileged, change, locked, again, shown };
process.stdout.write(JSON.stringify(probed));
await host.close();
clearInterval(running);
