/** Declares every text that crosses a wire or lies in a file: whoever reads such texts imports this, each file a line. */
import "./texts/common.ts";
import "./texts/facts.ts";
import "./texts/interfaces.ts";
import "./texts/table-columns.ts";
import "./texts/table-filters.ts";
import "./texts/table-find.ts";
import "./texts/plan.ts";
import "./texts/hand-off.ts";
import "./texts/running.ts";
