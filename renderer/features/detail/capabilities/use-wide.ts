import { type RefObject, useLayoutEffect, useState } from "react";

/** Is the element at least this wide? Follows its size. */
export function useWide(element: RefObject<HTMLElement | null>, width: number): boolean {
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const look = (): void => setWide(target.clientWidth >= width);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, width]);
  return wide;
}
