/** How the console form is laid out. */
export interface ConsoleOptions {
  /** The widest line, in characters; tables may be wider. @defaultValue 100 */
  readonly width?: number;
  /** Whether to use colours and bold type (ANSI escape sequences). @defaultValue false */
  readonly color?: boolean;
}
