import type { Command } from '../command.ts';
import { deleteUser, disableUser, enableUser } from './change.ts';
import { createUser, setPassword } from './create.ts';
import { exportUsers } from './export.ts';
import { importUsers } from './import.ts';
import { listUsers, showUser } from './list.ts';
import { setUserAttributes } from './set.ts';

/** Commands about people's accounts. */
export const USERS: readonly [string, Command][] = [
  [
    'users list',
    {
      usage: '[--search TEXT] [--disabled] [--limit N] [--after ADDRESS] [--json]',
      about: 'lists accounts by address, a page at a time',
      details: `--search TEXT    those whose address or profile holds this text
--disabled       only those that are disabled
--limit N        so many at a time, 50 unless told, at most 1000
--after ADDRESS  begins behind this address: the next page
--json           as JSON, for programs`,
      run: listUsers,
    },
  ],
  [
    'users show',
    { usage: 'ADDRESS [--json]', about: 'shows what is known about a person, without secrets', run: showUser },
  ],
  [
    'users create',
    {
      usage:
        'ADDRESS [--user-name NAME] [--password-stdin | --no-password] [--force-change] [--attribute NAME=VALUE]...',
      about: 'makes an account; its password is made and shown once',
      details: `--password-stdin  reads the password from the standard input: printf %s "$PASSWORD" | … users create ADDRESS --password-stdin
--user-name NAME  signs in as well, in user flows that take user names
--no-password     the person chooses one by "Forgot your password?"
--force-change    the password has to be changed at the first sign-in
--attribute       such as given_name=Ada or extension_Roles=staff; once for each attribute

The address counts as verified: whoever runs this vouches for it. Nobody is told by mail.`,
      run: createUser,
    },
  ],
  [
    'users password',
    {
      usage: 'ADDRESS [--password-stdin] [--force-change]',
      about: 'gives a person a new password, shown once, and signs them out everywhere',
      details: `--password-stdin  reads the password from the standard input
--force-change    it has to be changed at the next sign-in`,
      run: setPassword,
    },
  ],
  [
    'users set',
    {
      usage: 'ADDRESS [--attribute NAME=VALUE]... [--user-name NAME] [--force-change yes|no]',
      about: 'gives a person attributes, or asks for another password, and ends their sessions',
      details: `--attribute NAME=VALUE  such as given_name=Ada or extension_Roles=staff; once for each attribute
--attribute NAME=       takes the attribute away
--user-name NAME        gives a user name, or another one; '' takes it away
--force-change yes|no   whether the password has to be changed at the next sign-in, as user flows with
                        forcedPasswordReset do; others refuse it as expired`,
      run: setUserAttributes,
    },
  ],
  ['users disable', { usage: 'ADDRESS', about: 'shuts a person out, everywhere', run: disableUser }],
  ['users enable', { usage: 'ADDRESS', about: 'lets a person in again', run: enableUser }],
  [
    'users delete',
    { usage: 'ADDRESS --yes', about: 'removes a person for good, with factors and sessions', run: deleteUser },
  ],
  [
    'users import',
    {
      usage: 'FILE [--format json|csv] [--dry-run] [--skip-existing] [--skip-unsupported]',
      about: 'takes over the accounts of a file, all or none',
      details: `FILE                 JSON, JSON Lines or CSV; users of Microsoft Graph; or - for the standard input
--dry-run            judges everything and changes nothing
--skip-existing      leaves out rows whose address has an account already
--skip-unsupported   leaves out people of Microsoft Graph who sign in with neither an e-mail address nor a user name

A row that is wrong is named by line and field, and then nothing is taken over. The shapes: docs/commands.md`,
      run: importUsers,
    },
  ],
  [
    'users export',
    {
      usage: '[--format json|csv|graph] [--search TEXT] [--disabled] [--with-password-hashes]',
      about: 'writes every account to the standard output, in a form that import reads',
      details: `--with-password-hashes  puts the hashes in as well; they are secrets
Run it with "npm run --silent", so that npm writes nothing into the output. Second factors are not in it.`,
      run: exportUsers,
    },
  ],
];
