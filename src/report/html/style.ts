/** The page's style sheet. */
export const STYLE = `:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1d1f23; --quiet: #63676f; --line: #e2dfd9; --line-strong: #b9b5ad;
  --panel: #f5f3ee; --link: #1f4e8c;
  --pass: #1d6b3f; --pass-bg: #e3f1e6; --fail: #a3231f; --fail-bg: #fae5e2;
  --inconclusive: #7a5200; --inconclusive-bg: #fbefd2; --none: #52565e; --none-bg: #ecebe8;
  --c0: #dde8f6; --c1: #fbe6d0; --c2: #e1efdd; --c3: #eee2f3; --c4: #f6e0e3; --c5: #dcefee;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Source Serif 4", "Liberation Serif", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --ink: #e4e2dd; --quiet: #9a9ea6; --line: #2d3036; --line-strong: #4d5159;
    --panel: #1e2126; --link: #8fb8ee;
    --pass: #8fd6a8; --pass-bg: #17301f; --fail: #f2a19b; --fail-bg: #3b1b19;
    --inconclusive: #ecc777; --inconclusive-bg: #362a10; --none: #b3b6bc; --none-bg: #2b2e33;
    --c0: #22344c; --c1: #47311c; --c2: #25391f; --c3: #3a2b42; --c4: #45272c; --c5: #1d3b3a;
  }
  .plot .picture { filter: invert(0.91) hue-rotate(180deg); }
  .plot img { background: #fff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 3.5rem 1.5rem 5rem; max-width: 49rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--serif); }
h1, h2, h3, p, ul, ol, pre, dl, figure { margin: 0; }
p, ul, ol, pre { margin-block: 0 1rem; max-width: 70ch; }
h1 { font-size: 2.1rem; line-height: 1.18; font-weight: 600; letter-spacing: -0.012em; text-wrap: balance; }
h2 { font-size: 1.4rem; line-height: 1.3; font-weight: 600; margin: 3.5rem 0 1rem; max-width: 34em; text-wrap: balance; scroll-margin-top: 1rem; }
h3 { font-size: 1.1rem; line-height: 1.35; font-weight: 600; margin: 2.2rem 0 0.7rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.16em; }
code { font: 0.86em var(--mono); background: var(--panel); padding: 0.1em 0.3em; border-radius: 3px; }
pre { background: var(--panel); padding: 0.8rem 1rem; overflow-x: auto; border-radius: 4px; line-height: 1.45; }
pre code { padding: 0; background: none; }
li { margin-block: 0.2rem; }
.kicker { font: 600 0.78rem var(--sans); letter-spacing: 0.09em; text-transform: uppercase; color: var(--quiet); margin-bottom: 0.6rem; }
.lede { font-size: 1.16rem; line-height: 1.5; color: var(--quiet); margin: 1rem 0 0; max-width: 62ch; }
.quiet { color: var(--quiet); }
.parameters { margin-top: 1.2rem; font: 0.88rem/1.5 var(--sans); }
.parameters summary { cursor: pointer; color: var(--quiet); }
nav { margin: 2.4rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--line); font: 0.9rem/1.45 var(--sans); }
nav p { font-weight: 600; margin-bottom: 0.4rem; color: var(--quiet); }
nav ol { padding-left: 1.4rem; margin: 0; max-width: none; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
.verdict h2 { margin-top: 2.6rem; display: flex; align-items: center; gap: 0.7rem; flex-wrap: wrap; }
.scroll { overflow-x: auto; margin: 1.5rem 0 1.9rem; }
table { border-collapse: collapse; font: 0.89rem/1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; min-width: 60%; }
table.figures, table.checks, table.sequences { width: 100%; }
.caption { width: max-content; max-width: min(68ch, calc(100vw - 3rem)); }
caption { text-align: left; padding-bottom: 0.55rem; color: var(--quiet); line-height: 1.45; }
.title { font-weight: 600; color: var(--ink); margin-right: 0.35em; }
thead th { font-weight: 500; font-size: 0.8rem; color: var(--quiet); border-bottom: 1px solid var(--line-strong); padding: 0.25rem 1.2rem 0.35rem 0; white-space: nowrap; }
th { text-align: left; font-weight: 400; }
td, tbody th { padding: 0.46rem 1.2rem 0.46rem 0; vertical-align: baseline; border-bottom: 1px solid var(--line); }
tr > :last-child { padding-right: 0.1rem; }
.number { text-align: right; white-space: nowrap; }
.figures .number, .checks .number, .sequences .number { width: 1%; }
td.d, th.d { padding-left: 0; color: var(--quiet); }
td:has(+ .d), th:has(+ .d) { padding-right: 0.3rem; }
.share { font-weight: 600; }
.of, .note { display: block; font-size: 0.82rem; color: var(--quiet); line-height: 1.4; max-width: 58ch; }
.note { font-style: italic; }
.unit { font-weight: 400; font-size: 0.72em; color: var(--quiet); }
.omitted td { color: var(--quiet); font-style: italic; }
.badge { display: inline-block; font: 600 0.75rem/1.5 var(--sans); padding: 0.08rem 0.6rem; border-radius: 1rem; white-space: nowrap; letter-spacing: 0.01em; }
.badge.pass { color: var(--pass); background: var(--pass-bg); }
.badge.fail { color: var(--fail); background: var(--fail-bg); }
.badge.inconclusive { color: var(--inconclusive); background: var(--inconclusive-bg); }
.badge.none { color: var(--none); background: var(--none-bg); }
.checks th a { color: inherit; text-decoration-color: var(--line-strong); }
.figure { display: grid; grid-template-columns: 7.6rem 1fr; gap: 0 1.2rem; align-items: baseline; padding: 0.7rem 0; border-bottom: 1px solid var(--line); font-family: var(--sans); margin: 0; }
:not(.figure) + .figure { border-top: 1px solid var(--line); margin-top: 1.4rem; }
.figure + :not(.figure, .check, h2, h3) { margin-top: 1.4rem; }
.figure p { margin: 0; }
.figure .value { font-size: 1.5rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums lining-nums; letter-spacing: -0.01em; white-space: nowrap; }
.name { font-size: 0.95rem; line-height: 1.4; }
.facts { font: 0.82rem/1.45 var(--sans); color: var(--quiet); font-variant-numeric: tabular-nums lining-nums; }
.facts strong { color: var(--ink); }
.nd { white-space: nowrap; color: var(--ink); }
.check { display: grid; grid-template-columns: 7.6rem 1fr; gap: 0 1.2rem; align-items: baseline; padding: 0.8rem 0; margin: 1.4rem 0; border-block: 1px solid var(--line-strong); font-family: var(--sans); scroll-margin-top: 1rem; }
.check + .check { margin-top: calc(-1.4rem - 1px); }
.figure + .check { margin-top: -1px; border-top-color: var(--line); }
.check .badge { justify-self: start; }
.check p { margin: 0; }
.check .name { font-weight: 600; }
.comparison { margin: 1.8rem 0; padding: 1rem 1.3rem 0.3rem; background: var(--panel); border-radius: 5px; font-family: var(--sans); font-size: 0.92rem; line-height: 1.5; }
.comparison .title { margin-bottom: 0.5rem; }
.comparison > p:last-child { max-width: 72ch; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; margin-bottom: 0.8rem; }
.pair .figure { display: block; border: 0; padding: 0; margin: 0; }
.pair .figure .value { font-size: 1.35rem; }
.pair > :first-child .value { color: var(--quiet); }
.label { font-size: 0.76rem; color: var(--quiet); margin: 0; }
.plot { margin: 1.9rem 0; }
.picture { overflow-x: auto; }
.picture svg { display: block; max-width: 100%; height: auto; background: transparent !important; }
.plot img { max-width: 100%; height: auto; }
figcaption { font: 0.86rem/1.45 var(--sans); color: var(--quiet); margin-top: 0.6rem; max-width: 68ch; }
.chips { line-height: 1.9; padding-block: 0.26rem; }
.chip { display: inline-block; line-height: 1.45; padding: 0.05rem 0.55rem; border-radius: 4px; background: var(--none-bg); white-space: nowrap; font-size: 0.83rem; }
.chip b { font-weight: 600; opacity: 0.75; }
.arrow { color: var(--quiet); margin: 0 0.3rem; }
.c0 { background: var(--c0); } .c1 { background: var(--c1); } .c2 { background: var(--c2); }
.c3 { background: var(--c3); } .c4 { background: var(--c4); } .c5 { background: var(--c5); }
.notice { margin: 1.5rem 0; padding: 0.7rem 1.1rem; border-left: 3px solid var(--line-strong); background: var(--panel); font: 0.92rem/1.5 var(--sans); }
.notice.warning { border-color: var(--inconclusive); background: var(--inconclusive-bg); }
.notice > :last-child { margin-bottom: 0; }
.facts-list { margin: 1rem 0 1.5rem; font: 0.86rem/1.5 var(--sans); font-variant-numeric: tabular-nums; }
.facts-list > div { display: grid; grid-template-columns: minmax(9rem, 13rem) 1fr; gap: 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
dd dl { margin: 0; }
dd dl > div { display: grid; grid-template-columns: minmax(8rem, 11rem) 1fr; gap: 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.item { white-space: nowrap; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line-strong); font: 0.8rem/1.5 var(--sans); color: var(--quiet); }
@media (min-width: 84rem) {
  body { display: grid; grid-template-columns: 15rem minmax(0, 50rem); column-gap: 4rem; max-width: 69rem; }
  header, main, footer { grid-column: 2; }
  nav { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 3.5rem; align-self: start; margin: 0; border: 0; padding: 0; font-size: 0.84rem; max-height: calc(100vh - 5rem); overflow-y: auto; }
  nav ol { list-style: none; padding: 0; }
  nav li { margin-block: 0.5rem; line-height: 1.4; color: var(--quiet); }
}
@media (max-width: 40rem) {
  body { padding: 2rem 1rem 3rem; font-size: 1rem; }
  h1 { font-size: 1.65rem; }
  .figure, .check { grid-template-columns: 1fr; gap: 0.2rem; }
  .pair { grid-template-columns: 1fr; gap: 0.8rem; }
  .checks .quiet, .checks th:nth-child(4) { display: none; }
  .facts-list > div, dd dl > div { grid-template-columns: 1fr; gap: 0; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #ccc; --line-strong: #888; --panel: #f4f4f4; --link: #000; }
  body { display: block; max-width: none; padding: 0; font-size: 10pt; }
  nav { position: static; }
  h2, h3, caption { break-after: avoid; }
  tr, .figure, .check, .plot, .comparison, .notice { break-inside: avoid; }
  .plot .picture { filter: none; }
  .scroll { overflow: visible; }
}
`;
