/** Declares every text that crosses a wire or lies in a file: whoever reads such texts imports this, each file a line. */
import "./texts/common.ts";
