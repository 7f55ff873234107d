import { X } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useDeferredValue, useMemo } from "react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { driverText } from "../../../../shared/machine/role.ts";
import { type UsedByIndex, usedByText } from "../../../../shared/machine/used-by.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { selectionSummary } from "../../../model/selection-summary.ts";
import { useVfSettingsOf } from "../../../stores/function-detail.ts";
import { useUsedBy } from "../../../stores/used-by.ts";
import { focusFunction, selectOnly, useView } from "../../../stores/view.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { useFew } from "../../../ui/ShowMore.tsx";
import { useSay } from "../../../words/language.ts";
import { MANY_WORDS } from "../../../words/many.ts";
import { SELECTION_WORDS } from "../../../words/tree-selection.ts";
import { FunctionActions } from "../parts/FunctionActions.tsx";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import { Section } from "../parts/Section.tsx";
import styles from "./ManyPane.module.css";
import { type FactValue, type ManyFact, manyFacts } from "./many-facts.ts";

interface ManyProps {
  readonly machine: Machine;
  /** Two or more, by address. */
  readonly functions: readonly FunctionInfo[];
}

/** As many values of a fact stand beside it. */
const FEW_VALUES = 5;
/** As many functions are listed: the others are in the table. */
const MOST_LISTED = 100;

function Value({ value, isApart }: { readonly value: FactValue; readonly isApart: boolean }) {
  const say = useSay();
  const count = value.bdfs.length;
  return (
    <button
      type="button"
      className={`${styles.value} ${value.isUnknown ? styles.unknown : ""}`}
      title={say(MANY_WORDS.only({ count }))}
      onClick={() => selectOnly(value.bdfs)}
    >
      {say(value.text)}
      {isApart ? null : <span className={styles.count}>{count}</span>}
    </button>
  );
}

function Different({ fact: { id, label, values, isApart } }: { readonly fact: ManyFact }) {
  const say = useSay();
  const { shown, button } = useFew(values, FEW_VALUES);
  return (
    <div className={styles.row} data-testid={`many-${id}`}>
      <dt className={styles.label}>{say(label)}</dt>
      <dd className={styles.values}>
        {shown.map((value) => (
          <Value key={value.bdfs[0]} value={value} isApart={isApart} />
        ))}
        {button}
      </dd>
    </div>
  );
}

function Facts({ facts }: { readonly facts: readonly ManyFact[] }) {
  const say = useSay();
  const same = facts.filter(({ values }) => values.length === 1);
  const different = facts.filter(({ values }) => values.length > 1);
  return (
    <>
      {different.length === 0 ? null : (
        <Section title={MANY_WORDS.different}>
          <dl className={styles.facts}>
            {different.map((fact) => (
              <Different key={fact.id} fact={fact} />
            ))}
          </dl>
        </Section>
      )}
      {same.length === 0 ? null : (
        <Section title={MANY_WORDS.same}>
          <dl className={styles.facts}>
            {same.map(({ id, label, values: [value] }) => (
              <div key={id} className={styles.row} data-testid={`many-${id}`}>
                <dt className={styles.label}>{say(label)}</dt>
                <dd className={value?.isUnknown ? styles.unknown : ""}>{say(value?.text ?? "")}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  );
}

/** The focus stays in the list: on the one that follows, or on the one before the last. */
function takeOut(event: MouseEvent<HTMLButtonElement>, bdf: Bdf): void {
  const line = event.currentTarget.closest("li");
  const neighbour = line?.nextElementSibling ?? line?.previousElementSibling;
  neighbour?.querySelector<HTMLElement>("button:last-of-type")?.focus();
  selectOnly([...useView.getState().selected].filter((each) => each !== bdf));
}

function Chosen({ machine, functions, usedBy }: ManyProps & { readonly usedBy: UsedByIndex }) {
  const say = useSay();
  const further = functions.length - MOST_LISTED;
  return (
    <Section title={MANY_WORDS.list}>
      <ul className={styles.list}>
        {functions.slice(0, MOST_LISTED).map((fn) => {
          const vf = machine.vfIndexOf(fn.bdf);
          return (
            <li key={fn.bdf}>
              <FunctionLink bdf={fn.bdf} />
              <span className={styles.soft}>{vf === null ? "" : say(MANY_WORDS.vf({ index: String(vf) }))}</span>
              <span className={styles.driver}>{say(driverText(fn))}</span>
              <span className={styles.users}>{say(usedByText(fn, usedBy.of(fn)))}</span>
              <IconButton
                label={MANY_WORDS.takeOut({ bdf: fn.bdf })}
                icon={<X />}
                onClick={(event) => takeOut(event, fn.bdf)}
              />
            </li>
          );
        })}
      </ul>
      {further <= 0 ? null : <p className={styles.soft}>{say(MANY_WORDS.further({ count: further }))}</p>}
    </Section>
  );
}

/** Back to one: the row that the keyboard was on. The key goes on, and the focus goes to the table. A menu keeps its own. */
function backToOne({ key, target, currentTarget, defaultPrevented }: KeyboardEvent): void {
  const isInside = target instanceof Element && currentTarget.contains(target);
  const { focused } = useView.getState();
  if (key === "Escape" && isInside && !defaultPrevented && focused !== null) focusFunction(focused);
}

/** Several functions that are selected: what they have in common and in what they differ, and actions for all of them. */
export function ManyPane({ machine, functions }: ManyProps) {
  const say = useSay();
  const bdfs = useMemo(() => functions.map(({ bdf }) => bdf), [functions]);
  const usedBy = useUsedBy(machine);
  // Answers for many PFs come one by one: the facts follow when there is time.
  const settingsOf = useDeferredValue(useVfSettingsOf(machine, bdfs));
  const facts = useMemo(
    () => manyFacts(machine, functions, usedBy, settingsOf),
    [machine, functions, usedBy, settingsOf],
  );
  return (
    <section className={styles.pane} aria-label={say(SELECTION_WORDS.label)} onKeyDown={backToOne}>
      <header className={styles.header}>
        <h2 className={styles.title}>{say(selectionSummary(functions))}</h2>
        <div className={styles.actions}>
          <FunctionActions machine={machine} functions={functions} usedBy={usedBy} />
        </div>
      </header>
      <div className={styles.body}>
        <Facts facts={facts} />
        <Chosen machine={machine} functions={functions} usedBy={usedBy} />
      </div>
    </section>
  );
}
