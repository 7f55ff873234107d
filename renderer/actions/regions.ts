/** The places of the window that the keyboard is sent to, and that F6 goes through. */

/** Ids of the places that F6 goes through, in that order. */
export const REGIONS = {
  search: "search-field",
  table: "function-table",
  detail: "detail-region",
  activity: "activity-region",
  run: "run-region",
} as const;
export type Region = keyof typeof REGIONS;

/** Puts the keyboard into a region: on its chosen tab or first action where it has one, else on the region itself. */
export function focusRegion(region: Region): boolean {
  const element = document.getElementById(REGIONS[region]);
  if (element === null) return false;
  const target = element.querySelector<HTMLElement>('[role="tab"][aria-selected="true"], [data-first]') ?? element;
  target.focus();
  if (target instanceof HTMLInputElement) target.select();
  return document.activeElement === target;
}

/** On to the next region that is there, or back to the one before. */
export function cycleRegions(backwards: boolean): void {
  const regions = Object.keys(REGIONS) as Region[];
  const at = regions.findIndex((region) => {
    const element = document.getElementById(REGIONS[region]);
    return element?.contains(document.activeElement) === true;
  });
  const step = backwards ? -1 : 1;
  for (let tries = 1; tries <= regions.length; tries++) {
    // From nowhere, forward begins at the first region and backward at the last.
    const from = at < 0 && backwards ? 0 : at;
    const region = regions[(from + step * tries + regions.length * 2) % regions.length];
    if (region !== undefined && focusRegion(region)) return;
  }
}
