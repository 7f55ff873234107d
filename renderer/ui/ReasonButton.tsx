import type { Words } from "../../shared/words/message.ts";
import { Button, type ButtonProps } from "./Button.tsx";
import { Tooltip } from "./Tooltip.tsx";

interface ReasonButtonProps extends ButtonProps {
  /** Why it does nothing here; null where it works. */
  readonly because: Words | null;
  readonly side?: "top" | "bottom";
}

/** A button that says why, where it does nothing. It keeps the focus, so that the reason can be read by keyboard. */
export function ReasonButton({ because, side = "bottom", onClick, ...rest }: ReasonButtonProps) {
  const off = because !== null;
  const button = <Button aria-disabled={off || undefined} onClick={off ? undefined : onClick} {...rest} />;
  return <Tooltip text={because} disabled={!off} side={side} trigger={button} />;
}
