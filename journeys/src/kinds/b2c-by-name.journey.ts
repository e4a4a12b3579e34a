import { b2cByName } from './b2c.ts';
import { tellStories } from './tell-stories.ts';

tellStories(b2cByName);
