import { Check, ShieldAlert, Users } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { focusFunction, remember } from "../../stores/view.ts";
import { ContextMenu } from "../../ui/Menu.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { HEADER_WORDS } from "../../words/header.ts";
import { useSay } from "../../words/language.ts";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Header.module.css";
import type { HeaderFact } from "./header-facts.ts";
import { useCopy } from "./parts/use-copy.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

/** Arrows lead from fact to fact; Home and End to the first and the last. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const facts = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-fact]")];
  const at = document.activeElement instanceof HTMLElement ? facts.indexOf(document.activeElement) : -1;
  const step = STEPS[event.key];
  if (at < 0) return;
  const to = step === undefined ? { Home: 0, End: facts.length - 1 }[event.key] : at + step;
  if (to === undefined) return;
  event.preventDefault();
  facts[Math.max(0, Math.min(facts.length - 1, to))]?.focus();
}

function showEvidence({ tab, of }: HeaderFact): void {
  remember({ tab });
  if (of !== undefined) focusFunction(of);
}

interface ChipProps {
  readonly fact: HeaderFact;
  readonly inTabOrder: boolean;
  readonly onFocus: () => void;
}

function Chip({ fact, inTabOrder, onFocus }: ChipProps) {
  const say = useSay();
  const { copied, copy } = useCopy();
  const { label, text, tone, mark, copies, tip } = fact;
  const Mark = mark === undefined ? null : mark === "protected" ? ShieldAlert : Users;
  const [first] = copies;
  const copyItems = () =>
    copies.map((each, at) => ({
      id: `copy-${at}`,
      label: HEADER_WORDS.copy({ text: each }),
      run: () => copy(say(each)),
    }));
  const chip = (
    <button
      type="button"
      data-fact=""
      className={`${styles.chip} ${styles[tone]}`}
      tabIndex={inTabOrder ? 0 : -1}
      onFocus={onFocus}
      onClick={() => showEvidence(fact)}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "c" || first === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        copy(say(first));
      }}
    >
      {copied ? <Check aria-hidden="true" /> : Mark === null ? null : <Mark aria-hidden="true" />}
      <span className="visually-hidden">{say(COMMON.labelled({ label, text: "" }))}</span>
      <span className={styles.chipText}>{say(text)}</span>
      <span className="visually-hidden" role="status">
        {copied ? say(UI_WORDS.copied) : ""}
      </span>
    </button>
  );
  return (
    <ContextMenu items={copyItems}>
      <li data-testid={`header-${fact.id}`}>
        <Tooltip text={tip} trigger={chip} />
      </li>
    </ContextMenu>
  );
}

/** The facts that decide: a click shows where each comes from, Ctrl+C and the context menu copy it. One stop of the Tab key. */
export function HeaderFacts({ facts }: { readonly facts: readonly HeaderFact[] }) {
  const say = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const current = facts.find(({ id }) => id === chosen) ?? facts[0];
  return (
    <ul className={styles.chips} aria-label={say(HEADER_WORDS.facts)} onKeyDown={moveFocus}>
      {facts.map((each) => (
        <Chip key={each.id} fact={each} inTabOrder={each === current} onFocus={() => setChosen(each.id)} />
      ))}
    </ul>
  );
}
