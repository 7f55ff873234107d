/** The one way in for what is pasted, dropped, chosen or named on the command line. */
import { errorWords } from "../../../shared/words/errors.ts";
import { inSlices, type SliceOptions } from "../sysfs/slices.ts";
import { FileHost, type FileOpening } from "./file-host.ts";
import { type FileText, fileText } from "./file-text.ts";

/**
 * @param name what it is called, shown to people
 * @param input a text that was pasted, or the bytes of a file
 * @throws the signal's reason when it is aborted
 */
export async function openFile(
  name: string,
  input: string | Uint8Array,
  options: SliceOptions = {},
): Promise<FileOpening> {
  let file: FileText;
  try {
    file = await fileText(input, options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, message: errorWords(error) };
  }
  return await inSlices(FileHost.openInParts(name, file.text, file.archive), options);
}
