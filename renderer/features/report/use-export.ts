import { useState } from "react";
import { create } from "zustand";
import type { ReportRequestInput } from "../../../shared/contract/contract.ts";
import type { ReportFormatName } from "../../../shared/report/scope.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { Language } from "../../../shared/words/say.ts";
import { copyText } from "../../actions/clipboard.ts";
import { client } from "../../stores/connection.ts";
import { EXPORT_WORDS } from "../../words/report.ts";

interface ExportOptions {
  readonly format: ReportFormatName;
  readonly hex: boolean;
  readonly redact: boolean;
  /** null = that of the window. */
  readonly language: Language | null;
}

/** Kept while the window is open: one function exported after the other takes the same each time. */
export const useExportOptions = create<ExportOptions>(() => ({
  format: "html",
  hex: false,
  redact: false,
  language: null,
}));

export type ExportState =
  | { readonly state: "idle" }
  | { readonly state: "busy" }
  | { readonly state: "done"; readonly text: Words }
  | { readonly state: "failed"; readonly text: Words };

/** Hands a text to the browser as a file of its own. */
function download(fileName: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken hold of the blob by the time that this runs.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function save(request: ReportRequestInput): Promise<ExportState> {
  const { saved } = await client.call("report.save", request);
  // Nothing was chosen: that needs no words.
  return saved === null ? { state: "idle" } : { state: "done", text: EXPORT_WORDS.saved({ file: saved }) };
}

async function makeFile(request: ReportRequestInput): Promise<ExportState> {
  const { fileName, mediaType, text } = await client.call("report.create", request);
  download(fileName, mediaType, text);
  return { state: "done", text: EXPORT_WORDS.downloaded({ file: fileName }) };
}

async function copy(request: ReportRequestInput): Promise<ExportState> {
  const { text } = await client.call("report.create", request);
  if (await copyText(text)) return { state: "done", text: EXPORT_WORDS.copied };
  return { state: "failed", text: EXPORT_WORDS.copyRefused };
}

export interface Exporting {
  readonly outcome: ExportState;
  save(request: ReportRequestInput): void;
  download(request: ReportRequestInput): void;
  copy(request: ReportRequestInput): void;
  forget(): void;
}

/** Makes reports, one at a time, and says how it went. */
export function useExport(): Exporting {
  const [outcome, setOutcome] = useState<ExportState>({ state: "idle" });
  const doing =
    (work: (request: ReportRequestInput) => Promise<ExportState>) =>
    (request: ReportRequestInput): void => {
      if (outcome.state === "busy") return;
      setOutcome({ state: "busy" });
      work(request).then(setOutcome, (error: unknown) => setOutcome({ state: "failed", text: errorWords(error) }));
    };
  return {
    outcome,
    save: doing(save),
    download: doing(makeFile),
    copy: doing(copy),
    forget: () => setOutcome({ state: "idle" }),
  };
}
