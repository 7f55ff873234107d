/** The keyboard in a dialog: where it begins, what Enter goes on with, and what Ctrl+Enter runs. */

const FIELDS =
  'input:not([type="hidden"], [aria-hidden="true"], [tabindex="-1"]), textarea, select, [role="radio"][aria-checked="true"]';
/** A field to mend; of the footer a box to tick, or a field to fill in, before the main button does anything. */
const NEEDED =
  'input[aria-invalid="true"], footer :is([role="checkbox"][aria-checked="false"], input:not([aria-hidden="true"]))';
/** Inputs that take a line of text: in others Enter means something of its own, or nothing. */
const NO_TEXT: ReadonlySet<string> = new Set([
  "button",
  "checkbox",
  "file",
  "image",
  "radio",
  "range",
  "reset",
  "submit",
]);

function isLine(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && !NO_TEXT.has(target.type);
}

/** Is it something that a person types into. */
export function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || isLine(target);
}

/** The filled button of the footer; where it has none, that of the content, which copies a text. */
function mainButton(dialog: HTMLElement): HTMLButtonElement | null {
  const filled = ':is([data-tone="primary"], [data-tone="danger"]):not(:disabled)';
  const buttons = dialog.querySelectorAll<HTMLButtonElement>(`footer ${filled}`);
  return [...buttons].at(-1) ?? dialog.querySelector<HTMLButtonElement>(filled);
}

/**
 * What has the keyboard when a dialog opens: what asks for it, else the first field, the button that copies its text, or
 * its main action if that harms nothing.
 */
export function firstFocus(dialog: HTMLElement | null): HTMLElement | null {
  if (dialog === null) return null;
  const asked = dialog.querySelector<HTMLElement>("[data-autofocus]");
  if (asked !== null) return asked;
  const fields = [...dialog.querySelectorAll<HTMLElement>(FIELDS)];
  const field = fields.find((each) => !each.matches(":disabled, footer *")) ?? null;
  const place = field ?? dialog.querySelector<HTMLElement>("[data-copies] button");
  if (place !== null) return place;
  const main = mainButton(dialog);
  return main?.dataset.tone === "primary" ? main : dialog;
}

/** Presses the main button once what was typed has been taken; where it does nothing yet, goes to what it lacks. */
function press(dialog: HTMLElement, main: HTMLButtonElement): void {
  // A number is taken when its field is left.
  main.focus();
  window.requestAnimationFrame(() => {
    if (main.getAttribute("aria-disabled") !== "true") main.click();
    else dialog.querySelector<HTMLElement>(NEEDED)?.focus();
  });
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly nativeEvent: { readonly isComposing: boolean };
  readonly defaultPrevented: boolean;
  readonly target: EventTarget;
  preventDefault(): void;
}

/** @param goesOn Enter in a field of one line presses the main button too */
export function onDialogKey(event: Key, dialog: HTMLElement | null, goesOn: boolean): void {
  const { target } = event;
  // Enter that ends what an input method composes is a part of the text.
  if (event.key !== "Enter" || event.shiftKey || event.altKey || event.nativeEvent.isComposing) return;
  // A menu that belongs to the dialog stands elsewhere on the page.
  if (dialog === null || !(target instanceof Node) || !dialog.contains(target)) return;
  const runs = event.ctrlKey || event.metaKey;
  // A key that is held down since before the dialog was there has seen nothing of it.
  if (event.repeat && !(target instanceof HTMLTextAreaElement && !runs)) {
    event.preventDefault();
    return;
  }
  // A radio button takes Enter for itself, whatever is held with it. A form takes it as it is.
  if (!runs && (event.defaultPrevented || !(goesOn && isLine(target) && target.form === null))) return;
  const main = mainButton(dialog);
  if (main === null) return;
  event.preventDefault();
  press(dialog, main);
}
