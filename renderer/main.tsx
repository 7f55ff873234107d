import "./no-eval.ts";
import "../shared/words/all.ts";
import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { followFocus } from "./actions/focus-back.ts";
import { keepView } from "./actions/kept-view.ts";
import { followLanguage } from "./actions/language.ts";
import { drawingFailed, tellFailures } from "./actions/page-failures.ts";
import { start } from "./actions/start.ts";
import { followTheme } from "./actions/theme.ts";
import { listenToWindow } from "./actions/window-events.ts";
import { WindowBoundary } from "./ui/Boundary.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
tellFailures();
followTheme();
followLanguage();
followFocus();
listenToWindow();
keepView();
createRoot(root, { onCaughtError: drawingFailed, onUncaughtError: drawingFailed }).render(
  <StrictMode>
    <WindowBoundary>
      <App />
    </WindowBoundary>
  </StrictMode>,
);
void start();
