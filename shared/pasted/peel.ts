/** The second stage: what was put before each line (mail quotes, indentation, time stamps) is taken off. Pure. */

/** How the lines of one text begin: found once for all of it. */
export type Peeler = (text: string) => string;

/** @param text as a whole, to see what its lines have in common */
export function peelerFor(_text: string): Peeler {
  return (line) => line;
}
