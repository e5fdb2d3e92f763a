// Pushes a folder with the Hub's own client: node push.mjs <address> <token> <namespace/name> <folder>
import { createRepo, uploadFiles } from "@huggingface/hub";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const [hubUrl, accessToken, name, folder] = process.argv.slice(2);
const repo = { type: "dataset", name };

const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = await Promise.all(
  entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(async (path) => ({
      path: relative(folder, path).split(sep).join("/"),
      content: new Blob([await readFile(path)]),
    })),
);

try {
  await createRepo({ repo, accessToken, hubUrl });
} catch (error) {
  // The client throws where the repository is there already.
  if (error.statusCode !== 409) throw error;
}
const output = await uploadFiles({ repo, accessToken, hubUrl, files, commitTitle: "Upload dataset", useXet: false });
console.log(output.commit.oid);
