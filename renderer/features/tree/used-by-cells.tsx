/** Who uses a function: a cell of its row, and a mark beside its address. */
import { Container, Cpu, HardDrive, MonitorPlay, Network, ShieldAlert, SquareTerminal } from "lucide-react";
import type { ComponentType } from "react";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Query } from "../../../shared/machine/search.ts";
import { type UsedBy, type User, type UserKind, usedByText } from "../../../shared/machine/used-by.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { Marked } from "../../ui/Marked.tsx";
import { useSay } from "../../words/language.ts";
import { ROW_WORDS } from "../../words/tree-rows.ts";
import styles from "./TreeRow.module.css";

const ICONS: Readonly<
  Record<UserKind, ComponentType<{ readonly className?: string; readonly "aria-hidden": "true" }>>
> = {
  guest: MonitorPlay,
  container: Container,
  program: SquareTerminal,
  disk: HardDrive,
  network: Network,
  machine: Cpu,
};

/** A line for each user, as a whole clause. */
function tipOf(users: readonly User[]): readonly Words[] {
  return users.map(({ clause, isProtected }) => (isProtected ? ROW_WORDS.protectedUse({ use: clause }) : clause));
}

/** Beside the address: that somebody uses it, by the sort of user; what must not be taken away has a shield as well. */
export function UsedByMark({ usedBy: { state, users } }: { readonly usedBy: UsedBy }) {
  const say = useSay();
  const [first] = users;
  if (state !== "used" || first === undefined) return null;
  const Icon = ICONS[first.kind];
  const who = names(users.map(({ text }) => text));
  const label = (first.isProtected ? ROW_WORDS.usedProtected : ROW_WORDS.used)({ who });
  return (
    <span role="img" className={styles.mark} aria-label={say(label)} data-tip={tipOf(users).map(say).join("\n")}>
      <Icon aria-hidden="true" />
      {first.isProtected ? <ShieldAlert className={styles.shield} aria-hidden="true" /> : null}
    </span>
  );
}

interface UsedByCellProps {
  readonly fn: FunctionInfo;
  readonly usedBy: UsedBy;
  readonly query: Query;
}

/** All users in few words; the tooltip has the whole of each. */
export function UsedByCell({ fn, usedBy, query }: UsedByCellProps) {
  const say = useSay();
  const text = usedByText(fn, usedBy);
  if (text === "") return null;
  const tip =
    usedBy.users.length > 0 ? tipOf(usedBy.users) : usedBy.state === "unknown" ? [ROW_WORDS.usersUnknown] : [];
  return (
    <span
      className={`${styles.users} ${usedBy.state === "used" ? "" : styles.quiet}`}
      {...(tip.length === 0 ? {} : { "data-tip": tip.map(say).join("\n") })}
    >
      <Marked text={text} terms={query} />
    </span>
  );
}
