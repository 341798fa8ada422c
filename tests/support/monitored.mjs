// What a monitor outside finds in a directory.
import path from "node:path";
import { nuong, temporaryFolder } from "./program.mjs";

/** Stops the server and has every decision on its record taken again. */
export async function monitored(server) {
  await server.stop();
  const run = await nuong("--json", "monitor", server.data, "--state", path.join(temporaryFolder(), "seen"));
  return JSON.parse(run.said);
}
