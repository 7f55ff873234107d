import { Tabs as Base } from "@base-ui/react/tabs";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Tabs.module.css";

interface TabDef<T extends string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly content: () => ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly TabDef<T>[];
}

/** A row of tabs with their panel; only the chosen panel is mounted. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
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
      <Base.List ref={list} aria-label={label} className={styles.list}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={current.id} className={styles.panel} key={current.id}>
        {current.content()}
      </Base.Panel>
    </Base.Root>
  );
}
