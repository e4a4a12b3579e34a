// Within the last stage of the build, as root: makes the folders of the volumes, and takes away what installs packages.
import { chownSync, globSync, mkdirSync, rmSync } from 'node:fs';

const USER = 65532;
const INSTALLERS = '/usr/local/{lib/node_modules,bin/{npm,npx,corepack,yarn,yarnpkg}},/opt/yarn-*';

/** For the tools, which see the volumes of all apps: each app's own is `/data`. */
const VOLUMES = ['identity', 'api', 'portal'].map((app) => `/volumes/${app}`);

for (const folder of ['/data', '/shared', '/volumes', ...VOLUMES]) {
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, USER, USER);
}
for (const path of globSync(`{${INSTALLERS}}`)) rmSync(path, { recursive: true, force: true });
