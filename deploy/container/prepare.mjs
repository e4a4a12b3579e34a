// Within the last stage of the build, as root: makes the folders of the volumes, and takes away what installs packages.
import { chownSync, globSync, mkdirSync, rmSync } from 'node:fs';

const USER = 65532;
const INSTALLERS = '/usr/local/{lib/node_modules,bin/{npm,npx,corepack,yarn,yarnpkg}},/opt/yarn-*';

for (const folder of ['/data', '/shared']) {
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, USER, USER);
}
for (const path of globSync(`{${INSTALLERS}}`)) rmSync(path, { recursive: true, force: true });
