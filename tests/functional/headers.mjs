// The headers every answer carries, written by hand from the security design, and which others may come.
import assert from "node:assert/strict";

const always = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** Of a paper or a picture that somebody brought. */
const policyOfFiles =
  "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const refusedPowers = ["camera", "microphone", "geolocation", "payment", "usb"];
const ownPowers = ["publickey-credentials-create", "publickey-credentials-get"]; // passkeys
const others = ["permissions-policy", "date", "nuong-request", "content-type", "content-length", "connection"];
const onlySome = { "set-cookie": [200, 204], "clear-site-data": [204], allow: [405], "retry-after": [503] };

/** The whole set: nothing missing, nothing twice, nothing more. */
export function checkHeaders(answer, where) {
  const names = answer.names.map((name) => name.toLowerCase());
  assert.equal(new Set(names).size, names.length, `${where}: a header comes twice: ${names}`);
  const isFile = /\/attachments\//.test(where) && answer.status === 200;
  for (const [name, value] of Object.entries(always)) {
    const wanted = isFile && name === "content-security-policy" ? policyOfFiles : value;
    assert.equal(answer.headers[name], wanted, `${where}: ${name}`);
  }
  if (isFile) assert.equal(answer.headers["content-disposition"], "attachment");
  for (const power of refusedPowers)
    assert.match(answer.headers["permissions-policy"], new RegExp(`\\b${power}=\\(\\)`));
  for (const power of ownPowers)
    assert.match(answer.headers["permissions-policy"], new RegExp(`\\b${power}=\\(self\\)`));
  assert.match(answer.headers["nuong-request"], /^[0-9a-z]{26}$/, where);
  assert.match(answer.headers.date, / GMT$/, where);
  for (const name of names) {
    const expected = name in always || (isFile && name === "content-disposition") || others.includes(name) || onlySome[name]?.includes(answer.status);
    assert.ok(expected, `${where}: unexpected header ${name} on ${answer.status}`);
  }
}

/** A refusal that a person can act on, in both languages. */
export function checkProblem(answer, status, code) {
  const { json } = answer;
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers["content-type"], "application/problem+json");
  assert.equal(json.status, status);
  assert.equal(json.type, `urn:nuong:problem:${json.code}`);
  if (code !== undefined) assert.equal(json.code, code);
  for (const { message } of [json, ...json.fields]) {
    assert.ok(message.vi.length > 5 && message.en.length > 5, answer.text);
    assert.notEqual(message.vi, message.en);
  }
  assert.equal(json.message.vi, json.message.vi.normalize("NFC"));
}
