/** What becomes of one open machine, for the log: its connection, its lock and what is done to it. */

import { say } from "../../../shared/words/say.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import type { Unlockable } from "../../host/access.ts";
import type { Log } from "../log/log.ts";
import type { MachineOperations } from "../runner/operations.ts";
import type { MachineSession } from "../session/machine-session.ts";

interface LoggedMachine {
  readonly id: string;
  readonly session: MachineSession;
  readonly operations: MachineOperations;
  readonly lock: Unlockable | null;
}

/** For as long as it is open. */
export function logMachine({ id, session, operations, lock }: LoggedMachine, log: Log): void {
  const { functions, identity } = session.snapshot;
  log.info(
    "machine",
    `${id} was opened: ${say("en", COMMON.functions({ count: functions.length }))}, kernel ${identity.kernel ?? "unknown"}.`,
  );
  session.listen({
    changed: () => log.debug("machine", `${id} has changed.`),
    live({ state, reason }) {
      if (state === "lost") log.warn("machine", `${id} is lost: ${say("en", reason ?? "no reason is known")}`);
      else log.info("machine", `${id} is ${state}.`);
    },
  });
  let before = lock?.access;
  lock?.onAccess((access) => {
    const { state, note } = access;
    if (state !== before?.state) log.info("access", `${id} is ${state}.`);
    if (note !== null && note !== before?.note) log.info("access", `${id}: ${say("en", note)}`);
    before = access;
  });
  let running: string | null = null;
  operations.listen({
    progress({ operationId, state, title }) {
      if (state === "running" && operationId !== running) {
        running = operationId;
        log.info("operation", `${id}: "${say("en", title)}" has begun (${operationId}).`);
      } else if (state !== "running" && operationId === running) {
        running = null;
        log.info("operation", `${id}: "${say("en", title)}" has ended: ${state} (${operationId}).`);
      }
    },
    journal: () => undefined,
  });
}
