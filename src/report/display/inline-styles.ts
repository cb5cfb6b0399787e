import { STYLES } from "./styles.js";

/**
 * Gives elements the styles of their names and classes, and drops the classes: a notebook has a style
 * sheet of its own, and removes those of outputs. Numbers also get the attribute that GitHub leaves on.
 *
 * @example
 * inlineStyles('<b class="share">1</b>'); // '<b style="font-weight:600">1</b>'
 */
export function inlineStyles(html: string): string {
  return html.replace(/<([a-z][a-z0-9]*)\b([^>]*)>/g, (_, tag: string, attributes: string) => {
    const [found, list = ""] = /\sclass="([^"]*)"/.exec(attributes) ?? [""];
    const classes = list.split(" ").filter((name) => name !== "");
    const style = [tag, ...classes.map((name) => `.${name}`)].map((name) => STYLES[name] ?? "").join("");
    const align = /^t[dh]$/.test(tag)
      ? classes.includes("number")
        ? ' align="right"'
        : ' align="left"'
      : "";
    const rest = attributes.replace(found, "");
    return `<${tag}${rest}${align}${style === "" ? "" : ` style="${style.replace(/;$/, "")}"`}>`;
  });
}
