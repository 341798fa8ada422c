// Requests as bytes on the wire: nothing is added that a test did not ask for.
import http from "node:http";
import net from "node:net";

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** @returns {Promise<{status: number, headers: object, names: string[], bytes: Buffer, text: string, json: any}>} */
export function request(port, { method = "GET", path, headers = {}, body }) {
  const isPlain = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
  const bytes = isPlain ? body : JSON.stringify(body);
  const sent = bytes === undefined ? headers : { "Content-Length": Buffer.byteLength(bytes), ...headers };
  return new Promise((resolve, reject) => {
    const call = http.request({ agent, host: "127.0.0.1", port, method, path, headers: sent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => resolve(readAnswer(answer, Buffer.concat(parts))));
    });
    call.on("error", reject);
    call.end(bytes);
  });
}

function readAnswer(answer, bytes) {
  const text = bytes.toString("utf8");
  const isJson = /json/.test(answer.headers["content-type"] ?? "") && text !== "";
  return {
    status: answer.statusCode,
    headers: answer.headers,
    names: answer.rawHeaders.filter((_, at) => at % 2 === 0),
    bytes,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

/** Writes bytes, stops sending when `half`, and gives all that comes until the server ends or `patience` passes. */
export function raw(port, bytes, { half = false, patience = 3000 } = {}) {
  return new Promise((resolve) => {
    const parts = [];
    const socket = net.connect(port, "127.0.0.1", () => (half ? socket.end(bytes) : socket.write(bytes)));
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(parts).toString("utf8"));
    };
    const timer = setTimeout(finish, patience);
    socket.on("data", (part) => parts.push(part));
    socket.on("error", finish);
    socket.on("close", finish);
  });
}

/** Listens to the live feed until closed. */
export class Feed {
  text = "";
  #watchers = new Set();

  static open(port, headers) {
    const feed = new Feed();
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path: "/api/v1/stream", headers };
      feed.call = http.get(options, (answer) => {
        feed.status = answer.statusCode;
        feed.headers = answer.headers;
        answer.on("data", (part) => feed.#take(part));
        answer.on("error", () => {});
        answer.on("close", () => (feed.closed = true));
        if (feed.status !== 200) resolve(feed);
        else feed.waitFor((text) => text.includes("retry:"), 5000).then(() => resolve(feed), reject);
      });
      feed.call.on("error", reject);
    });
  }

  /** The cases named so far, one for each event. */
  get cases() {
    return [...this.text.matchAll(/^event: case\nid: \d+\ndata: (.*)$/gm)].map((match) => JSON.parse(match[1]).case_id);
  }

  waitFor(wanted, milliseconds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came in ${milliseconds} ms`)), milliseconds);
      const look = () => {
        if (!wanted(this.text)) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  close() {
    this.call.on("error", () => {});
    this.call.destroy();
  }

  #take(part) {
    this.text += part;
    for (const look of [...this.#watchers]) look();
  }
}
