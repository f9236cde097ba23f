// The page in one file: everything that it reads is in it, and its state stands behind the # of its address.

import { openAlone } from "./alone.js";

openFile(document.getElementById("gd-page"), document.getElementById("gd-data").textContent);

async function openFile(page, packed) {
  const { scene, parts, ...file } = await unzip(packed);
  const part = async (name, kind) => (kind === "json" ? parts[name] : bytesOf(parts[name]).buffer);
  await openAlone(page, scene, part, file);
}

/** The bytes that a text in base64 stands for. */
function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function unzip(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
