import { ShieldAlert, TriangleAlert, Users } from "lucide-react";
import { useMemo, useState } from "react";
import type { ToldUse, UseReason } from "../../../../shared/operations/findings/in-use.ts";
import { clauses, ended } from "../../../../shared/words/joined.ts";
import type { NotKnown } from "../../../model/not-known.ts";
import { useUsage, useUsageProblem } from "../../../stores/usage.ts";
import { useUsedBy } from "../../../stores/used-by.ts";
import { Coded } from "../../../ui/Coded.tsx";
import { ShowMore, useFew } from "../../../ui/ShowMore.tsx";
import { useSay } from "../../../words/language.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { Section } from "../parts/Section.tsx";
import styles from "./Overview.module.css";
import { type Uses, usesFor } from "./use-view.ts";

/** Uses of what is behind a function, and addresses of each, that are shown before somebody asks for all. */
const FEW = { uses: 4, bdfs: 8 };

/** A clause about an address as a sentence without it: its first letter is large. */
function sentence(clause: string, isWhole = true): string {
  return isWhole ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
}

function Own({ text, evidence, level }: UseReason) {
  const hard = level === "protected";
  const say = useSay();
  const Icon = hard ? ShieldAlert : Users;
  return (
    <li className={hard ? styles.protected : undefined}>
      <Icon aria-hidden="true" />
      <div>
        <p>
          {hard ? <strong>{say(OVERVIEW_WORDS.protected)} </strong> : null}
          <Coded text={sentence(say(ended(text)), !hard)} />
        </p>
        <p className={styles.evidence}>
          <Coded text={evidence} />
        </p>
      </div>
    </li>
  );
}

function Behind({ use }: { readonly use: ToldUse }) {
  const { bdfs, texts, evidence, isProtected } = use;
  const Icon = isProtected ? ShieldAlert : Users;
  const rest = bdfs.length - FEW.bdfs;
  const say = useSay();
  return (
    <li className={isProtected ? styles.protected : undefined} data-testid={`use-behind-${bdfs[0]}`}>
      <Icon aria-hidden="true" />
      <div>
        <p>
          {isProtected ? <strong>{say(OVERVIEW_WORDS.protected)} </strong> : null}
          <span className={`mono ${styles.bdfs}`}>{bdfs.slice(0, FEW.bdfs).join(" ")}</span>
          {rest > 0 ? ` ${say(OVERVIEW_WORDS.andMore({ count: rest }))}` : null}
        </p>
        {[...texts.entries()].map(([at, text]) => (
          <p key={at}>
            <Coded text={sentence(say(ended(text)))} />
          </p>
        ))}
        <p className={styles.evidence}>
          <Coded text={clauses(...evidence.slice(0, 2))} />
        </p>
      </div>
    </li>
  );
}

function Unknown({ notKnown }: { readonly notKnown: NotKnown }) {
  const [open, setOpen] = useState(false);
  const { summary, sentences } = notKnown;
  const say = useSay();
  return (
    <li className={styles.unknown}>
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>
          {say(summary)}{" "}
          {sentences.length === 0 ? null : (
            <ShowMore
              open={open}
              onToggle={setOpen}
              more={say(OVERVIEW_WORDS.showThem)}
              fewer={say(OVERVIEW_WORDS.hideThem)}
            />
          )}
        </p>
        {open ? [...sentences.entries()].map(([at, text]) => <p key={at}>{say(text)}</p>) : null}
      </div>
    </li>
  );
}

function List({ uses }: { readonly uses: Uses }) {
  const { own, behind, notKnown, none } = uses;
  const say = useSay();
  const { shown, button } = useFew(behind, FEW.uses);
  return (
    <ul className={styles.uses}>
      {none === null ? null : <li className={styles.quiet}>{say(none)}</li>}
      {[...own.entries()].map(([at, use]) => (
        <Own key={at} {...use} />
      ))}
      {behind.length === 0 ? null : <li className={styles.quiet}>{say(OVERVIEW_WORDS.behindIt)}</li>}
      {shown.map((use) => (
        <Behind key={use.bdfs[0]} use={use} />
      ))}
      {button === null ? null : <li>{button}</li>}
      {notKnown === null ? null : <Unknown notKnown={notKnown} />}
    </ul>
  );
}

/** Who uses the function and what is behind it now, and what of it the machine stands on. */
export function InUse({ machine, fn }: FunctionProps) {
  const usage = useUsage(machine);
  const problem = useUsageProblem();
  const say = useSay();
  const usedBy = useUsedBy(machine);
  const uses = useMemo(
    () => (usage === null ? null : usesFor(machine, fn, usage, usedBy)),
    [machine, fn, usage, usedBy],
  );
  return (
    <Section title={OVERVIEW_WORDS.inUse} testId="section-in-use">
      {problem === null ? null : <p className={styles.quiet}>{say(OVERVIEW_WORDS.usageFailed({ why: problem }))}</p>}
      {uses === null && problem === null ? <p className={styles.quiet}>{say(OVERVIEW_WORDS.usageReading)}</p> : null}
      {uses === null ? null : <List key={fn.bdf} uses={uses} />}
    </Section>
  );
}
