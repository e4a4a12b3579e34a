import type { PolicyDocument, PremiumListDocument } from '@surety/api-contract';
import {
  BENEFICIARY_CLASSES,
  type BeneficiaryClass,
  type Designation,
  hasBeneficiaries,
  ofClass,
} from '@surety/insurance';
import { type Html, html } from '@surety/web';
import { beneficiaryLine } from '../beneficiaries/party-facts.ts';
import { changesInShort, type PolicyHistory } from '../changes/history.ts';
import { beneficiariesHref, ROUTES, scheduleHref } from '../routes.ts';
import { inDays, inMoney, inWords } from '../views/format.ts';
import type { Page } from '../views/send-page.ts';
import { premiumSection } from './premium-section.ts';
import { statusBadge } from './status-badge.ts';

/** What happened to a policy so far. */
export type PolicyRecords = { changes: PolicyHistory; premiums: PremiumListDocument };

/** Everything about one policy: facts, who receives what, and what was changed when. */
export function policyPage(policy: PolicyDocument, { changes, premiums }: PolicyRecords): Page {
  const { number, kind, status } = policy;
  return {
    title: `Policy ${number}`,
    current: ROUTES.policies,
    body: html`<p class="crumb"><a href="${ROUTES.policies}">Your policies</a></p>
<div class="title-line"><h1>${inWords(kind)} <span class="muted">${number}</span></h1>${statusBadge(status)}</div>
<section class="card" aria-label="Facts">${facts(policy)}</section>
${hasBeneficiaries(kind) && beneficiarySection(policy)}
${premiumSection(number, premiums)}
<section class="card stack" aria-labelledby="documents-title"><h2 id="documents-title">Documents</h2>
<ul class="history"><li><a href="${scheduleHref(number)}">Policy schedule (PDF)</a> <span class="muted">as it is on record today</span></li></ul></section>
${hasBeneficiaries(kind) && html`<section class="card stack" aria-labelledby="history-title"><h2 id="history-title">Changes so far</h2>${changesInShort(number, changes)}</section>`}`,
  };
}

// What a former system did not record is not shown as if it were known.
function facts({ coverage, premium, insured, insuredObject, payer, startsOn, endsOn }: PolicyDocument): Html {
  const known: [string, string | undefined][] = [
    ['Coverage', coverage && inMoney(coverage)],
    ['Premium', premium && `${inMoney(premium)} a ${premium.every}`],
    ['Insured', insured?.name ?? insuredObject?.description],
    ['Registration', insuredObject?.identifier],
    ['Born', insured && inDays(insured.bornOn)],
    ['Paid by', payer?.name],
    ['Starts', startsOn && inDays(startsOn)],
    ['Ends', endsOn ? inDays(endsOn) : startsOn && 'No end date'],
  ];
  return html`<dl class="facts">${known.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function beneficiarySection(policy: PolicyDocument): Html {
  return html`<section class="card stack" aria-labelledby="beneficiaries-title">
<div class="title-line"><h2 id="beneficiaries-title">Beneficiaries</h2>${changeLink(policy)}</div>
${policy.whyBeneficiariesAreFixed && html`<p class="alert warning">${policy.whyBeneficiariesAreFixed}</p>`}
${BENEFICIARY_CLASSES.map((each) => classSection(each, policy.designation))}
</section>`;
}

function changeLink({ number, whyBeneficiariesAreFixed }: PolicyDocument): Html | null {
  if (whyBeneficiariesAreFixed !== undefined) return null;
  return html`<a class="button" href="${beneficiariesHref(number)}">Change beneficiaries</a>`;
}

const CLASS_WORDS: Record<BeneficiaryClass, { title: string; says: string; none: string }> = {
  primary: { title: 'Primary', says: 'First in line.', none: 'Nobody is named yet.' },
  contingent: {
    title: 'Contingent',
    says: 'Receive only if no primary beneficiary survives.',
    none: 'Nobody is named. If no primary beneficiary survives, the proceeds go to the estate.',
  },
};

function classSection(each: BeneficiaryClass, designation: Designation): Html {
  const { title, says, none } = CLASS_WORDS[each];
  const members = ofClass(designation, each);
  return html`<div class="class-section"><h3>${title} <span class="muted small">${says}</span></h3>
${members.length === 0 ? html`<p class="muted">${none}</p>` : members.map(beneficiaryLine)}</div>`;
}
