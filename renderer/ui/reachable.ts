/** As the ref of a place that scrolls and holds nothing to focus: the keyboard has to get there to scroll it. */
export function reachable(element: HTMLElement | null): void {
  if (element !== null) element.tabIndex = 0;
}
