const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Request Entity Too Large",
  414: "Request URI Too Long",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** The page with which the original's routes say what is wrong. */
export function errorPage(status: number, message: string): string {
  const title = TITLES[status] ?? "Error";
  return `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${escapeHtml(message)}</p>\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
