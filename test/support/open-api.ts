import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { openApiDocument } from "../../src/api/index.js";

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly responses: Readonly<Record<string, Answer>> } }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const document = openApiDocument("0.0.0-test") as unknown as Document;
const ajv = new Ajv2020({ strict: false });
const shapes = new Map(
  Object.entries(document.components.schemas).map(([name, schema]) => [name, ajv.compile(schema)]),
);
const templates = Object.keys(document.paths).map((template) => ({
  template,
  pattern: new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The route of the document that a path belongs to; longer templates without parameters come first in the document. */
export function routeOf(path: string): string | null {
  return templates.find(({ pattern }) => pattern.test(path))?.template ?? null;
}

/** Checks that an answer is one that the document promises for its path: status, content type and shape. */
export async function assertDocumented(path: string, response: Response): Promise<string> {
  const { status } = response;
  const text = await response.text();
  const route = routeOf(path);
  if (route === null) {
    assert.ok([404, 405, 414].includes(status), `${status} for ${path}, which is no route`);
    return text;
  }
  const answer = document.paths[route]!.get.responses[status];
  assert.ok(answer !== undefined, `${status} is not documented for ${route}: ${path}`);
  if (answer.content === undefined) return text;
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  assert.ok(type in answer.content, `${type} is not documented for ${status} of ${route}`);
  const name = String(answer.content[type]!.schema["$ref"] ?? "")
    .split("/")
    .at(-1)!;
  const validate = shapes.get(name);
  if (validate !== undefined) {
    assert.ok(
      validate(JSON.parse(text)),
      `${route}: ${JSON.stringify(validate.errors)} in ${text.slice(0, 300)}`,
    );
  }
  return text;
}
