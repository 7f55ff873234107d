/** The file that `show --from` names. */
import { errorWords } from "../../shared/words/errors.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import type { FileOrigin } from "../host/file/file-host.ts";
import { type FileText, fileText } from "../host/file/file-text.ts";
import { modifiedAt, readOwnFile } from "../host/file/read-file.ts";
import { refuse } from "./language.ts";

/** A text with the time of its file. */
export interface InputText extends FileText, Pick<FileOrigin, "modified"> {}

/** @throws Error with one sentence when it cannot be read, is too large, or cannot be unpacked */
export async function readInput(path: string): Promise<InputText> {
  try {
    return { ...(await fileText(readOwnFile(path))), modified: modifiedAt(path) };
  } catch (error) {
    return refuse(COMMON.labelled({ label: path, text: errorWords(error) }));
  }
}
