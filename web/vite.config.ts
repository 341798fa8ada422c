import { defineConfig } from "vitest/config";
import { hints } from "./hints-plugin.ts";

// The UI is written against the React API and shipped on Preact; RUNTIME=react builds the same source on React.
const onPreact = process.env.RUNTIME !== "react";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  resolve: {
    alias: onPreact
      ? [
          { find: /^react$/, replacement: "preact/compat" },
          { find: /^react-dom$/, replacement: "preact/compat" },
          { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
          { find: /^react\/jsx-runtime$/, replacement: "preact/compat/jsx-runtime" },
          { find: /^react\/jsx-dev-runtime$/, replacement: "preact/compat/jsx-dev-runtime" },
        ]
      : [],
  },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Libraries mark modules for servers that render; here that means nothing.
      onLog: (level, log, handle) => log.code !== "MODULE_LEVEL_DIRECTIVE" && handle(level, log),
    },
  },
  plugins: [
    hints({
      "/": "/src/pages/HomePage.tsx",
      "/ho-so": "/src/pages/CasesPage.tsx",
      "/ho-so/$case_id": "/src/pages/CasePage.tsx",
      "/tiep-nhan": "/src/pages/IntakePage.tsx",
    }),
  ],
  server: { proxy: { "/api": process.env.NUONG_SERVER ?? "http://127.0.0.1:8080" } },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    server: { deps: { inline: [/@tanstack/, /@testing-library/] } },
  },
});
