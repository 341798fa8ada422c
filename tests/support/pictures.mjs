// Pictures and papers made here, with words hidden in them that nobody must ever see again.
import { crc32, deflateSync } from "node:zlib";

/** 16 by 8 points, left half red and right half blue, as a camera's encoder writes it. */
const jpeg = Buffer.from(
  [
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYn",
    "KSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo",
    "KCgoKCgoKCj/wAARCAAIABADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF",
    "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW",
    "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi",
    "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC",
    "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm",
    "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq",
    "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDzyuNoor6fw3/5if8Atz/28+y4/wD+Yf8A7f8A/bT/2Q==",
  ].join(""),
  "base64",
);

/** Where the picture was taken, as EXIF holds it: degrees, minutes and hundredths of seconds north of the equator. */
export const place = Buffer.from([0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 24, 0, 0, 0, 1, 0, 0, 0x10, 0xf5, 0, 0, 0, 100]);

/** A JPEG whose EXIF holds these words as the camera's name, and the place; its remark holds the words too. */
export function jpegWith(words) {
  const text = Buffer.from(`${words}\0`);
  const tiff = Buffer.alloc(38);
  const places = Buffer.alloc(18);
  tiff.write("MM\0*", "latin1");
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  const entry = (bytes, at, tag, type, count, value) => {
    bytes.writeUInt16BE(tag, at);
    bytes.writeUInt16BE(type, at + 2);
    bytes.writeUInt32BE(count, at + 4);
    bytes.writeUInt32BE(value, at + 8);
  };
  const end = tiff.length + places.length + place.length;
  entry(tiff, 10, 0x010f, 2, text.length, end); // who made the camera
  entry(tiff, 22, 0x8825, 4, 1, tiff.length); // where the places are told
  places.writeUInt16BE(1, 0);
  entry(places, 2, 0x0002, 5, 3, tiff.length + places.length); // how far north
  const segment = (marker, content) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  const exif = segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, places, place, text]));
  return Buffer.concat([jpeg.subarray(0, 2), exif, segment(0xfe, text), jpeg.subarray(2)]);
}

/** A grey PNG of one point, with these words as its comment. */
export function pngWith(words) {
  const chunk = (type, content) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(content.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("tEXt", Buffer.from(`Comment\0${words}`)),
    chunk("IDAT", deflateSync(Buffer.from([0, 200]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export const pdfWith = (words) => Buffer.from(`%PDF-1.7\n1 0 obj <</Title (${words})>> endobj\n%%EOF\n`);

/** As the form of an act sends it. */
export const asFile = (name, bytes) => ({ name, content: bytes.toString("base64") });
