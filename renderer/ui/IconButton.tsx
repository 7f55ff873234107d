import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import styles from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "title"> {
  /** The button's name, spoken and shown on hover. */
  readonly label: Words;
  /** Shown beside the label: `Ctrl K`. */
  readonly shortcut?: string;
  readonly icon: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, shortcut, icon, className, ...rest }: IconButtonProps) {
  const say = useSay();
  const button = (
    <button type="button" aria-label={say(label)} className={`${styles.button} ${className ?? ""}`} {...rest}>
      {icon}
    </button>
  );
  return <Tooltip text={label} shortcut={shortcut} trigger={button} />;
}
