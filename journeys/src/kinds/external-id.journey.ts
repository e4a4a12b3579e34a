import { externalId } from './external-id.ts';
import { tellStories } from './tell-stories.ts';

tellStories(externalId);
