import { Check, Copy } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { Tooltip } from "../../../ui/Tooltip.tsx";
import { useSay } from "../../../words/language.ts";
import { UI_WORDS } from "../../../words/ui.ts";
import styles from "./CopyValue.module.css";
import { useCopy } from "./use-copy.ts";

interface CopyValueProps {
  /** What lands on the clipboard. */
  readonly text: string;
  /** What is shown; the text itself when left out. */
  readonly children?: ReactNode;
  /** What the value is: its spoken name begins with it. */
  readonly label: Words;
  /** What it means and where it comes from. */
  readonly help?: ReactNode;
  readonly mono?: boolean | undefined;
  readonly className?: string | undefined;
  readonly tabIndex?: number;
  readonly onFocus?: () => void;
  readonly testId?: string;
}

function isCopyKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c";
}

/** A value that a click or Ctrl+C copies. */
export function CopyValue({ text, children, label, help, mono, className, tabIndex, onFocus, testId }: CopyValueProps) {
  const { copied, copy } = useCopy();
  const say = useSay();
  const button = (
    <button
      type="button"
      data-fact=""
      data-testid={testId}
      className={`${styles.value} ${mono ? "mono" : ""} ${className ?? ""}`}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={() => copy(text)}
      onKeyDown={(event) => {
        if (!isCopyKey(event)) return;
        event.preventDefault();
        event.stopPropagation();
        copy(text);
      }}
    >
      <span className="visually-hidden">{say(COMMON.labelled({ label, text: "" }))}</span>
      <span className={styles.text}>{children ?? text}</span>
      <span className={`${styles.glyph} ${copied ? styles.done : ""}`} aria-hidden="true">
        {copied ? <Check /> : <Copy />}
      </span>
      <span className="visually-hidden" role="status">
        {copied ? say(UI_WORDS.copied) : ""}
      </span>
    </button>
  );
  return help === undefined ? button : <Tooltip text={help} trigger={button} side="top" />;
}
