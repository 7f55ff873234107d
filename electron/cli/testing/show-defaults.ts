/** What `show` is given where a test asks for nothing else. */
import { join } from "node:path";
import type { ShowOptions } from "../show-options.ts";

export const PLACE = { assets: join(import.meta.dirname, "../../../assets"), version: "0.0.0" };
export const DEFAULTS: ShowOptions = {
  host: "local",
  format: "tree",
  numeric: false,
  hex: false,
  redact: false,
  language: "en",
  wake: false,
};
