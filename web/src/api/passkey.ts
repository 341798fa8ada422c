import { answerOf, client, type Me, type Security } from "./client";

const toText = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const toBytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

export const passkeysWork = () => typeof PublicKeyCredential === "function";

/** The browser asked no further: no passkey, no PRF, or the person said no. */
export class NoPasskey extends Error {}

const ask = () => answerOf(client.POST("/api/v1/session/challenge"));
type Asked = Awaited<ReturnType<typeof ask>>;

function prfOf(credential: PublicKeyCredential): ArrayBuffer | undefined {
  const { prf } = credential.getClientExtensionResults() as { prf?: { results?: { first?: ArrayBuffer } } };
  return prf?.results?.first;
}

const evaluating = (asked: Asked) =>
  ({ prf: { eval: { first: toBytes(asked.salt) } } }) as AuthenticationExtensionsClientInputs;

async function get(asked: Asked, allowed: ArrayBuffer[]): Promise<PublicKeyCredential> {
  const credential = await navigator.credentials
    .get({
      publicKey: {
        challenge: toBytes(asked.challenge),
        rpId: asked.rp_id,
        userVerification: "required",
        allowCredentials: allowed.map((id) => ({ type: "public-key", id })),
        extensions: evaluating(asked),
      },
    })
    .catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new NoPasskey();
  return credential;
}

async function assertion() {
  const credential = await get(await ask(), []);
  const prf = prfOf(credential);
  if (!prf) throw new NoPasskey();
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    credential: toText(credential.rawId),
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.authenticatorData),
    signature: toText(response.signature),
    prf: toText(prf),
  };
}

export const signInWithPasskey = async (): Promise<Me> =>
  answerOf(client.POST("/api/v1/session/passkey", { body: await assertion() }));

export const stepUpWithPasskey = async (): Promise<Security> =>
  answerOf(client.POST("/api/v1/session/step-up/passkey", { body: await assertion() }));

export async function addPasskey(name: string, member: string): Promise<Security> {
  const asked = await ask();
  const credential = await navigator.credentials
    .create({
      publicKey: {
        challenge: toBytes(asked.challenge),
        rp: { id: asked.rp_id, name: "Nương" },
        user: { id: toBytes(asked.user_id), name: member, displayName: member },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: asked.known.map((id) => ({ type: "public-key", id: toBytes(id) })),
        attestation: "none",
        extensions: evaluating(asked),
      },
    })
    .catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) throw new NoPasskey();
  const response = credential.response as AuthenticatorAttestationResponse;
  // Some authenticators give the PRF's output only when they are used.
  const prf = prfOf(credential) ?? prfOf(await get(await ask(), [credential.rawId]));
  if (!prf) throw new NoPasskey();
  const body = {
    name,
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.getAuthenticatorData()),
    prf: toText(prf),
  };
  return answerOf(client.POST("/api/v1/session/passkeys", { body }));
}
