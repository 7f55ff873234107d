/** What goes wrong in the page itself is told to the program, whose log has it then. */
import type { Input } from "../../shared/contract/contract.ts";
import { errorText } from "../../shared/error-text.ts";
import { client } from "../stores/connection.ts";

type Failure = Input<"page.failed">;

/** The program takes only so many as well. */
const MAX_TOLD = 50;
const MAX_TEXT = 500;
const MAX_DETAILS = 4000;

let told = 0;

function tell(kind: Failure["kind"], text: string, details: string): void {
  told += 1;
  if (told > MAX_TOLD) return;
  const failure = { kind, text: text.slice(0, MAX_TEXT), details: details.slice(0, MAX_DETAILS) };
  // Where it cannot be told there is nobody to tell that either.
  client.call("page.failed", failure).catch(() => undefined);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "") : "";
}

/** What is thrown by whatever is not drawn: a click, a timer, an answer. And what the policy forbids. */
export function tellFailures(): void {
  window.addEventListener("error", ({ error, message }) => tell("error", message, stackOf(error)));
  window.addEventListener("unhandledrejection", ({ reason }) => tell("rejection", errorText(reason), stackOf(reason)));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
    tell("policy", `${violatedDirective} forbids ${blockedURI}`, `${sourceFile}:${lineNumber}`),
  );
}

/** What was thrown while something was drawn, whether a boundary has caught it or none. For React's root. */
export function drawingFailed(
  error: unknown,
  { componentStack = "" }: { readonly componentStack?: string | undefined },
): void {
  console.error(error);
  tell("boundary", errorText(error), `${stackOf(error)}\nin the components:${componentStack}`);
}
