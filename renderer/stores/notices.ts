/** Sentences for the top of the window that stay until somebody has read them. */
import { create } from "zustand";
import type { Words } from "../../shared/words/message.ts";

export interface NoticeEntry {
  readonly id: number;
  readonly tone: "info" | "warn" | "danger";
  readonly text: Words;
}

interface NoticesState {
  readonly entries: readonly NoticeEntry[];
}

export const useNotices = create<NoticesState>(() => ({ entries: [] }));

let lastId = 0;

/** Says something; the same text twice is said once. */
export function addNotice(tone: NoticeEntry["tone"], text: Words): void {
  const { entries } = useNotices.getState();
  if (entries.some((entry) => JSON.stringify(entry.text) === JSON.stringify(text))) return;
  lastId += 1;
  useNotices.setState({ entries: [...entries, { id: lastId, tone, text }] });
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ entries }) => ({ entries: entries.filter((entry) => entry.id !== id) }));
}
