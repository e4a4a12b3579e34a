import { readFileSync, writeFileSync } from 'node:fs';
import { SETTINGS_DOCUMENT, withTables } from './settings-document.ts';

writeFileSync(SETTINGS_DOCUMENT, withTables(readFileSync(SETTINGS_DOCUMENT, 'utf8')));
