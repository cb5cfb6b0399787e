/** The languages of browsers, the most common first. */
export const LOCALES: readonly string[] = [
  "en-US",
  "de",
  "fr",
  "es-ES",
  "pt-BR",
  "ru",
  "pl",
  "ja",
  "zh-CN",
  "it",
];
