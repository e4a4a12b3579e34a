import { b2cByUserFlow } from './b2c.ts';
import { tellStories } from './tell-stories.ts';

tellStories(b2cByUserFlow);
