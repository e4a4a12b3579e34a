import { b2cAtCustomDomain } from './b2c.ts';
import { tellStories } from './tell-stories.ts';

tellStories(b2cAtCustomDomain);
