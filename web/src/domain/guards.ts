/** Protections that hold only when the browser has them too; what is promised without each: docs/reference/browsers.md. */
export type Guard = "secure_origin" | "content_policy" | "trusted_types" | "cryptography";

/** Those this browser lacks, as far as a page can ask. */
export function missingGuards(browser: object): Guard[] {
  const has = (name: string) => Reflect.get(browser, name) !== undefined;
  const crypto: unknown = Reflect.get(browser, "crypto");
  const found: Record<Guard, boolean> = {
    secure_origin: Reflect.get(browser, "isSecureContext") === true,
    content_policy: has("SecurityPolicyViolationEvent"),
    trusted_types: has("trustedTypes"),
    cryptography: typeof crypto === "object" && crypto !== null && "subtle" in crypto,
  };
  return (Object.keys(found) as Guard[]).filter((guard) => !found[guard]);
}
