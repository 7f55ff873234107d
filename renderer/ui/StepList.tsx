import { useVirtualizer } from "@tanstack/react-virtual";
import { Ban, Check, ChevronRight, CircleDashed, CircleHelp, CircleX, Undo2, X } from "lucide-react";
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Words } from "../../shared/words/message.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import { useSay } from "../words/language.ts";
import { Say } from "../words/Say.tsx";
import { STEP_STATE_WORDS } from "../words/steps.ts";
import { Coded } from "./Coded.tsx";
import { reachable } from "./reachable.ts";
import { Spinner } from "./Spinner.tsx";
import styles from "./StepList.module.css";
import { groupState, groupsIn, groupTitle, rowsOf, type StepGroup, withoutSubject } from "./step-groups.ts";

/** `planned` is drawn as a number: nothing was begun yet. `unknown`: begun, and nobody knows how it ended. */
type StepMark =
  | "planned"
  | "waiting"
  | "running"
  | "unknown"
  | "done"
  | "failed"
  | "skipped"
  | "undone"
  | "undo failed";

export interface ListedStep {
  readonly id: string;
  readonly label: Words;
  readonly command: string | null;
  readonly mark: StepMark;
  /** How long it took; null where that is not known. */
  readonly took: Words | null;
  /** Beside the label: why it was skipped, that it may fail. */
  readonly note: Words | null;
}

interface StepListProps {
  readonly label: Words;
  readonly steps: readonly ListedStep[];
  /** The place that is kept in view while it moves on: -1 for none. */
  readonly follow?: number;
  readonly commands?: boolean;
}

const ICONS: Readonly<Record<Exclude<StepMark, "planned" | "running">, ReactNode>> = {
  waiting: <CircleDashed aria-hidden="true" />,
  unknown: <CircleHelp aria-hidden="true" />,
  done: <Check aria-hidden="true" />,
  failed: <CircleX aria-hidden="true" />,
  skipped: <Ban aria-hidden="true" />,
  undone: <Undo2 aria-hidden="true" />,
  "undo failed": <X aria-hidden="true" />,
};

const SPOKEN: Readonly<Record<StepMark, Words | null>> = {
  planned: null,
  waiting: STEP_STATE_WORDS.waiting,
  running: STEP_STATE_WORDS.running,
  unknown: STEP_STATE_WORDS.unknown,
  done: STEP_STATE_WORDS.done,
  failed: STEP_STATE_WORDS.failed,
  skipped: STEP_STATE_WORDS.skipped,
  undone: STEP_STATE_WORDS.rolledBack,
  "undo failed": STEP_STATE_WORDS.rollbackFailed,
};

/** Marks that are written out as well, in place of how long it took. */
const SAID: ReadonlySet<StepMark> = new Set(["undone", "undo failed", "unknown"]);

function Mark({ mark, at }: { readonly mark: StepMark; readonly at: number }) {
  if (mark === "planned") return <span className={styles.number}>{at + 1}</span>;
  if (mark === "running") return <Spinner label={STEP_STATE_WORDS.running} />;
  return ICONS[mark];
}

interface RowProps {
  readonly step: ListedStep;
  readonly at: number;
  readonly total: number;
  readonly command: boolean;
}

