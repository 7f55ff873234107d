import { ShieldAlert } from "lucide-react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { listed } from "../../../shared/operations/words.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import { useUsage } from "../../stores/usage.ts";
import { Coded } from "../../ui/Coded.tsx";
import styles from "./Preflight.module.css";
import { protectedText, protectedUses } from "./usage-view.ts";

interface ProtectedUsesProps {
  readonly machine: Machine;
  readonly pf: FunctionInfo;
}

/** What must not be hurt by another number of VFs: told before one is chosen. */
export function ProtectedUses({ machine, pf }: ProtectedUsesProps) {
  const usage = useUsage(machine);
  const uses = usage === null ? [] : protectedUses(machine, pf, usage);
  if (uses.length === 0) return null;
  return (
    <section className={styles.preflight} aria-label="Protected uses" data-testid="vf-protected">
      {uses.map(({ bdfs, texts, evidence }) => (
        <p key={bdfs[0]} className={`${styles.hindrance} ${styles.protected}`}>
          <ShieldAlert aria-hidden="true" />
          <span>
            <strong>Protected:</strong> <Coded text={protectedText({ bdfs, texts })} />{" "}
            <span className={styles.because}>
              <Coded text={`${listed(evidence.map(stillEnglish), 2)}.`} />
            </span>
          </span>
        </p>
      ))}
    </section>
  );
}
