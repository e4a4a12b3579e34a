/** Imports run one way: insurance, oauth, web, database <- api-contract <- apps <- tools <- journeys <- bench, referees, trials. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|apps|tools|journeys|bench|referees|trials)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'insurance-is-pure',
      comment: 'The subject knows no clock, no input and no output.',
      severity: 'error',
      from: { path: '^packages/insurance/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/insurance/' },
    },
    {
      name: 'oauth-knows-jose-alone',
      severity: 'error',
      from: { path: '^packages/oauth/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'], pathNot: 'node_modules/jose/' },
    },
    only('oauth-imports-no-room', '^packages/oauth/', []),
    only('web-imports-no-room', '^packages/web/', []),
    only('database-imports-no-room', '^packages/database/', []),
    only('testkit-imports-no-room', '^packages/testkit/', []),
    only('api-contract-imports', '^packages/api-contract/', ['^packages/(insurance|oauth)/']),
    only('identity-imports', '^apps/identity/', ['^packages/(oauth|web|database)/']),
    only('api-imports', '^apps/api/', ['^packages/(insurance|oauth|api-contract|web|database)/']),
    only('portal-imports', '^apps/portal/', ['^packages/(insurance|oauth|api-contract|web|database)/']),
    only('tools-imports', '^tools/', ['^packages/', '^apps/']),
    {
      name: 'packages-by-their-door',
      comment: 'A package is imported by its name, never by a file inside it.',
      severity: 'error',
      from: { path: '^(apps|tools|journeys|bench|referees|trials)/' },
      to: { path: '^packages/[^/]+/src/(?!index\\.ts$)' },
    },
    {
      name: 'sql-in-repositories',
      comment: 'Only repositories, migrations and the database package hold SQL.',
      severity: 'error',
      from: {
        path: '^apps/',
        pathNot: [
          '-repository\\.ts$',
          '/migrations/',
          '/tables\\.ts$',
          '\\.test\\.ts$',
          '/testing/',
          '/database\\.ts$',
        ],
      },
      to: { path: 'node_modules/kysely/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: ['\\.test\\.ts$', '/testing/', '^(journeys|trials)/'] },
      to: { path: ['\\.test\\.ts$', '^apps/[^/]+/src/testing/'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
