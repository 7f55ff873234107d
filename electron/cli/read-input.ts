/** The file that `show --from` names. */
import { errorText } from "../../shared/error-text.ts";
import { type FileText, fileText } from "../host/file/file-text.ts";
import { readOwnFile } from "../host/file/read-file.ts";

/** @throws Error with one sentence when it cannot be read, is too large, or cannot be unpacked */
export async function readInput(path: string): Promise<FileText> {
  try {
    return await fileText(readOwnFile(path));
  } catch (error) {
    const text = errorText(error);
    throw new Error(text.startsWith("It ") ? `${path} ${text.slice(3)}` : `${path}: ${text}`);
  }
}
