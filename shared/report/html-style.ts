/** The look of an HTML report: light and dark by the reader's setting, black on white on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1b2027; --soft: #57606b; --paper: #ffffff; --shade: #f3f5f8; --line: #d5dae1;
  --pf: #0b5cad; --pf-shade: #e8f1fb; --vf: #6a3fa0; --vf-shade: #f3ecfb; --mark: #8a4b00; --mark-shade: #fff3e0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e8ee; --soft: #a2acb9; --paper: #14181d; --shade: #1d232b; --line: #36404c;
    --pf: #7db8f5; --pf-shade: #14293f; --vf: #c6a5f0; --vf-shade: #2a1f3c; --mark: #f5b971; --mark-shade: #3a2a12;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 0.875rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans",
  "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 0 0.5rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1rem; } h4 { font-size: 0.875rem; }
section, article { margin: 2rem 0 0; }
article { border-top: 2px solid var(--line); padding-top: 1rem; }
article section { margin-top: 1.25rem; }
a { color: var(--pf); }
code, pre, .bdf { font-family: ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", Consolas, monospace; font-size: 0.93em; }
h2 .bdf { font-size: 0.95em; }
p { margin: 0 0 0.5rem; }
.soft { color: var(--soft); }
.note { background: var(--mark-shade); border-left: 3px solid var(--mark); margin: 0 0 0.5rem; padding: 0.35rem 0.6rem; }
dl { display: grid; gap: 0.15rem 1rem; grid-template-columns: max-content 1fr; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
th { background: var(--shade); font-weight: 600; white-space: nowrap; }
td.code { font-family: ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", Consolas, monospace; font-size: 0.93em; white-space: nowrap; }
nav ul { columns: 20rem; list-style: none; margin: 0; padding: 0; }
nav li { break-inside: avoid; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.family { margin: 0 0 1.25rem; }
.pf { background: var(--pf-shade); border: 1px solid var(--pf); border-radius: 4px; display: inline-block; padding: 0.4rem 0.7rem; }
.vfs { isolation: isolate; border-left: 2px solid var(--line); display: grid; gap: 0.4rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
  list-style: none; margin: 0 0 0 1rem; padding: 0.6rem 0 0 1.25rem; }
.vfs li { background: var(--vf-shade); border: 1px solid var(--vf); border-radius: 4px; break-inside: avoid; padding: 0.25rem 0.5rem; position: relative; }
.vfs li::before { border-top: 2px solid var(--line); content: ""; left: -1.25rem; position: absolute; top: 50%; width: 1.25rem; z-index: -1; }
.vfs li.given { border-style: dashed; }
.fields span { display: inline-block; margin-right: 0.9rem; }
.fields .problem { background: var(--mark-shade); color: var(--mark); font-weight: 600; padding: 0 0.25rem; }
pre { background: var(--shade); margin: 0; overflow-x: auto; padding: 0.6rem; }
footer { border-top: 1px solid var(--line); color: var(--soft); margin-top: 2rem; padding-top: 0.5rem; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --shade: #f0f0f0; --line: #bbb;
    --pf: #0b5cad; --pf-shade: #fff; --vf: #6a3fa0; --vf-shade: #fff; --mark: #8a4b00; --mark-shade: #fff; }
  body { font-size: 8.5pt; max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4, tr, .pf { break-after: avoid; break-inside: avoid; }
  tr { break-after: auto; }
  pre { font-size: 7.5pt; white-space: pre-wrap; }
  .wide { overflow: visible; }
  table { font-size: 7.5pt; }
  th { white-space: normal; }
  th, td { overflow-wrap: anywhere; padding: 0.15rem 0.3rem; }
}
@page { margin: 14mm; }
`;
