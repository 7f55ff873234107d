/** Which of the application's own dialogs is open. */
import { create } from "zustand";
import type { Words } from "../../shared/words/message.ts";

type AppDialog = "palette" | "fields" | "paste" | "shortcuts" | "about" | "log" | "connect" | "helper" | "compare";

interface DialogState {
  readonly open: AppDialog | null;
  /** A text that could not be opened, and why: the dialog for pasting begins with it. */
  readonly refused: { readonly text: string; readonly because: Words } | null;
}

export const useAppDialog = create<DialogState>(() => ({ open: null, refused: null }));

export function showDialog(dialog: AppDialog): void {
  useAppDialog.setState({ open: dialog, refused: null });
}
/** Shows a text that could not be opened, to be mended or replaced. */
export function showRefused(text: string, because: Words): void {
  useAppDialog.setState({ open: "paste", refused: { text, because } });
}
export function hideDialog(): void {
  useAppDialog.setState({ open: null });
}
