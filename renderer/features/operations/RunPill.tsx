import { Bell, CircleAlert, CircleCheck, Hourglass, TriangleAlert, Undo2, X } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { REGIONS } from "../../actions/regions.ts";
import { useSecondsLeft, useSecondsSince } from "../../actions/seconds.ts";
import { backText, progressOf } from "../../model/operation-status.ts";
import { useJournal } from "../../stores/journal.ts";
import { useMachine } from "../../stores/machine.ts";
import { cancelRun, giveWord, markSeen, type Run } from "../../stores/operation-run.ts";
import { ask, requestPlan, useOperations } from "../../stores/operations.ts";
import { Button, type ButtonProps } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { FUNCTION_ACTION_WORDS } from "../../words/function-actions.ts";
import { useSay } from "../../words/language.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Say } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./RunPill.module.css";
import { canUndo, handedOver, headline, type PillState, pillState, stateSentence, withoutDriver } from "./run-view.ts";
import { useNotifyMe, useUnseenRuns } from "./use-run-out-of-sight.ts";

const ICONS: Readonly<Record<PillState, ReactNode>> = {
  running: <Spinner label={RUN_WORDS.headRunning} />,
  asking: <Hourglass aria-hidden="true" />,
  done: <CircleCheck aria-hidden="true" />,
  short: <TriangleAlert aria-hidden="true" />,
  failed: <CircleAlert aria-hidden="true" />,
  cancelled: <Undo2 aria-hidden="true" />,
};

/** What went well makes room again, once nobody is at it. */
const SHOWN_MS = 10_000;

/** The first action of the pill, where F6 and the end of a run put the keyboard. */
const FIRST = { "data-first": "" } as ButtonProps;

const NONE: readonly Bdf[] = [];

interface PartProps {
  readonly host: string;
  readonly run: Run;
  /** Name of the machine where it is another one than that on screen. */
  readonly elsewhere: string | null;
}

/** Of another machine's run: the machine itself, where the details are. */
function Details({ host, elsewhere, ...props }: ButtonProps & Pick<PartProps, "host" | "elsewhere">) {
  return elsewhere === null ? (
    <Button {...props} onClick={() => ask({ kind: "run" })}>
      {RUN_WORDS.details}
    </Button>
  ) : (
    <Button {...props} onClick={() => void useMachine.getState().open(host)}>
      {RUN_WORDS.showMachine({ machine: elsewhere })}
    </Button>
  );
}

/** How long it runs already. */
function Elapsed({ since }: { readonly since: number }) {
  const seconds = useSecondsSince(since);
  return seconds < 1 ? null : <Say of={RUN_WORDS.beside({ text: COMMON.seconds({ count: String(seconds) }) })} />;
}

function Running({ host, run, elsewhere }: PartProps) {
  const notifyMe = useNotifyMe();
  return (
    <>
      <span className={styles.state}>
        <Say of={headline(run)} />
        {run.startedAt === null ? null : <Elapsed since={run.startedAt} />}
      </span>
      <Sentence run={run} />
      {notifyMe === null ? null : <IconButton label={RUN_WORDS.notifyMe} icon={<Bell />} onClick={notifyMe} />}
      <Details {...FIRST} host={host} elsewhere={elsewhere} />
      <Button
        aria-disabled={run.cancelling || undefined}
        onClick={() => void cancelRun(host)}
        title={RUN_WORDS.cancelHelp}
      >
        {run.cancelling ? RUN_WORDS.cancelling : RUN_WORDS.cancel}
      </Button>
    </>
  );
}

/** It is rolled back unless it is kept. */
function Asking({ host, run, elsewhere, backAt }: PartProps & { readonly backAt: number }) {
  const left = useSecondsLeft(backAt);
  const canStill = left > 0 && run.word === null;
  return (
    <>
      <span className={styles.state} role="timer">
        <Say of={backText(left, run.word)} />
      </span>
      <Sentence run={run} />
      {canStill ? (
        <>
          <Button tone="primary" {...FIRST} onClick={() => void giveWord(host, true)}>
            {RUN_WORDS.keepChanges}
          </Button>
          <Button onClick={() => void giveWord(host, false)}>{RUN_WORDS.rollBackNow}</Button>
        </>
      ) : null}
      <Details {...(canStill ? {} : FIRST)} host={host} elsewhere={elsewhere} />
    </>
  );
}

