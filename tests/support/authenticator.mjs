// An authenticator in software: a P-256 key that answers as a passkey with PRF does.
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const hash = (bytes) => createHash("sha256").update(bytes).digest();
const text = (bytes) => Buffer.from(bytes).toString("base64url");

export class Authenticator {
  #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  #id = randomBytes(16);
  #secret = randomBytes(32);
  #count = 0;

  /** @param origin of the page it is used on */
  constructor(origin) {
    this.origin = origin;
  }

  get id() {
    return text(this.#id);
  }

  #client(type, { challenge }) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #data(asked, flags) {
    const count = Buffer.alloc(4);
    this.#count += 1;
    count.writeUInt32BE(this.#count);
    return Buffer.concat([hash(asked.rp_id), Buffer.from([flags]), count]);
  }

  #prf({ salt }) {
    return text(createHmac("sha256", this.#secret).update(Buffer.from(salt, "base64url")).digest());
  }

  /** What the page sends to register it. */
  create(asked, name) {
    const { x, y } = this.#keys.publicKey.export({ format: "jwk" });
    const cose = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, cose]);
    const authenticator = Buffer.concat([this.#data(asked, 0x45), credential]);
    return {
      name,
      client_data: text(this.#client("webauthn.create", asked)),
      authenticator_data: text(authenticator),
      prf: this.#prf(asked),
    };
  }

  /** The same count once more, as a copy of the key would send it. */
  repeat(asked) {
    this.#count -= 1;
    return this.get(asked);
  }

  /** What the page sends to sign in or to step up. */
  get(asked) {
    const client = this.#client("webauthn.get", asked);
    const data = this.#data(asked, 0x05);
    return {
      credential: this.id,
      client_data: text(client),
      authenticator_data: text(data),
      signature: text(sign("sha256", Buffer.concat([data, hash(client)]), this.#keys.privateKey)),
      prf: this.#prf(asked),
    };
  }
}

function bytesOf(base32) {
  let bits = "";
  for (const letter of base32) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238, of the server's own time. */
export function oneTimeCode(secret, at) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
