import { checkClient } from './check-client.ts';
import { checkIssuer } from './check-issuer.ts';
import { checkKeys } from './check-keys.ts';
import { checkKinds } from './check-kinds.ts';
import { checkMetadata, type Metadata } from './check-metadata.ts';
import { checkProfile } from './check-profile.ts';
import { checkProof } from './check-proof.ts';
import { checkSecret } from './check-secret.ts';
import { checkSettings } from './check-settings.ts';
import { checkSignOut } from './check-sign-out.ts';
import { checkTls } from './check-tls.ts';
import { checkWay } from './check-way.ts';
import type { Finding } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';

/** Asks the live provider everything that can be seen from outside, in the order in which one thing rests on another. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const [signIn] = patient.places;
  const findings = [...checkSettings(patient), ...(await checkTls(patient, signIn))];
  const documents: [MetadataPlace, Metadata][] = [];
  for (const place of patient.places) {
    const { findings: about, metadata } = await checkMetadata(patient, place);
    findings.push(...about);
    if (metadata === undefined) continue;
    documents.push([place, metadata]);
    findings.push(checkIssuer(patient, place, metadata), await checkKeys(patient, place, metadata));
  }
  findings.push(...(await checkKinds(patient, documents)));
  const [first] = documents;
  if (first === undefined || first[0] !== signIn) return findings;
  const [place, metadata] = first;
  findings.push(...(await checkClient(patient, metadata)));
  findings.push(await checkSecret(patient, place, metadata), await checkSignOut(patient, metadata));
  findings.push(await checkWay(patient, metadata));
  findings.push(...(await checkProfile(patient, place, metadata)));
  return [...findings, ...checkProof(patient, documents)];
}
