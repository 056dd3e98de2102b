/** As much of Node's test runner as is used; Debian's packages bring no types for it. */
declare module "node:test" {
  export default function test(name: string, body: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  const assert: {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    throws(body: () => unknown, matches: (error: unknown) => boolean): void;
  };
  export default assert;
}

/** The cases that the server's arithmetic is tested on as well. */
declare module "*/quote-arithmetic.json" {
  const cases: unknown;
  export default cases;
}
