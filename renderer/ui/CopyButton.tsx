import { Check, Copy, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Words } from "../../shared/words/message.ts";
import { Say } from "../words/Say.tsx";
import { UI_WORDS } from "../words/ui.ts";
import { Button } from "./Button.tsx";
import { IconButton } from "./IconButton.tsx";

interface CopyButtonProps {
  /** What lands on the clipboard. */
  readonly text: string | (() => string);
  /** `Copy the commands` */
  readonly label: Words;
  /** In place of the picture of two sheets, where another button beside it has that. */
  readonly icon?: ReactNode;
  /** With its label written out. */
  readonly wide?: boolean;
  /** What its dialog is for: it has the focus when that opens, and is written out. */
  readonly isFirst?: boolean;
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

export function CopyButton({ text, label, icon, wide = false, isFirst = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("none");
  useEffect(() => {
    if (outcome === "none") return;
    const timer = window.setTimeout(() => setOutcome("none"), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    void copyToClipboard(typeof text === "function" ? text() : text).then(setOutcome);
  };
  const said = outcome === "none" ? null : outcome === "copied" ? UI_WORDS.copied : UI_WORDS.copyRefused;
  const words = said ?? label;
  const shown = outcome === "none" ? (icon ?? ICONS.none) : ICONS[outcome];
  return (
    <>
      {wide || isFirst ? (
        <Button icon={shown} onClick={copy} {...(isFirst ? { tone: "primary", "data-autofocus": "" } : {})}>
          {words}
        </Button>
      ) : (
        <IconButton label={words} icon={shown} onClick={copy} />
      )}
      <span className="visually-hidden" role="status">
        {said === null ? null : <Say of={said} />}
      </span>
    </>
  );
}
