import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, useEffect, useRef } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Tabs.module.css";

interface TabDef<T extends string> {
  readonly id: T;
  readonly label: Shown;
  readonly content: () => ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: Words;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly TabDef<T>[];
}

/** A row of tabs with their panel; only the chosen panel is mounted. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.id === value) ?? tabs[0];
  const chosen = current?.id;
  // Where the tabs do not fit they scroll, and the chosen one has to be among those in view.
  useEffect(() => {
    const tab = chosen === undefined ? null : list.current?.querySelector('[role="tab"][aria-selected="true"]');
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  if (!current) return null;
  return (
    <Base.Root value={current.id} onValueChange={(next) => onChange(next as T)} className={styles.root}>
      <Base.List ref={list} aria-label={say(label)} className={styles.list}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
            <Say of={tab.label} />
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={current.id} className={styles.panel} key={current.id}>
        {current.content()}
      </Base.Panel>
    </Base.Root>
  );
}
