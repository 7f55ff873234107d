import { type ReactNode, useState } from "react";
import type { Words } from "../../shared/words/message.ts";
import { UI_WORDS } from "../words/ui.ts";
import { Button } from "./Button.tsx";
import styles from "./ShowMore.module.css";

interface ShowMoreProps {
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  /** What it says while there is more to show, and while all is shown. */
  readonly more: Words;
  readonly fewer?: Words;
}

/** The button below the first of many. */
export function ShowMore({ open, onToggle, more, fewer = UI_WORDS.showFewer }: ShowMoreProps) {
  return (
    <Button tone="quiet" className={styles.more ?? ""} aria-expanded={open} onClick={() => onToggle(!open)}>
      {open ? fewer : more}
    </Button>
  );
}

/**
 * The first few, and the button for the rest; null where all are shown anyway. One more than the few is among them: its
 * line is no longer than the button's.
 */
export function useFew<T>(
  items: readonly T[],
  few: number,
): { readonly shown: readonly T[]; readonly button: ReactNode } {
  const [open, setOpen] = useState(false);
  if (items.length <= few + 1) return { shown: items, button: null };
  const button = <ShowMore open={open} onToggle={setOpen} more={UI_WORDS.showMore({ count: items.length - few })} />;
  return { shown: open ? items : items.slice(0, few), button };
}
