import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./Button.tsx";
import { IconButton } from "./IconButton.tsx";

interface CopyButtonProps {
  /** What lands on the clipboard. */
  readonly text: string | (() => string);
  /** `Copy the commands` */
  readonly label: string;
  /** With its label written out. */
  readonly wide?: boolean;
}

const SHOWN_MS = 1600;

export function CopyButton({ text, label, wide = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    const value = typeof text === "function" ? text() : text;
    void navigator.clipboard.writeText(value).then(() => setCopied(true));
  };
  const icon = copied ? <Check /> : <Copy />;
  if (wide) {
    return (
      <Button icon={icon} onClick={copy}>
        <span role="status">{copied ? "Copied" : label}</span>
      </Button>
    );
  }
  return <IconButton label={copied ? "Copied" : label} icon={icon} onClick={copy} />;
}
