import { ShieldAlert } from "lucide-react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { ended, phrase } from "../../../shared/words/joined.ts";
import { useUsage } from "../../stores/usage.ts";
import { Coded } from "../../ui/Coded.tsx";
import { Between } from "../../words/Between.tsx";
import { useSay } from "../../words/language.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import styles from "./Preflight.module.css";
import { protectedText, protectedUses } from "./usage-view.ts";

interface ProtectedUsesProps {
  readonly machine: Machine;
  readonly pf: FunctionInfo;
}

/** What must not be hurt by another number of VFs: shown before one is chosen. */
export function ProtectedUses({ machine, pf }: ProtectedUsesProps) {
  const say = useSay();
  const usage = useUsage(machine);
  const uses = usage === null ? [] : protectedUses(machine, pf, usage);
  if (uses.length === 0) return null;
  return (
    <section className={styles.preflight} aria-label={say(PLAN_WORDS.protectedUses)} data-testid="vf-protected">
      {uses.map(({ bdfs, texts, evidence }) => (
        <p key={bdfs[0]} className={`${styles.hindrance} ${styles.protected}`}>
          <ShieldAlert aria-hidden="true" />
          <span>
            <strong>{say(PLAN_WORDS.isProtected)}</strong>
            <Between />
            <Coded text={protectedText({ bdfs, texts })} />
            <Between />
            <span className={styles.because}>
              <Coded text={ended(phrase(evidence))} />
            </span>
          </span>
        </p>
      ))}
    </section>
  );
}
