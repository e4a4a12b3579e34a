import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { apache } from './programs/apache.ts';
import { msalNode } from './programs/msal-node.ts';
import { msalPython } from './programs/msal-python.ts';
import { openidClient } from './programs/openid-client.ts';
import { singlePage } from './programs/single-page.ts';
import { launchTrustingBrowser } from './stage/browser.ts';
import { startIdentity } from './stage/identity.ts';
import { startPageServer } from './stage/page-server.ts';
import { judge } from './stage/report.ts';

const REFEREES = [msalNode, singlePage('msal-browser'), msalPython, openidClient, singlePage('oidc-client-ts'), apache];

const only = process.argv.slice(2);
const chosen = REFEREES.filter(({ name }) => only.length === 0 || only.includes(name));
const pages = await startPageServer();
const identity = await startIdentity(pages.origin);
// What NODE_EXTRA_CA_CERTS does when a process starts; the CA is younger than this process.
setDefaultCACertificates([...getCACertificates('default'), readFileSync(identity.caFile, 'utf8')]);
const chromium = await launchTrustingBrowser(identity.tlsOrigin);
let verdict = 1;
try {
  verdict = await judge(chosen, { identity, chromium });
} finally {
  await chromium?.close();
  await identity.stop();
  pages.stop();
}
process.exit(verdict);
