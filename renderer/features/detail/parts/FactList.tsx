import { type KeyboardEvent, useState } from "react";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import { CopyValue } from "./CopyValue.tsx";
import styles from "./FactList.module.css";
import { FromPf } from "./FromPf.tsx";
import { FromText } from "./FromText.tsx";
import { FunctionLink } from "./FunctionLink.tsx";
import type { Fact } from "./facts.ts";
import { SourceHelp } from "./SourceHelp.tsx";

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

/** Moves among the values with arrow keys; Home and End lead to the first and the last. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const values = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-fact]")];
  const at = document.activeElement instanceof HTMLElement ? values.indexOf(document.activeElement) : -1;
  if (at < 0) return;
  const step = STEPS[event.key];
  let to: number | null = null;
  if (step !== undefined) to = at + step;
  else if (event.key === "Home") to = 0;
  else if (event.key === "End") to = values.length - 1;
  if (to === null) return;
  event.preventDefault();
  values[Math.max(0, Math.min(values.length - 1, to))]?.focus();
}

function helpOf({ help, source }: Fact) {
  return help === undefined && source === undefined ? undefined : <SourceHelp help={help} source={source} />;
}

interface RowProps {
  readonly fact: Fact;
  readonly inTabOrder: boolean;
  readonly onFocus: () => void;
}

function FactRow({ fact, inTabOrder, onFocus }: RowProps) {
  const { value } = fact;
  const say = useSay();
  return (
    <div className={styles.row} data-testid={`fact-${fact.id}`}>
      <dt className={styles.label}>{say(fact.label)}</dt>
      <dd className={styles.data}>
        {value === null ? (
          <span className={styles.none}>{say(fact.none ?? COMMON.unknown)}</span>
        ) : (
          <CopyValue
            text={say(value)}
            label={fact.label}
            help={helpOf(fact)}
            mono={fact.mono}
            className={styles[fact.tone ?? "plain"]}
            tabIndex={inTabOrder ? 0 : -1}
            onFocus={onFocus}
          />
        )}
        {fact.note === undefined ? null : <span className={styles.note}>{say(fact.note)}</span>}
        {fact.fromText ? <FromText /> : null}
        {fact.fromPf === undefined ? null : <FromPf pf={fact.fromPf} />}
        {fact.link === undefined ? null : <FunctionLink bdf={fact.link}>{say(DETAIL_WORDS.show)}</FunctionLink>}
      </dd>
    </div>
  );
}

/** Labels and values in two columns. One stop of the Tab key; arrows move among the values. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const withValue = facts.filter((fact) => fact.value !== null);
  const current = withValue.find((fact) => fact.id === chosen) ?? withValue[0];
  return (
    <dl className={styles.list} onKeyDown={moveFocus}>
      {facts.map((fact) => (
        <FactRow key={fact.id} fact={fact} inTabOrder={fact === current} onFocus={() => setChosen(fact.id)} />
      ))}
    </dl>
  );
}