/** Words that came with another status are other objects, and say the same. */
function isSame(a: Words | null, b: Words | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Steps are compared by what they show: a status makes new objects for all of them. */
function sameRow(a: RowProps, b: RowProps): boolean {
  return (
    a.at === b.at &&
    a.total === b.total &&
    a.command === b.command &&
    a.step.id === b.step.id &&
    isSame(a.step.label, b.step.label) &&
    a.step.mark === b.step.mark &&
    isSame(a.step.took, b.step.took) &&
    isSame(a.step.note, b.step.note)
  );
}

const StepRow = memo(function StepRow({ step, at, command }: RowProps) {
  const say = useSay();
  const word = SPOKEN[step.mark];
  return (
    <div className={`${styles.row} ${styles[step.mark.replace(" ", "-")] ?? ""}`}>
      <span className={styles.mark}>
        <Mark mark={step.mark} at={at} />
      </span>
      {step.mark === "planned" ? null : <span className={styles.number}>{at + 1}</span>}
      <div className={styles.text}>
        <div className={styles.label}>
          <Coded text={step.label} />
          {word === null ? null : (
            <span className="visually-hidden">{say(STEP_STATE_WORDS.beside({ state: word }))}</span>
          )}
        </div>
        {step.note === null ? null : (
          <div className={styles.note}>
            <Coded text={step.note} />
          </div>
        )}
        {command && step.command !== null ? <code className={styles.command}>{step.command}</code> : null}
      </div>
      <span className={styles.took}>
        {step.mark === "running" ? <RunningTime /> : null}
        <Say of={SAID.has(step.mark) ? word : step.took} />
      </span>
    </div>
  );
}, sameRow);

interface GroupRowProps {
  readonly group: StepGroup;
  readonly steps: readonly ListedStep[];
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** What is done to several functions alike, and for how many of them it is over. */
function GroupRow({ group, steps, open, onToggle }: GroupRowProps) {
  const say = useSay();
  const { from, each, count } = group;
  const members = steps.slice(from, from + each * count);
  const { mark, over } = groupState(
    members.map((step) => step.mark),
    each,
  );
  const word = SPOKEN[mark];
  return (
    <div className={`${styles.row} ${styles.group} ${styles[mark.replace(" ", "-")] ?? ""}`}>
      <span className={styles.mark}>{mark === "planned" ? null : <Mark mark={mark} at={from} />}</span>
      <span className={styles.number}>{`${from + 1}–${from + members.length}`}</span>
      <div className={styles.text}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={onToggle}>
          <ChevronRight aria-hidden="true" className={open ? styles.opened : ""} />
          {say(groupTitle(members[0]?.label, count))}
          {word === null ? null : (
            <span className="visually-hidden">{say(STEP_STATE_WORDS.beside({ state: word }))}</span>
          )}
        </button>
        {members.slice(0, each).map(({ id, label }) => (
          <div key={id} className={styles.note}>
            <Coded text={withoutSubject(label)} />
          </div>
        ))}
      </div>
      <span className={styles.took}>
        <Say
          of={
            SAID.has(mark)
              ? word
              : mark === "running" || mark === "failed"
                ? STEP_STATE_WORDS.overOf({ over, count })
                : null
          }
        />
      </span>
    </div>
  );
}

/** Steps with where each stands; those that repeat for several functions are one line, which opens. Only those in view are drawn. It fills its parent and scrolls. */
export function StepList({ label, steps, follow = -1, commands = true }: StepListProps) {
  const say = useSay();
  const scroller = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const groups = useMemo(() => groupsIn(steps.map(({ label: of }) => of)), [steps]);
  const rows = useMemo(() => rowsOf(steps, groups, open), [steps, groups, open]);
  const toggle = (from: number): void => {
    const next = new Set(open);
    if (!next.delete(from)) next.add(from);
    setOpen(next);
  };
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (commands ? 50 : 28),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined
        ? index
        : row.kind === "group"
          ? `group ${row.group.from}`
          : (steps[row.at]?.id ?? index);
    },
    overscan: 12,
  });
  const followed = rows.findIndex((row) => row.kind === "step" && row.at === follow);
  useEffect(() => {
    if (followed >= 0) virtualizer.scrollToIndex(followed, { align: "auto" });
  }, [followed, virtualizer]);
  return (
    <section
      ref={(element) => {
        scroller.current = element;
        reachable(element);
      }}
      aria-label={say(label)}
      className={styles.scroller}
      data-testid="steps"
    >
      <ol className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          const step = row?.kind === "step" ? steps[row.at] : undefined;
          if (row === undefined) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              data-testid={row.kind === "group" ? "step-group" : `step-${row.at + 1}`}
              data-state={step?.mark}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={`${styles.item} ${row.kind === "step" && row.inGroup ? styles.inGroup : ""}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === "group" ? (
                <GroupRow
                  group={row.group}
                  steps={steps}
                  open={open.has(row.group.from)}
                  onToggle={() => toggle(row.group.from)}
                />
              ) : step === undefined ? null : (
                <StepRow step={step} at={row.at} total={steps.length} command={commands} />
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const SHOWN_AFTER_MS = 300;
const TICK_MS = 100;

/** The time since it was first drawn, once that is long enough to be worth showing. */
function RunningTime() {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = window.setInterval(() => setElapsed(performance.now() - start), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return elapsed < SHOWN_AFTER_MS ? null : <Say of={COMMON.seconds({ count: (elapsed / 1000).toFixed(1) })} />;
}
