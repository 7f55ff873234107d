import { ListFilter, X } from "lucide-react";
import { useRef } from "react";
import styles from "./FilterField.module.css";

interface FilterFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly placeholder: string;
}

/** A field that narrows the list below it as one types; Escape empties it. */
export function FilterField({ value, onChange, label, placeholder }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.field}>
      <ListFilter aria-hidden="true" className={styles.icon} />
      <input
        ref={input}
        type="text"
        value={value}
        aria-label={label}
        placeholder={placeholder}
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
          aria-label="Clear the filter"
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
