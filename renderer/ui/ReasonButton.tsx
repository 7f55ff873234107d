import { Button, type ButtonProps } from "./Button.tsx";
import { Tooltip } from "./Tooltip.tsx";

interface ReasonButtonProps extends ButtonProps {
  /** Why it does nothing here; null where it works. */
  readonly because: string | null;
}

/** A button that says why, where it does nothing. It keeps the focus, so that the reason can be read by keyboard. */
export function ReasonButton({ because, onClick, ...rest }: ReasonButtonProps) {
  if (because === null) return <Button onClick={onClick} {...rest} />;
  return <Tooltip text={because} trigger={<Button aria-disabled {...rest} />} />;
}
