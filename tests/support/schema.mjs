// Checks a value against the part of JSON Schema that the API's description uses. An unknown keyword is an error: then
// the description says more than is checked here.
const keywords = new Set([
  "$ref",
  "type",
  "format",
  "properties",
  "required",
  "items",
  "additionalProperties",
  "pattern",
]);

const isOfType = {
  object: (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: Number.isSafeInteger,
  boolean: (value) => typeof value === "boolean",
};

/** Everything about `value` that does not fit; empty when it fits. Members that are not described do not fit. */
export function misfits(document, schema, value, at = "") {
  const strange = Object.keys(schema).filter((keyword) => !keywords.has(keyword));
  if (strange.length > 0) return [`${at}: keyword ${strange} is not known here`];
  if (schema.$ref) return misfits(document, referred(document, schema.$ref), value, at);
  if (!schema.type) return [];
  if (!isOfType[schema.type](value)) return [`${at}: ${JSON.stringify(value)} is no ${schema.type}`];
  if (schema.pattern && !new RegExp(schema.pattern, "u").test(value))
    return [`${at}: does not match ${schema.pattern}`];
  if (schema.items) return value.flatMap((item, index) => misfits(document, schema.items, item, `${at}/${index}`));
  if (!schema.properties) return [];
  return [
    ...(schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}/${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) =>
      schema.properties[name]
        ? misfits(document, schema.properties[name], member, `${at}/${name}`)
        : [`${at}/${name} is not described`],
    ),
  ];
}

export function referred(document, reference) {
  return reference
    .slice(2)
    .split("/")
    .reduce((found, name) => found[name], document);
}

/** Everything about an answer that the description of its operation does not say. */
export function misfitsOfAnswer(document, pattern, method, answer) {
  const described = document.paths[pattern][method.toLowerCase()].responses[answer.status];
  if (!described) return [`status ${answer.status} of ${method} ${pattern} is not described`];
  const { content } = described.$ref ? referred(document, described.$ref) : described;
  if (!content) return answer.text === "" ? [] : ["a body where none is described"];
  const mediaType = answer.headers["content-type"];
  if (!content[mediaType]) return [`media type is ${mediaType}`];
  return misfits(document, content[mediaType].schema, /json/.test(mediaType) ? answer.json : answer.text);
}
