import { ShieldAlert, TriangleAlert, Users } from "lucide-react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { unreadGroups, unreadSentence } from "../../../../shared/machine/usage-facts.ts";
import { sentence } from "../../../../shared/operations/words.ts";
import { useUsage } from "../../../stores/usage.ts";
import { Coded } from "../../../ui/Coded.tsx";
import { Section } from "../parts/Section.tsx";
import styles from "./Overview.module.css";

/** Who uses the function now, and what of it the machine stands on. */
export function InUse({ machine, fn }: { readonly machine: Machine; readonly fn: FunctionInfo }) {
  const usage = useUsage(machine);
  const reasons = usage?.functions.find(({ bdf }) => bdf === fn.bdf)?.reasons ?? [];
  const unread = unreadGroups(usage?.unread ?? []);
  if (reasons.length + unread.length === 0) return null;
  return (
    <Section title="In use" testId="section-in-use">
      <ul className={styles.uses}>
        {reasons.map(({ kind, text, evidence, level }) => {
          const hard = level === "protected";
          const Icon = hard ? ShieldAlert : Users;
          return (
            <li key={`${kind} ${text}`} className={hard ? styles.protected : undefined}>
              <Icon aria-hidden="true" />
              <div>
                <p>
                  {hard ? <strong>Protected: </strong> : null}
                  <Coded text={`${hard ? text : sentence(text)}.`} />
                </p>
                <p className={styles.evidence}>
                  <Coded text={evidence} />
                </p>
              </div>
            </li>
          );
        })}
        {unread.map(unreadSentence).map((text) => (
          <li key={text} className={styles.unknown}>
            <TriangleAlert aria-hidden="true" />
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
