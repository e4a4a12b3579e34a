import type { ApplicationOptions } from './applications.ts';
import { made } from './known.ts';
import { type Step, THERE } from './step.ts';

/** The api's application ID URI, which its scopes begin with; it may hold the application id, so it comes after it. */
export function nameApi({ graph, known, profile }: Pick<ApplicationOptions, 'graph' | 'known' | 'profile'>): Step {
  return {
    title: "the api's application ID URI",
    permission: 'Application.ReadWrite.All',
    role: 'Application Administrator',
    async look() {
      const present = known.applications.api;
      known.apiUri = present && profile.apiUriOf(present.appId);
      if (known.apiUri !== undefined && present?.identifierUris.includes(known.apiUri)) return THERE;
      return {
        mark: present ? 'change' : 'create',
        lines: [`identifierUris: + ${known.apiUri ?? profile.apiUriOf('<its application id>')}`],
        async make() {
          const api = made(present, 'the api');
          const identifierUris = [...api.identifierUris, made(known.apiUri, 'the URI')];
          await graph.send('PATCH', `/v1.0/applications/${api.id}`, { identifierUris });
          known.applications.api = { ...api, identifierUris };
          return [];
        },
      };
    },
  };
}
