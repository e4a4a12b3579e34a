import { resolve } from 'node:path';
import { SettingsError, systemClock } from '@surety/web';
import type { IdentityConfig } from '../config.ts';
import { withoutPorts } from '../tls/listen-at-tls-door.ts';
import { localCaFile, localServerCertificate } from '../tls/local-ca.ts';

/**
 * Says where the CA of the TLS door is, which is made now when there is none, and how clients learn to trust it.
 * @throws SettingsError when the TLS door is off, or the data folder cannot be used.
 */
export async function ca({ tls, tlsHostNames }: Pick<IdentityConfig, 'tls' | 'tlsHostNames'>): Promise<string> {
  if (!tls) throw new SettingsError('The TLS door is off. Give the setting TLS_PORT a port to open it.');
  const names = withoutPorts(tlsHostNames);
  await localServerCertificate(tls.dataFolder, names, systemClock());
  return howToTrust(resolve(localCaFile(tls.dataFolder)), names, tls.port);
}

function howToTrust(file: string, names: readonly string[], port: number): string {
  return `${file}

This is the certificate of a CA that exists on this machine alone. Its key lies beside it, so trust it on
machines for development only. The server answers with TLS on port ${port} as: ${names.join(', ')}.
A name other than localhost needs a line in the hosts file: 127.0.0.1 ${names.find(isForeign) ?? 'contoso.b2clogin.com'}

Node      NODE_EXTRA_CA_CERTS=${file} node app.js
Python    REQUESTS_CA_BUNDLE=${file} python app.py          (requests, MSAL for Python)
          SSL_CERT_FILE=${file} python app.py               (ssl, httpx, aiohttp)
.NET      on Linux:   SSL_CERT_FILE=${file} dotnet run
          on Windows: certutil -user -addstore Root ${file}
          on macOS:   security add-trusted-cert -k ~/Library/Keychains/login.keychain-db ${file}
Java      keytool -importcert -noprompt -alias surety-local-ca -file ${file} \\
            -keystore surety-trust.p12 -storetype PKCS12 -storepass changeit
          java -Djavax.net.ssl.trustStore=surety-trust.p12 -Djavax.net.ssl.trustStorePassword=changeit ...
curl      curl --cacert ${file} https://localhost:${port}/
Debian    sudo cp ${file} /usr/local/share/ca-certificates/surety-local-ca.crt && sudo update-ca-certificates
Browsers  Chrome and Edge on Windows and macOS take what the system trusts (see .NET). On Linux:
          certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n surety-local-ca -i ${file}
          Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import

Python and .NET on Linux then trust this CA alone; to keep the others, append it to a copy of the system's file.`;
}

function isForeign(name: string): boolean {
  return name !== 'localhost' && !/^[\d.]+$/.test(name);
}
