import { strictByQuery } from './openid.ts';
import { tellStories } from './tell-stories.ts';

tellStories(strictByQuery);
