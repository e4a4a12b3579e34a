import type { Migrations } from '@surety/database';
import * as protocol from './001-protocol.ts';
import * as accounts from './002-accounts.ts';
import * as secondFactors from './003-second-factors.ts';
import * as requestCounts from './004-request-counts.ts';
import * as securityEvents from './005-security-events.ts';
import * as accountImports from './006-account-imports.ts';
import * as moreFactors from './007-more-factors.ts';
import * as pushedRequests from './008-pushed-requests.ts';
import * as signIns from './009-sign-ins.ts';
import * as inboxMessages from './010-inbox-messages.ts';
import * as logoutNotices from './011-logout-notices.ts';
import * as keptSessions from './012-kept-sessions.ts';
import * as spentNonces from './013-spent-nonces.ts';
import * as forcedPasswordReset from './014-forced-password-reset.ts';
import * as languages from './015-languages.ts';
import * as userNames from './016-user-names.ts';
import * as signInApplications from './017-sign-in-applications.ts';
import * as logoutNoticeTimes from './018-logout-notice-times.ts';
import * as languagesOfImports from './019-languages-of-imports.ts';

/** Every change of this app's tables, in order. */
export const MIGRATIONS: Migrations = {
  '001-protocol': protocol,
  '002-accounts': accounts,
  '003-second-factors': secondFactors,
  '004-request-counts': requestCounts,
  '005-security-events': securityEvents,
  '006-account-imports': accountImports,
  '007-more-factors': moreFactors,
  '008-pushed-requests': pushedRequests,
  '009-sign-ins': signIns,
  '010-inbox-messages': inboxMessages,
  '011-logout-notices': logoutNotices,
  '012-kept-sessions': keptSessions,
  '013-spent-nonces': spentNonces,
  '014-forced-password-reset': forcedPasswordReset,
  '015-languages': languages,
  '016-user-names': userNames,
  '017-sign-in-applications': signInApplications,
  '018-logout-notice-times': logoutNoticeTimes,
  '019-languages-of-imports': languagesOfImports,
};
