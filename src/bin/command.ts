import { type ParseArgsConfig, parseArgs } from "node:util";

/** One option of a command: `--name value`, or a switch. */
export interface CommandOption {
  readonly type: "string" | "boolean";
  /** What the value is called in the help text. */
  readonly value?: string;
  /** One letter that stands for the name. */
  readonly short?: string;
  /** Whether it may be given several times; the values are then a list. */
  readonly multiple?: boolean;
  /** What it means, its unit and default. */
  readonly help: string;
}

/** What a command gets from the terminal: its arguments, and where to write. */
export interface Invocation {
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly positionals: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Writes to standard output; resolves when it can take more. */
  readonly print: (text: string) => Promise<void>;
  /** Writes to standard error. */
  readonly tell: (text: string) => void;
  /** Whether standard error is a terminal, where a line can be overwritten. */
  readonly interactive: boolean;
  /** Whether standard output is a terminal. */
  readonly printsToTerminal: boolean;
  /** Columns of the terminal that standard output goes to. */
  readonly width: number;
}

/** A subcommand of `pingframe`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name on the usage line, such as `FILE…`. */
  readonly positionals: string;
  readonly description: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Runs; resolves to the exit code: 0 done, 1 failed (or a check did not pass), 2 wrong use. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** Commands under one name: `pingframe notebook run`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Their names hold the group's: `notebook run`. */
  readonly commands: readonly Command[];
}

/** The command was called wrongly: the message and the usage go to standard error, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads a command's arguments.
 * @throws {UsageError} If an option is unknown or lacks its value, or a command that takes only options gets anything else.
 */
export function parseArguments(
  command: Command,
  args: readonly string[],
): Pick<Invocation, "options" | "positionals"> {
  const types: Readonly<Record<string, CommandOption>> = {
    ...command.options,
    help: { type: "boolean", help: "Show this text." },
  };
  const options = Object.fromEntries(
    Object.entries(types).map(([name, { type, short, multiple = false }]) => [
      name,
      short === undefined ? { type, multiple } : { type, multiple, short },
    ]),
  );
  const { values, positionals } = parsed(args, options);
  if (command.positionals === "" && positionals.length > 0) {
    throw new UsageError(`${command.name} takes options only, got ${JSON.stringify(positionals)}`);
  }
  return { options: values, positionals };
}

function parsed(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig["options"]>,
): { readonly values: Invocation["options"]; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as Invocation["options"], positionals };
  } catch (error) {
    const [message = ""] = (error as Error).message.split(". ");
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(
      `${message.charAt(0).toLowerCase()}${message.slice(1)}; options: ${known.join(", ")}`,
    );
  }
}

/** Reads an option that must be a number. */
export function numberOption(
  { options }: Pick<Invocation, "options">,
  name: string,
  { min, integer = false }: { readonly min: number; readonly integer?: boolean },
): number | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (
    String(text).trim() === "" ||
    !Number.isFinite(value) ||
    value < min ||
    (integer && !Number.isInteger(value))
  ) {
    const what = integer ? "a whole number" : "a number";
    throw new UsageError(`--${name} must be ${what} from ${min}, got ${JSON.stringify(text)}`);
  }
  return value;
}

/** Reads an option that is text. */
export function textOption({ options }: Pick<Invocation, "options">, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** Reads an option that may be given several times. */
export function textsOption({ options }: Pick<Invocation, "options">, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as string[]) : [];
}

/** The help text of a command. */
export function formatHelp(command: Command): string {
  const rows = Object.entries({
    ...command.options,
    help: { type: "boolean", help: "Show this text." } as CommandOption,
  }).map(([name, { type, short, value = "VALUE", help }]) => {
    const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [type === "string" ? `${names} ${value}` : names, help];
  });
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  const usage = ["pingframe", command.name, command.positionals, "[options]"].filter((word) => word !== "");
  return [
    `Usage: ${usage.join(" ")}`,
    "",
    command.description,
    "",
    "Options:",
    ...rows.map(([left = "", help = ""]) => wrap(`  ${left.padEnd(width)}  `, help)),
    "",
  ].join("\n");
}

/** Puts text behind a label, wrapped at 100 columns and indented to the label's width. */
function wrap(label: string, text: string): string {
  const lines: string[] = [];
  let line = label;
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > 100 && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = " ".repeat(label.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join("\n");
}

/** The help text of a group of commands. */
export function formatGroupHelp({ name, description, commands }: CommandGroup): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    `Usage: pingframe ${name} COMMAND [options]`,
    "",
    description,
    "",
    "Commands:",
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    "",
    `  pingframe ${name} COMMAND --help   what a command does and its options`,
    "",
  ].join("\n");
}
