import { expect, test } from "vitest";
import { addressOfDoor } from "../src/domain/door";

const doors = (here: string) => ["", "bac-giang-2023"].map((label) => ({ label, is_here: label === here }));
const at = (host: string) => ({ protocol: "http:", host });

test("a door beside the first has its label before the host", () => {
  expect(addressOfDoor("bac-giang-2023", doors(""), at("localhost:8080"))).toBe(
    "http://bac-giang-2023.localhost:8080/",
  );
});

test("the way back drops the label, and staying keeps it", () => {
  const here = at("bac-giang-2023.localhost:8080");
  expect(addressOfDoor("", doors("bac-giang-2023"), here)).toBe("http://localhost:8080/");
  expect(addressOfDoor("bac-giang-2023", doors("bac-giang-2023"), here)).toBe("http://bac-giang-2023.localhost:8080/");
});

test("a host that happens to begin like a label is left alone", () => {
  expect(addressOfDoor("", doors("bac-giang-2023"), at("bac-giang-2023x.example"))).toBe(
    "http://bac-giang-2023x.example/",
  );
});
