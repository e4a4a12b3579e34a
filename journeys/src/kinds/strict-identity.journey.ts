import { strictByIssuer } from './openid.ts';
import { tellStories } from './tell-stories.ts';

tellStories(strictByIssuer);
