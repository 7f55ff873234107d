/** Where the browser of the specs lies. */
import { findProgram } from "./run.ts";

/** @returns null where there is none */
export function findChromium(): string | null {
  return (
    process.env.CHROMIUM_PATH ??
    findProgram("chromium-headless-shell") ??
    findProgram("chromium") ??
    findProgram("google-chrome")
  );
}
