import { ListFilter, X } from "lucide-react";
import { useRef } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { useSay } from "../../../words/language.ts";
import styles from "./FilterField.module.css";

interface FilterFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: Words;
  readonly placeholder: Words;
}

/** A field that narrows the list below it as one types; Escape empties it. */
export function FilterField({ value, onChange, label, placeholder }: FilterFieldProps) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.field}>
      <ListFilter aria-hidden="true" className={styles.icon} />
      <input
        ref={input}
        type="text"
        value={value}
        aria-label={say(label)}
        placeholder={say(placeholder)}
        spellCheck={false}
        autoComplete="off"
        className={styles.input}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.preventDefault();
          event.stopPropagation();
          onChange("");
        }}
      />
      {value === "" ? null : (
        <button
          type="button"
          className={styles.clear}
          aria-label={say(DETAIL_WORDS.clearFilter)}
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        >
          <X />
        </button>
      )}
    </div>
  );
}