function Ended({ host, run, elsewhere, unbound }: PartProps & { readonly unbound: readonly Bdf[] }) {
  const machine = useMachine((state) => state.machine);
  const entries = useJournal((state) => state.entries);
  const { state, entryId } = run.status;
  const isHere = elsewhere === null && state === "done";
  const undo = isHere && canUndo(run, entries);
  const given = isHere && machine !== null ? handedOver(machine, run.plan) : [];
  return (
    <>
      <span className={styles.state}>
        <Say of={headline(run)} />
      </span>
      <Sentence run={run} unbound={unbound} />
      {undo ? (
        <Button {...FIRST} onClick={() => requestPlan({ kind: "undo", entryId })}>
          {BUTTON_WORDS.undo}
        </Button>
      ) : null}
      {given.length === 0 ? null : (
        <Button onClick={() => ask({ kind: "handoff", bdfs: given })}>{FUNCTION_ACTION_WORDS.guest}</Button>
      )}
      <Details {...(undo ? {} : FIRST)} host={host} elsewhere={elsewhere} />
      <IconButton label={UI_WORDS.dismiss} icon={<X />} onClick={() => markSeen(host)} />
    </>
  );
}

/** What a person asked and was refused, else what is so now. */
function Sentence({ run, unbound = [] }: { readonly run: Run; readonly unbound?: readonly Bdf[] }) {
  const say = useSay();
  const left = unbound.length === 0 ? null : RUN_WORDS.noDriverBound({ bdfs: unbound });
  const text = run.problem ?? left ?? stateSentence(run.status);
  if (text === null) return <span className={styles.sentence} />;
  return (
    <span className={styles.sentence} title={say(text)}>
      {say(text)}
    </span>
  );
}

/** The keyboard is in the pill, or nowhere. */
function hasKeyboard(pill: HTMLElement): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || pill.contains(activeElement);
}

function focusFirst(pill: HTMLElement | null): void {
  pill?.querySelector<HTMLElement>("[data-first]")?.focus();
}

/** After Run the keyboard is in the pill, and stays at its first action when that becomes another. */
function useKeyboard(pill: RefObject<HTMLElement | null>, run: Run, state: PillState, isHere: boolean): void {
  const isCovered = useOperations(({ asked }) => asked !== null);
  const isMine = isHere && run.plan !== null;
  const taken = useRef(false);
  useEffect(() => {
    if (!isMine || isCovered || taken.current) return;
    taken.current = true;
    focusFirst(pill.current);
  }, [isMine, isCovered, pill]);
  useLayoutEffect(() => {
    if (taken.current && state !== "running" && pill.current !== null && hasKeyboard(pill.current))
      focusFirst(pill.current);
  }, [state, pill]);
}

/** Makes room for the table again, unless somebody is at it or cannot see it. */
function useDismissal(pill: RefObject<HTMLElement | null>, isOver: boolean, host: string): void {
  useEffect(() => {
    if (!isOver) return;
    let timer = 0;
    const isInUse = (): boolean => {
      const { current } = pill;
      return document.hidden || current?.closest("[inert]") !== null || current.matches(":hover, :has(:focus-visible)");
    };
    const wait = (): void => {
      timer = window.setTimeout(() => (isInUse() ? wait() : markSeen(host)), SHOWN_MS);
    };
    wait();
    return () => window.clearTimeout(timer);
  }, [pill, isOver, host]);
}

function Pill({ host, run, elsewhere }: PartProps) {
  const say = useSay();
  const pill = useRef<HTMLElement>(null);
  const { title: words, steps } = run.status;
  const title = say(elsewhere === null ? words : COMMON.labelled({ label: elsewhere, text: words }));
  const machine = useMachine((now) => now.machine);
  const unbound = machine === null || elsewhere !== null ? NONE : withoutDriver(machine, run);
  const state = pillState(run, unbound);
  const { finished, total } = progressOf(steps);
  useKeyboard(pill, run, state, elsewhere === null);
  useDismissal(pill, state === "done", host);
  return (
    <section
      ref={pill}
      {...(elsewhere === null ? { id: REGIONS.run } : {})}
      aria-label={say(RUN_WORDS.operation)}
      tabIndex={-1}
      className={`${styles.pill} ${styles[state]}`}
      data-testid="run-pill"
      data-state={state}
    >
      {state === "running" ? (
        <div className={styles.progress}>
          <ProgressBar label={RUN_WORDS.progress} value={finished} max={total} text={headline(run)} />
        </div>
      ) : null}
      {ICONS[state]}
      <span className={styles.title} title={title}>
        {title}
      </span>
      <span className="visually-hidden" role="status">
        {say(state === "running" ? RUN_WORDS.headRunning : headline(run))}
      </span>
      {state === "running" ? (
        <Running host={host} run={run} elsewhere={elsewhere} />
      ) : state === "asking" && run.backAt !== null ? (
        <Asking host={host} run={run} elsewhere={elsewhere} backAt={run.backAt} />
      ) : (
        <Ended host={host} run={run} elsewhere={elsewhere} unbound={unbound} />
      )}
    </section>
  );
}

/**
 * The operation that runs on the machine on screen, whoever started it, and those on machines that were left meanwhile;
 * and how each ended until that was seen.
 */
export function RunPill() {
  return useUnseenRuns().map(({ host, run, elsewhere }) => (
    <Pill key={run.status.operationId} host={host} run={run} elsewhere={elsewhere} />
  ));
}
