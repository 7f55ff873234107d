import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Button.module.css";

export interface ButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "title" | "aria-label" | "children"> {
  readonly tone?: "plain" | "primary" | "danger" | "quiet";
  readonly icon?: ReactNode;
  readonly children?: Shown;
  readonly title?: Words | undefined;
  readonly "aria-label"?: Words | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  tone = "plain",
  icon,
  children,
  className,
  title,
  "aria-label": label,
  ...rest
}: ButtonProps) {
  const say = useSay();
  return (
    <button
      type="button"
      title={title === undefined ? undefined : say(title)}
      aria-label={label === undefined ? undefined : say(label)}
      data-tone={tone}
      className={`${styles.button} ${styles[tone] ?? ""} ${className ?? ""}`}
      {...rest}
    >
      {icon}
      <Say of={children} />
    </button>
  );
}
