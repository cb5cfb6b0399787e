const LINE = "rgba(128,128,128,.35)";

function badge(color: string, tint: string): string {
  return `color:${color};background:rgba(${tint},.16);`;
}

/**
 * What reports look like within a notebook: styles by element and class, for pages with a light or a
 * dark ground, whose colours and fonts they keep.
 */
export const STYLES: Readonly<Record<string, string>> = {
  table: "border-collapse:collapse;margin:0;font-variant-numeric:tabular-nums;",
  caption: "text-align:left;caption-side:top;padding:0 0 .4em;",
  th: `text-align:left;font-weight:normal;vertical-align:baseline;padding:.3em 1.2em .3em .4em;border-bottom:1px solid ${LINE};`,
  td: `text-align:left;vertical-align:baseline;padding:.3em 1.2em .3em .4em;border-bottom:1px solid ${LINE};`,
  dl: "margin:0 0 0 1.5em;",
  dt: "display:inline-block;float:none;width:auto;min-width:14em;margin:0 1em 0 0;padding:0;font-weight:normal;opacity:.7;",
  dd: "display:inline;float:none;width:auto;margin:0;padding:0;overflow-wrap:anywhere;",
  ".facts-list": "margin:0;",
  ".scroll": "overflow-x:auto;margin:.4em 0;",
  ".caption": "width:max-content;max-width:46em;",
  ".number": "text-align:right;white-space:nowrap;",
  ".share": "font-weight:600;",
  ".quiet": "opacity:.7;",
  ".d": "padding-left:0;opacity:.7;",
  ".title": "font-weight:600;",
  ".omitted": "font-style:italic;opacity:.7;",
  ".of": "display:block;font-size:.9em;opacity:.7;",
  ".note": "display:block;font-size:.9em;opacity:.7;font-style:italic;",
  ".unit": "font-size:.75em;font-weight:normal;opacity:.7;",
  ".badge":
    "display:inline-block;justify-self:start;padding:0 .6em;border-radius:1em;font-size:.85em;font-weight:600;white-space:nowrap;",
  ".pass": badge("#2e8b57", "46,139,87"),
  ".fail": badge("#d0433c", "208,67,60"),
  ".inconclusive": badge("#b07a10", "200,140,20"),
  ".none": badge("inherit", "128,128,128"),
  ".figure": "display:grid;grid-template-columns:7.5em 1fr;gap:0 1em;align-items:baseline;margin:.3em 0;",
  ".value": "font-size:1.4em;font-weight:600;margin:0;white-space:nowrap;",
  ".name": "margin:0;",
  ".facts": "margin:0;font-size:.9em;opacity:.75;",
  ".check": "display:grid;grid-template-columns:7.5em 1fr;gap:0 1em;align-items:baseline;margin:.3em 0;",
  ".comparison": `margin:.4em 0;padding:.3em 0 .1em 1em;border-left:3px solid ${LINE};`,
  ".pair": "display:flex;flex-wrap:wrap;gap:0 2em;",
  ".label": "margin:.3em 0 0;font-size:.85em;opacity:.7;",
  ".chips": "white-space:normal;",
  ".chip":
    "display:inline-block;padding:0 .5em;margin:.1em 0;border-radius:4px;background:rgba(128,128,128,.16);",
  ".arrow": "opacity:.6;margin:0 .3em;",
  ".c0": "background:rgba(58,106,155,.22);",
  ".c1": "background:rgba(209,122,34,.22);",
  ".c2": "background:rgba(75,146,116,.22);",
  ".c3": "background:rgba(132,113,173,.22);",
  ".c4": "background:rgba(168,67,79,.22);",
  ".c5": "background:rgba(90,167,191,.22);",
  ".notice": `margin:.4em 0;padding:.3em 0 .1em 1em;border-left:3px solid ${LINE};`,
  ".warning": "border-left-color:#c88c14;",
};
