/** What a run tells where its pill is not seen: in the title of the window, and by a notification of the desktop. */
import { useEffect, useRef, useState } from "react";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { useSecondsLeft } from "../../actions/seconds.ts";
import { backText } from "../../model/operation-status.ts";
import { useFollowed } from "../../stores/followed.ts";
import { useMachine } from "../../stores/machine.ts";
import { type Run, useRuns } from "../../stores/operation-run.ts";
import { ask } from "../../stores/operations.ts";
import { useSay } from "../../words/language.ts";
import { headline, pillState } from "./run-view.ts";

export interface UnseenRun {
  readonly host: string;
  readonly run: Run;
  /** Name of the machine where it is another one than that on screen. */
  readonly elsewhere: string | null;
}

/** Runs that are not over, or whose end nobody has seen: of the machine on screen first, then of those that were left. */
export function useUnseenRuns(): readonly UnseenRun[] {
  const host = useMachine((state) => state.host);
  const names = useFollowed((state) => state.names);
  const runs = useRuns((state) => state.runs);
  const places = [...(host === null ? [] : [[host, null] as const]), ...names];
  return places.flatMap(([at, elsewhere]) => {
    const run = runs[at];
    return run === undefined || run.seen ? [] : [{ host: at, run, elsewhere }];
  });
}

/** With the machine's name before it. */
function placed(text: Words, machine: string | null): Words {
  return machine === null ? text : COMMON.labelled({ label: machine, text });
}

/** What stands before the name of the machine in the title, until a run was seen; null = nothing. */
export function useRunInTitle(): Words | null {
  const runs = useUnseenRuns();
  // What is rolled back unless somebody comes is more urgent than where it is.
  const shown = runs.find(({ run }) => pillState(run) === "asking") ?? runs[0];
  const isAsking = shown !== undefined && pillState(shown.run) === "asking";
  const left = useSecondsLeft(isAsking ? shown.run.backAt : null);
  if (shown === undefined) return null;
  return placed(isAsking ? backText(left, shown.run.word) : headline(shown.run), shown.elsewhere);
}

const hasNotifications = (): boolean => "Notification" in window;

/** Asks the browser for notifications, by a person's click; null where it was asked already, has none, or is refused (as in the desktop window). */
export function useNotifyMe(): (() => void) | null {
  const [permission, setPermission] = useState(() => (hasNotifications() ? Notification.permission : "denied"));
  return permission === "default" ? () => void Notification.requestPermission().then(setPermission) : null;
}

/** Tells the desktop how a run ended, or that its way back counts, while the window is out of sight. */
export function useRunNotification(): void {
  const runs = useUnseenRuns();
  const say = useSay();
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { host, run, elsewhere } of runs) {
      const state = pillState(run);
      const { operationId, title, wayBack } = run.status;
      if (state === "running" || told.current.get(operationId) === state) continue;
      told.current.set(operationId, state);
      const isInSight = !document.hidden && document.hasFocus();
      if (isInSight || !hasNotifications() || Notification.permission !== "granted") continue;
      const body = state === "asking" ? backText(wayBack?.seconds ?? 0, run.word) : headline(run);
      // Beside the window nothing else says which machine it was.
      const machine = elsewhere ?? useMachine.getState().machine?.snapshot.identity.name ?? null;
      const notification = new Notification(say(placed(title, machine)), { body: say(body), tag: operationId });
      notification.onclick = () => {
        window.focus();
        if (elsewhere === null) ask({ kind: "run" });
        else void useMachine.getState().open(host);
        notification.close();
      };
    }
  }, [runs, say]);
}
