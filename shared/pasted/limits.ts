/** How much of a text or file is opened, by whichever way it comes. */

/** Bytes of a file as it is, packed or not; characters of a text. */
export const MOST_OPENED = 64 * 1024 * 1024;

export const TOO_LARGE =
  "It is larger than 64 MiB, the most that is opened: take the part that tells of PCI functions.";
