/** The one way in for what is pasted, dropped, chosen or named on the command line. */
import { errorWords } from "../../../shared/words/errors.ts";
import { inSlices, type SliceOptions } from "../sysfs/slices.ts";
import { FileHost, type FileOpening } from "./file-host.ts";
import { type FileText, fileText } from "./file-text.ts";

export interface OpenOptions extends SliceOptions {
  /** When the file was last changed, in milliseconds since 1970; left out = not known. */
  readonly modified?: number | null | undefined;
}

/**
 * @param name what it is called, shown to people
 * @param input a text that was pasted, or the bytes of a file
 * @throws the signal's reason when it is aborted
 */
export async function openFile(
  name: string,
  input: string | Uint8Array,
  options: OpenOptions = {},
): Promise<FileOpening> {
  let file: FileText;
  try {
    file = await fileText(input, options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, message: errorWords(error) };
  }
  const modified = typeof input === "string" ? "pasted" : (options.modified ?? null);
  return await inSlices(FileHost.openInParts(name, file.text, { archive: file.archive, modified }), options);
}
