import type { Plugin } from "vite";

/** Writes hints.json: for each address of the UI the files the server names in a Link header. */
export function hints(pages: Record<string, string>): Plugin {
  return {
    name: "nuong-hints",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const byRoute: Record<string, string[]> = {};
      for (const [route, page] of Object.entries(pages)) {
        const chunk = chunks.find((one) => one.facadeModuleId?.endsWith(page));
        if (!chunk) this.error(`hints: no chunk for ${page}`);
        byRoute[route] = [chunk.fileName, ...chunk.imports].map((name) => `/${name}`);
      }
      this.emitFile({ type: "asset", fileName: "hints.json", source: JSON.stringify(byRoute) });
    },
  };
}
