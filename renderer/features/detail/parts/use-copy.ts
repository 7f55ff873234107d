import { useCallback, useEffect, useState } from "react";
import { copyText } from "../../../actions/clipboard.ts";

const SHOWN_MS = 1600;

/** Copies a text; `copied` is true for a moment afterwards. */
export function useCopy(): { readonly copied: boolean; readonly copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = useCallback((text: string) => {
    void copyText(text).then(setCopied);
  }, []);
  return { copied, copy };
}
