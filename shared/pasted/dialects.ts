/** All ways of writing PCI functions that are read, in the order in which a line is offered to them. */
import type { Dialect } from "./dialect.ts";
import { LOGGED_ROWS } from "./dialects/logged-rows.ts";
import { LSPCI_TEXT } from "./dialects/lspci-text.ts";
import { PROMPTS, SENTENCES } from "./dialects/prompts.ts";
import { RECORDS } from "./dialects/records.ts";
import { ROWS } from "./dialects/rows.ts";
import { SETPCI } from "./dialects/setpci.ts";
import { TITLES } from "./dialects/titles.ts";
import { TREE } from "./dialects/tree.ts";

export const DIALECTS: readonly Dialect[] = [
  ROWS,
  LOGGED_ROWS,
  SETPCI,
  TITLES,
  PROMPTS,
  RECORDS,
  LSPCI_TEXT,
  TREE,
  SENTENCES,
];
