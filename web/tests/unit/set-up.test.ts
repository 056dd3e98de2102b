import assert from "node:assert/strict";
import test from "node:test";
import { faultsIn, stepOf, tidyCode } from "../../src/screens/set-up/set-up-fields";

const right = { code: "PARLEY-ABCD-2345-WXYZ", organization_name: "Crema Works", name: "Ana", email: "ana@crema.example", password: "a-long-password" };

test("what is right has no faults", () => assert.deepEqual(faultsIn(right), {}));

test("a code is taken however it was copied", () => {
  assert.equal(tidyCode("  parley abcd–2345 wxyz\n"), "PARLEY-ABCD-2345-WXYZ");
  assert.deepEqual(Object.keys(faultsIn({ ...right, code: "PARLEY-ABCD" })), ["code"]);
});

test("each input has its own rule", () => {
  assert.deepEqual(Object.keys(faultsIn({ ...right, organization_name: " ", email: "ana", password: "123456789" })), ["organization_name", "email", "password"]);
  assert.deepEqual(faultsIn({ ...right, name: "长".repeat(101) }).name, ["field.tooLong", { max: 100 }]);
});

test("a problem leads to the step of its field", () => {
  assert.equal(stepOf("code"), 0);
  assert.equal(stepOf("time_zone"), 1);
  assert.equal(stepOf("email"), 2);
  assert.equal(stepOf(undefined), 2);
});
