/** What a run tells where its pill is not seen: in the title of the window, and by a notification of the desktop. */
import { useEffect, useRef, useState } from "react";
import type { Words } from "../../../shared/words/message.ts";
import { useSecondsLeft } from "../../actions/seconds.ts";
import { backText } from "../../model/operation-status.ts";
import { useMachine } from "../../stores/machine.ts";
import { type Run, useRuns } from "../../stores/operation-run.ts";
import { ask } from "../../stores/operations.ts";
import { useSay } from "../../words/language.ts";
import { headline, pillState } from "./run-view.ts";

function useRun(): Run | undefined {
  const host = useMachine((state) => state.host);
  return useRuns(({ runs }) => runs[host ?? ""]);
}

/** What stands before the name of the machine in the title, until a run was seen; null = nothing. */
export function useRunInTitle(): Words | null {
  const run = useRun();
  const isAsking = run !== undefined && pillState(run) === "asking";
  const left = useSecondsLeft(isAsking ? run.backAt : null);
  if (run === undefined || run.seen) return null;
  return isAsking ? backText(left, run.word) : headline(run);
}

const hasNotifications = (): boolean => "Notification" in window;

/** Asks the browser for notifications, by a person's click; null where it was asked already, has none, or is refused (as in the desktop window). */
export function useNotifyMe(): (() => void) | null {
  const [permission, setPermission] = useState(() => (hasNotifications() ? Notification.permission : "denied"));
  return permission === "default" ? () => void Notification.requestPermission().then(setPermission) : null;
}

/** Tells the desktop how a run ended, or that its way back counts, while the window is out of sight. */
export function useRunNotification(): void {
  const run = useRun();
  const say = useSay();
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (run === undefined) return;
    const state = pillState(run);
    const { operationId, title, wayBack } = run.status;
    const key = `${operationId} ${state}`;
    if (state === "running" || told.current === key) return;
    told.current = key;
    const isInSight = !document.hidden && document.hasFocus();
    if (isInSight || !hasNotifications() || Notification.permission !== "granted") return;
    const body = state === "asking" ? backText(wayBack?.seconds ?? 0, run.word) : headline(run);
    const notification = new Notification(say(title), { body: say(body), tag: operationId });
    notification.onclick = () => {
      window.focus();
      ask({ kind: "run" });
      notification.close();
    };
  }, [run, say]);
}
