import { Check, Copy, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
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

type Outcome = "none" | "copied" | "refused";

const SHOWN_MS = 1600;
const ICONS: Readonly<Record<Outcome, ReactNode>> = { none: <Copy />, copied: <Check />, refused: <X /> };

async function copyToClipboard(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "refused";
  }
}

export function CopyButton({ text, label, wide = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("none");
  useEffect(() => {
    if (outcome === "none") return;
    const timer = window.setTimeout(() => setOutcome("none"), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    void copyToClipboard(typeof text === "function" ? text() : text).then(setOutcome);
  };
  const said = outcome === "none" ? "" : outcome === "copied" ? "Copied" : "Not allowed here";
  const words = said === "" ? label : said;
  return (
    <>
      {wide ? (
        <Button icon={ICONS[outcome]} onClick={copy}>
          {words}
        </Button>
      ) : (
        <IconButton label={words} icon={ICONS[outcome]} onClick={copy} />
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
