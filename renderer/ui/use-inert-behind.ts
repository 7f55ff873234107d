import { useLayoutEffect } from "react";

let open = 0;

function setOpen(count: number): void {
  open = count;
  const root = document.getElementById("root");
  if (root) root.inert = open > 0;
}

/**
 * Takes the window behind a modal dialog out of reach, as a whole: the dialog library hides it piece by piece around
 * status texts, which leaves buttons without a name to screen readers.
 */
export function useInertBehind(modal: boolean): void {
  useLayoutEffect(() => {
    if (!modal) return;
    setOpen(open + 1);
    return () => setOpen(open - 1);
  }, [modal]);
}
