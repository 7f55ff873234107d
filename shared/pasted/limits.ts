/** How much of a text or file is opened, by whichever way it comes. */
import { FILE_WORDS } from "../words/texts/files.ts";

/** Bytes of a file as it is, packed or not; characters of a text. */
export const MOST_OPENED = 64 * 1024 * 1024;

export const TOO_LARGE = FILE_WORDS.tooLarge({ limit: "64 MiB" });
