import { independentProvider } from './openid.ts';
import { tellStories } from './tell-stories.ts';

tellStories(independentProvider);
