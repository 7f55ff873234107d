import { ContextMenu as BaseContext } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import type { Words } from "../../shared/words/message.ts";
import { Say, type Shown } from "../words/Say.tsx";
import { Kbd } from "./Kbd.tsx";
import styles from "./Menu.module.css";

/** Menus as data: an action, a choice that is on or off, a heading, a sentence or a line. */
export type MenuItem =
  | {
      readonly kind?: "action";
      readonly id: string;
      readonly label: Shown;
      readonly icon?: ReactNode;
      readonly shortcut?: string;
      readonly disabled?: boolean;
      /** Why it is disabled, or more about it: a second line. */
      readonly hint?: Words;
      readonly danger?: boolean;
      readonly run: () => void;
    }
  | {
      readonly kind: "choice";
      readonly id: string;
      readonly label: Shown;
      readonly disabled?: boolean;
      readonly hint?: Words;
      readonly checked: boolean;
      /** Several may be on: the menu stays open. */
      readonly multiple?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: "heading" | "note"; readonly id: string; readonly label: Shown }
  | { readonly kind: "line"; readonly id: string };

function Content({ label, hint }: { readonly label: Shown; readonly hint?: Words | undefined }) {
  return (
    <span className={styles.text}>
      <span>
        <Say of={label} />
      </span>
      {hint === undefined ? null : (
        <span className={styles.hint}>
          <Say of={hint} />
        </span>
      )}
    </span>
  );
}

function MenuItems({ items }: { readonly items: readonly MenuItem[] }) {
  return items.map((item) => {
    switch (item.kind) {
      case "line":
        return <Base.Separator key={item.id} className={styles.line} />;
      case "heading":
        return (
          <div key={item.id} className={styles.heading} role="presentation">
            <Say of={item.label} />
          </div>
        );
      case "note":
        return (
          <div key={item.id} className={styles.note} role="presentation">
            <Say of={item.label} />
          </div>
        );
      case "choice":
        return (
          <Base.CheckboxItem
            key={item.id}
            checked={item.checked}
            disabled={item.disabled ?? false}
            onCheckedChange={item.run}
            closeOnClick={item.multiple !== true}
            className={styles.item}
          >
            <span className={styles.icon}>{item.checked ? <Check /> : null}</span>
            <Content label={item.label} hint={item.hint} />
          </Base.CheckboxItem>
        );
      default:
        return (
          <Base.Item
            key={item.id}
            disabled={item.disabled ?? false}
            onClick={item.run}
            className={`${styles.item} ${item.danger ? styles.danger : ""}`}
          >
            <span className={styles.icon}>{item.icon}</span>
            <Content label={item.label} hint={item.hint} />
            {item.shortcut === undefined ? null : <Kbd keys={item.shortcut} />}
          </Base.Item>
        );
    }
  });
}

interface MenuProps {
  /** A button that takes a ref and props. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "end";
  /** It is being opened: the time to ask for what its items show. */
  readonly onOpen?: () => void;
}

export function Menu({ trigger, items, align = "start", onOpen }: MenuProps) {
  return (
    <Base.Root onOpenChange={(open) => (open ? onOpen?.() : undefined)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="bottom" align={align} sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Asks for its items when it is drawn, that is when the menu opens. */
function LateItems({ items }: { readonly items: () => readonly MenuItem[] }) {
  return <MenuItems items={items()} />;
}

interface ContextMenuProps {
  readonly items: () => readonly MenuItem[];
  readonly children: ReactElement<Record<string, unknown>>;
}

/** The menu of the right mouse button and of the menu key. */
export function ContextMenu({ items, children }: ContextMenuProps) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className={styles.positioner}>
          <BaseContext.Popup className={styles.popup}>
            <LateItems items={items} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}
