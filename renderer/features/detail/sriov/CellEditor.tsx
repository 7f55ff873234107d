import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { useSay } from "../../../words/language.ts";
import styles from "./VfTable.module.css";

/** Where the keyboard goes when a cell was written. */
export type Onward = "down" | "next" | "before" | "stay" | "review";

export interface CellEditorProps {
  readonly label: Words;
  /** What stands there to begin with. */
  readonly text: string;
  /** It is what was just typed, and more comes behind it; else it is selected, and the first key replaces it. */
  readonly isBegun: boolean;
  /** For how many it is, where it is for several. */
  readonly hint: Words | null;
  /** What is wrong with a text; `unfinished` is said only when somebody means to go on. */
  readonly check: (text: string) => { readonly fault: Words; readonly unfinished: boolean } | null;
  /** What is to be known of a text that can be taken; null = nothing. */
  readonly note?: (text: string) => Words | null;
  readonly onWrite: (text: string, onward: Onward) => void;
  readonly onLeave: () => void;
}

function onwardOf({ key, shiftKey, ctrlKey, metaKey, repeat }: KeyboardEvent): Onward | null {
  if (key === "Enter" && !repeat) return ctrlKey || metaKey ? "review" : "down";
  if (key === "Tab") return shiftKey ? "before" : "next";
  return null;
}

/** A cell while it is written in: what is wrong is said there, and nothing that was typed is lost. */
export function CellEditor({ label, text: begins, isBegun, hint, check, note, onWrite, onLeave }: CellEditorProps) {
  const say = useSay();
  const belowId = useId();
  const [text, setText] = useState(begins);
  const [tried, setTried] = useState(false);
  const done = useRef(false);
  const wrong = text.trim() === "" ? null : check(text);
  const said = wrong !== null && (tried || !wrong.unfinished) ? wrong.fault : null;
  const noted = said === null && wrong === null && text.trim() !== "" ? (note?.(text) ?? null) : null;
  const below = said ?? noted ?? hint;
  const write = (onward: Onward): void => {
    if (wrong !== null) {
      setTried(true);
      return;
    }
    done.current = true;
    onWrite(text, onward);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What an input method composes is a part of the text.
    if (event.nativeEvent.isComposing) return;
    const onward = onwardOf(event);
    if (event.key !== "Escape" && onward === null) return;
    event.preventDefault();
    // What is left or written here is not what the window would do with the key.
    event.stopPropagation();
    if (onward !== null) {
      write(onward);
      return;
    }
    done.current = true;
    onLeave();
  };
  return (
    <span className={styles.editor}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the keyboard was in this cell a moment before
        autoFocus
        value={text}
        aria-label={say(label)}
        aria-invalid={said !== null}
        aria-describedby={belowId}
        className={styles.input}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => (isBegun ? undefined : event.target.select())}
        onKeyDown={onKeyDown}
        onBlur={() => (done.current ? undefined : write("stay"))}
      />
      <span id={belowId} role="status" className={below === null ? "visually-hidden" : styles.below}>
        {below === null ? null : (
          <span className={said !== null ? styles.problem : noted !== null ? styles.noted : undefined}>
            {say(below)}
          </span>
        )}
      </span>
    </span>
  );
}
