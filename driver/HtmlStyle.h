//===- HtmlStyle.h - how the report's page looks ----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_HTMLSTYLE_H
#define QUIESCE_DRIVER_HTMLSTYLE_H

namespace quiesce::driver {

/// The style sheet.  Each colour has a light and a dark form; both have enough
/// contrast for small text.
inline constexpr char HtmlStyle[] = R"(
:root { color-scheme: light dark;
  --back: #ffffff; --text: #1b1f24; --soft: #59636e; --line: #d1d9e0;
  --panel: #f6f8fa; --mark: #fff3c4; --spawn: #0550ae; --message: #1a7f37;
  --held: #bf8700; --stuck: #c62828; --alarm: #fde7e7; --note: #e4edf8; --new: #dafbe1; }
@media (prefers-color-scheme: dark) { :root {
  --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --line: #3d444d;
  --panel: #151b23; --mark: #4b3d10; --spawn: #79c0ff; --message: #56d364;
  --held: #d29922; --stuck: #ff7b72; --alarm: #45191a; --note: #16273d; --new: #12361f; } }
* { box-sizing: border-box; }
body { background: var(--back); color: var(--text); max-width: 72rem;
  margin: 0 auto; padding: 1.5rem 1rem 4rem;
  font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--spawn); text-decoration: none; }
a:hover { text-decoration: underline; }
header p { margin: 0; color: var(--soft); }
h1 { font-size: 1.7rem; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 0; }
table { border-collapse: collapse; width: 100%; }
td { padding: .3rem 1.2rem .3rem 0; vertical-align: baseline;
  border-top: 1px solid var(--line); }
.check, .place { color: var(--soft); font: 13px ui-monospace, monospace;
  white-space: nowrap; }
.legend { color: var(--soft); font-size: 13px; margin: 1rem 0 0; }
.legend span { margin-right: 1.4rem; white-space: nowrap; }
.legend svg { vertical-align: -3px; }
article, section { border: 1px solid var(--line); border-radius: 10px;
  margin: 1.5rem 0; padding: 1.1rem 1.3rem; }
.facts { margin: .35rem 0 .6rem; font: 13px ui-monospace, monospace; }
.facts > * { margin-right: .9rem; }
.facts .warning, .facts .error { border-radius: 1rem; padding: .1rem .6rem;
  background: var(--mark); font: 600 12px system-ui, sans-serif; }
.facts .error { background: var(--alarm); color: var(--stuck); }
.scroll { overflow-x: auto; margin: .6rem 0; }
aside { color: var(--soft); margin-top: .8rem; }
aside p:first-of-type { display: inline; } aside p { margin: .4rem 0 0; }
code { font: .92em ui-monospace, monospace; }
figure { margin: .8rem 0 0; }
figcaption { color: var(--soft); font: 13px ui-monospace, monospace;
  margin-bottom: .25rem; }
pre { background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; margin: 0; padding: .4rem 0; overflow-x: auto;
  font: 13px/1.5 ui-monospace, monospace; tab-size: 4; }
pre span { display: block; padding: 0 .8rem; min-width: max-content; }
pre .here { background: var(--mark); }
pre .here.stuck { background: var(--alarm); }
pre .gap { color: var(--soft); }
pre .gone { background: var(--alarm); } pre .come { background: var(--new); }
pre .note { background: var(--note); white-space: normal; padding-left: 4.3rem;
  font: 13px/1.7 system-ui, sans-serif; }
pre .note.stuck { background: var(--alarm); color: var(--stuck);
  font-weight: 600; }
pre .note:target { outline: 2px solid var(--spawn); outline-offset: -2px; }
pre .note b { display: inline-block; width: 1.25rem; height: 1.25rem;
  margin: 0 .6rem 0 -1.85rem; border-radius: 50%; text-align: center;
  font: 600 11px/1.25rem system-ui, sans-serif; color: var(--back);
  background: var(--text); }
pre .note.stuck b { background: var(--stuck); }
pre.page, pre.problem { padding: .8rem; white-space: pre-wrap; }
details { border-top: 1px solid var(--line); padding: .4rem 0; }
details pre { margin-top: .5rem; } summary { cursor: pointer; }
svg.sequence text { fill: var(--text); font: 12.5px system-ui, sans-serif; }
svg.sequence text.task { font-size: 13px; font-weight: 700; }
svg.sequence text.code { fill: var(--soft); font: 11.5px ui-monospace, monospace; }
svg.sequence text.number { fill: var(--back); font-size: 11px;
  font-weight: 600; text-anchor: middle; }
svg.sequence text.words.stuck { fill: var(--stuck); font-weight: 600; }
svg.sequence a:hover text.words { text-decoration: underline; }
svg path { fill: none; stroke-width: 1.6; }
svg .lane { stroke: var(--soft); }
svg circle.step { fill: var(--text); }
svg circle.step.stuck { fill: var(--stuck); }
svg .spawn { stroke: var(--spawn); }
svg .message { stroke: var(--message); }
svg .waits { stroke: var(--stuck); stroke-dasharray: 4 3; }
svg .spawn.head { fill: var(--spawn); } svg .message.head { fill: var(--message); }
svg .waits.head { fill: var(--stuck); stroke-dasharray: none; }
svg .held { fill: var(--held); opacity: .6; }
svg .forever { stroke: var(--stuck); stroke-width: 2.5; stroke-dasharray: 3 4; }
@media print { article { break-inside: avoid; } }
)";

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_HTMLSTYLE_H
